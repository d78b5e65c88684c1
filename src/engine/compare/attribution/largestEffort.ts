import { callsOfJudgement, modelsOfJudge } from '../../evaluate/judgeTerms';
import type { EvaluationPlan } from '../../evaluate/plan';

/** What a search may take at most. */
export interface Effort {
  /** Texts to evaluate. */
  trials: number;
  /** Cases that each of them is evaluated on. */
  cases: number;
  /** Calls of models, judges' included, without those that are tried again. */
  calls: number;
}

/** For each hunk and regressed case. */
const MOST_CALLS = 3;

/**
 * The most that looking for the cause of a regression takes, to be shown before it begins: three calls for each hunk and
 * each case that got worse. Where judges make a case cost more than one call, fewer of the cases are tried, so that each
 * hunk still is.
 * @param callsPerCase of one sample: the model's and its judges'
 */
export function largestEffort(hunks: number, cases: number, callsPerCase = 1): Effort {
  if (hunks < 2 || cases === 0) return { trials: 0, cases, calls: 0 };
  const calls = MOST_CALLS * hunks * cases;
  // Every hunk alone, and as many again for groups of them.
  const wanted = 2 * hunks;
  const tried = Math.min(cases, Math.max(1, Math.floor(calls / (wanted * callsPerCase))));
  return { trials: Math.min(wanted, Math.floor(calls / (tried * callsPerCase))), cases: tried, calls };
}

/** Calls that one sample of a plan takes: the model's and those of each judge; the built-in baseline is no call. */
export function callsPerSample({ model, judges }: Pick<EvaluationPlan, 'model' | 'judges'>): number {
  const ofJudges = judges.map((judge) => {
    const perModel = callsOfJudgement(judge) / modelsOfJudge(judge).length;
    return perModel * modelsOfJudge(judge).filter(isCalled).length;
  });
  return ofJudges.reduce((sum, calls) => sum + calls, Number(isCalled(model)));
}

function isCalled(model: string): boolean {
  return !model.startsWith('baseline/');
}
