import type { EvaluationPlan } from '../../evaluate/plan';
import { usualThreshold } from '../../judge/judgeScale';
import type { HumanLabel } from '../../judge/labels';
import type { AnswerSource } from './trainingData';

/** What people say of one output together. */
export type PeopleSay =
  | { kind: 'corrected'; answer: string; at: string }
  | { kind: 'good'; source: Exclude<AnswerSource, 'judged'>; at: string }
  | { kind: 'bad' }
  | { kind: 'disputed' }
  | { kind: 'nothing' };

/** Where a score of the output as a whole is good: 4 of 5. */
const WHOLE_OUTPUT = { min: 1, max: 5 };

/** Whether a label says how good an output is; a note alone does not. */
export function saysOpinion({ score, thumb, corrected }: HumanLabel): boolean {
  return score !== undefined || thumb !== undefined || corrected !== undefined;
}

/**
 * What the labels of one output come to. A corrected answer counts over everything else, of several the newest; a thumb up
 * or a score at or above the judge's threshold is for the output, a thumb down or a lower score against it.
 * @param labels those that count, the oldest first
 */
export function whatPeopleSay(labels: readonly HumanLabel[], judges: EvaluationPlan['judges']): PeopleSay {
  const newest = labels.at(-1);
  if (newest === undefined) return { kind: 'nothing' };
  const corrected = labels.findLast((label) => label.corrected !== undefined);
  if (corrected?.corrected !== undefined) {
    const { corrected: answer, output, at } = corrected;
    return answer === output ? { kind: 'good', source: 'correction', at } : { kind: 'corrected', answer, at };
  }
  const opinions = labels.flatMap((label) => opinionsOf(label, judges));
  const good = opinions.filter(({ good }) => good);
  if (opinions.length === 0) return { kind: 'nothing' };
  if (good.length === 0) return { kind: 'bad' };
  if (good.length < opinions.length) return { kind: 'disputed' };
  return { kind: 'good', source: good.some(({ source }) => source === 'thumb') ? 'thumb' : 'score', at: newest.at };
}

function opinionsOf(
  label: HumanLabel,
  judges: EvaluationPlan['judges'],
): { good: boolean; source: 'thumb' | 'score' }[] {
  const { thumb, score, min, max } = label;
  const opinions: { good: boolean; source: 'thumb' | 'score' }[] = [];
  if (thumb !== undefined) opinions.push({ good: thumb === 'up', source: 'thumb' });
  if (score !== undefined && min !== undefined && max !== undefined) {
    // A judge's scale may have been another one when the score was given.
    const terms = judges.find((each) => each.judge === label.judge && each.min === min && each.max === max);
    const threshold = terms?.threshold ?? usualThreshold(label.judge === undefined ? WHOLE_OUTPUT : { min, max });
    opinions.push({ good: score >= threshold, source: 'score' });
  }
  return opinions;
}
