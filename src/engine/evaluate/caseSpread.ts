import { passAtK, passHatK } from '../statistics/passAtK';
import type { SampleResult } from './run';
import type { CaseSpread } from './spread';

/** What the repeats of a case say together. @param samples two or more */
export function caseSpread(samples: readonly SampleResult[]): CaseSpread {
  const decided = samples.filter(({ status }) => status === 'passed' || status === 'failed');
  const n = decided.length;
  const passed = decided.filter(({ status }) => status === 'passed').length;
  const scores = samples.flatMap(({ score }) => score ?? []);
  const mean = scores.length === 0 ? null : scores.reduce((sum, each) => sum + each, 0) / scores.length;
  const trials = { n, c: passed };
  return {
    n,
    passed,
    mean,
    sd: mean === null ? null : deviation(scores, mean),
    passHatK: passHatK(trials, n),
    passAtK: Array.from({ length: n }, (_, index) => passAtK(trials, index + 1) ?? 0),
    flaky: passed > 0 && passed < n,
  };
}

function deviation(values: readonly number[], mean: number): number | null {
  if (values.length < 2) return null;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  // What is left of equal scores after rounding is no spread.
  return squares < 1e-18 ? 0 : Math.sqrt(squares / (values.length - 1));
}
