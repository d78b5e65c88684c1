import { combineReadings } from '../judge/combineReadings';
import type { JudgeSubject } from '../judge/judgeRequest';
import { nothingToJudge } from '../judge/nothingToJudge';
import type { Judgement, Reading } from '../judge/score';
import { type Answer, addCost, type SeatedJudge, totalUsage } from './askJudge';

/**
 * The judgement that needs no model, because there is nothing to judge: the worst score, or the best of a judge that only
 * looks for what must not be there.
 * @returns undefined where a model has to be asked
 */
export function judgementOfNothing({ judge, terms }: SeatedJudge, subject: JudgeSubject): Judgement | undefined {
  if (judge.settings.judgesContext) return undefined;
  const unasked = nothingToJudge(subject.output, subject.expected);
  if (unasked === undefined) return undefined;
  const score = judge.settings.empty === 'best' ? judge.max : judge.min;
  const label = judge.labels?.find((candidate) => candidate.score === score)?.label;
  return {
    ...blank({ judge, terms }),
    ...graded(score, terms),
    ...(label !== undefined && { label }),
    unasked,
  };
}

/** One judgement from the answers to all questions of a judge, in their order. */
export function judgementOf(seated: SeatedJudge, answers: readonly Answer[]): Judgement {
  const { score, spread, label } = combineReadings(seated.judge, answers);
  const [only, ...others] = answers;
  const failed = answers.find(({ error }) => error !== undefined);
  const speaker = spokesman(answers, score) ?? only;
  const usage = totalUsage(answers.map((answer) => answer.usage));
  const latencies = answers.flatMap(({ latencyMs }) => latencyMs ?? []);
  return {
    ...blank(seated),
    ...(score === null ? {} : graded(score, seated.terms)),
    reason: speaker?.reason ?? '',
    ...(label !== undefined && { label }),
    ...(others.length > 0 && { readings: answers.map(reading) }),
    ...(spread !== undefined && { spread }),
    ...(speaker?.mass !== undefined && { mass: speaker.mass }),
    ...(speaker?.evidence !== undefined && { evidence: speaker.evidence }),
    ...(failed?.error !== undefined && score === null && { error: failed.error }),
    ...(usage !== undefined && { usage }),
    cost: answers.reduce<number | null>((sum, { cost }) => addCost(sum, cost), 0),
    ...(latencies.length > 0 && { latencyMs: latencies.reduce((sum, each) => sum + each, 0) }),
    cached: answers.length > 0 && answers.every(({ cached }) => cached),
  };
}

/** Whose reason stands for all: the answer nearest to the combined score, the first of those. */
function spokesman(answers: readonly Answer[], score: number | null): Answer | undefined {
  if (score === null) return undefined;
  let nearest: Answer | undefined;
  for (const answer of answers) {
    if (answer.score === null) continue;
    if (nearest === undefined || Math.abs(answer.score - score) < Math.abs((nearest.score as number) - score)) {
      nearest = answer;
    }
  }
  return nearest;
}

function reading({ model, score, label, reason, mass, order, error, cached }: Answer): Reading {
  return {
    model,
    score,
    ...(label !== undefined && { label }),
    reason,
    ...(mass !== undefined && { mass }),
    ...(order !== undefined && { order }),
    ...(error !== undefined && { error }),
    cached,
  };
}

/** A judgement without a score. */
function blank({ terms }: Pick<SeatedJudge, 'judge' | 'terms'>): Judgement {
  const { judge, min, max, threshold, weight, model } = terms;
  return {
    judge,
    score: null,
    normalized: null,
    min,
    max,
    threshold,
    passed: null,
    reason: '',
    weight,
    model,
    cost: 0,
    cached: false,
  };
}

function graded(score: number, { min, max, threshold }: SeatedJudge['terms']) {
  return { score, normalized: max > min ? (score - min) / (max - min) : 0, passed: score >= threshold };
}
