import type { RunHeader, SampleResult } from '../../evaluate/run';
import { commonScale } from '../../evaluate/summary';

/** What the judges, or the checks where there are none, say of one output together. */
export type JudgesSay = { kind: 'good'; score: number } | { kind: 'bad' } | { kind: 'unsettled' } | { kind: 'nothing' };

/** A sample with the terms that it was judged on. */
export interface JudgedSample {
  sample: SampleResult;
  header: RunHeader;
}

/** Scores are computed with fractions: what is shown as 4 is 4. */
const ROUNDING = 1e-9;

/**
 * What all judgements of one output come to: good where it passed each time with the score that is asked for, bad where it
 * failed each time.
 * @param least on the scale that the run's score is shown in
 */
export function whatJudgesSay(samples: readonly JudgedSample[], least: number): JudgesSay {
  const known = samples.filter(({ sample: { status } }) => status === 'passed' || status === 'failed');
  if (known.length === 0) return { kind: 'nothing' };
  if (known.every(({ sample }) => sample.status === 'failed')) return { kind: 'bad' };
  if (known.some(({ sample }) => sample.status === 'failed')) return { kind: 'unsettled' };
  const scores = known.map(ownScore);
  const lowest = Math.min(...scores.map((score) => score ?? Number.NEGATIVE_INFINITY));
  return lowest >= least - ROUNDING ? { kind: 'good', score: lowest } : { kind: 'nothing' };
}

/** The scale that a run's score is shown in. */
export function scaleOfRun({ judges }: Pick<RunHeader, 'judges'>): { min: number; max: number } {
  return commonScale(judges);
}

function ownScore({ sample: { score }, header }: JudgedSample): number | null {
  const { min, max } = scaleOfRun(header);
  return score === null ? null : min + score * (max - min);
}
