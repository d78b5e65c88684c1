import type { JudgeExample } from '../../testset/testSet';
import type { Scale } from '../judgeScale';
import { isWhole } from '../scaleWords';
import { currentLabels } from './currentLabels';
import type { HumanLabel } from './humanLabel';

/** Longer outputs would leave no room for what is to be judged. */
const LONGEST_OUTPUT = 4_000;
/** So many levels of a scale without steps are told apart. */
const LEVELS = 4;

/**
 * Outputs that people have scored, as examples for a judge (few-shot): one of a case, spread over the scores from both ends,
 * of each score the oldest first, so that a new label seldom changes them and with them all that the judge has said before.
 * @param labels of one prompt, in any order, also those that no longer count
 * @param judge the name that the labels give the judge
 */
export function examplesOfLabels(
  labels: readonly HumanLabel[],
  judge: string,
  scale: Scale,
  most: number,
): JudgeExample[] {
  const byLevel = new Map<number, Scored[]>();
  const cases = new Set<string>();
  for (const each of scoredOutputs(labels, judge, scale)) {
    if (each.output.length > LONGEST_OUTPUT || cases.has(each.caseId)) continue;
    cases.add(each.caseId);
    const level = levelOf(each.score, scale);
    byLevel.set(level, [...(byLevel.get(level) ?? []), each]);
  }
  const levels = fromBothEnds([...byLevel].sort(([a], [b]) => a - b).map(([, scored]) => scored));
  const chosen: Scored[] = [];
  for (let round = 0; chosen.length < most && levels.some((scored) => round < scored.length); round++) {
    for (const scored of levels) chosen.push(...scored.slice(round, round + 1));
  }
  return chosen.slice(0, most).map((each) => exampleOf(each, scale));
}

/** The worst, the best, the second worst, and so on: two examples say most where they are furthest apart. */
function fromBothEnds<T>(sorted: readonly T[]): T[] {
  return sorted.map((_, index) => sorted[index % 2 === 0 ? index / 2 : sorted.length - (index + 1) / 2] as T);
}

interface Scored extends Pick<HumanLabel, 'caseId' | 'input' | 'expected' | 'criterion' | 'output' | 'note'> {
  /** The mean of what people gave. */
  score: number;
}

/** Every output that people have scored on this scale, the one that was scored first first. */
function scoredOutputs(labels: readonly HumanLabel[], judge: string, { min, max }: Scale): Scored[] {
  const outputs = new Map<string, { first: HumanLabel; scores: number[]; note?: string }>();
  for (const label of currentLabels(labels)) {
    if (label.judge !== judge || label.score === undefined || label.min !== min || label.max !== max) continue;
    const key = JSON.stringify([label.caseId, label.outputDigest]);
    const known = outputs.get(key) ?? { first: label, scores: [] };
    known.scores.push(label.score);
    known.note ??= label.note;
    outputs.set(key, known);
  }
  return [...outputs.values()].map(({ first: { caseId, input, expected, criterion, output }, scores, note }) => ({
    caseId,
    input,
    expected,
    criterion,
    output,
    note,
    score: scores.reduce((sum, score) => sum + score, 0) / scores.length,
  }));
}

/** The label or the whole number that is nearest, or one of a few levels where the scale has neither. */
function levelOf(score: number, scale: Scale): number {
  const { min, max, labels } = scale;
  if (labels !== undefined) return nearestLabel(score, labels).score;
  return isWhole(scale) ? Math.round(score) : Math.round(((score - min) / (max - min)) * LEVELS);
}

function exampleOf({ caseId, input, expected, criterion, output, note, score }: Scored, scale: Scale): JudgeExample {
  const { labels } = scale;
  return {
    caseId,
    ...(input !== undefined && Object.keys(input).length > 0 && { input }),
    ...(expected !== undefined && { expected }),
    ...(criterion !== undefined && { criterion }),
    output,
    ...(note !== undefined && { reason: note }),
    score:
      labels !== undefined
        ? nearestLabel(score, labels).label
        : isWhole(scale)
          ? Math.round(score)
          : Number(score.toFixed(2)),
  };
}

function nearestLabel<Label extends { score: number }>(score: number, labels: readonly Label[]): Label {
  const [nearest] = [...labels].sort((a, b) => Math.abs(a.score - score) - Math.abs(b.score - score));
  return nearest as Label;
}
