import { bcaInterval, RESAMPLES } from './bcaInterval';
import { decidingSizes } from './decidingSizes';
import type { Values } from './finite';
import { signFlipTest } from './signFlipTest';

/** Fewer comparable cases than this cannot decide. */
export const SMALLEST_COMPARISON = 6;

/** Differences of decimal scores below this are rounding: 0.3 − 0.1 is not quite 0.2. */
const ROUNDING = 1e-12;
/** An interval that ends at the margin lies within it, however its last digits came out. */
const AT_MARGIN = 1e-9;

export interface CompareOptions {
  /** Half-width of the band in which a change does not matter, in the unit of the scores, 0 or more; 0.05 by default. */
  margin?: number;
  /** Two-sided level of the test, and 1 − the interval's confidence, above 0 and below 1; 0.05 by default. */
  alpha?: number;
  /** Of everything that is drawn by chance; 0 by default. */
  seed?: number;
}

/** What two sets of scores of the same cases say. With the scores it holds all that is needed to compute it again. */
export interface ScoreComparison {
  /** Cases whose score is known in both. */
  n: number;
  /** Mean of after − before; null where there is no case. */
  mean: number | null;
  /** Standard deviation of after − before; null where there are less than two cases. */
  sd: number | null;
  /** Interval of the mean with a confidence of 1 − alpha. */
  low: number | null;
  high: number | null;
  /** Two-sided, by the sign-flip test. */
  p: number | null;
  verdict: 'regressed' | 'improved' | 'unchanged' | 'inconclusive';
  margin: number;
  alpha: number;
  seed: number;
  /** Of the interval's bootstrap. */
  resamples: number;
  /** About how many cases would decide, rounded up; null where the spread is not known or is 0. */
  decide: {
    /** To see a change as large as the margin. */
    forMargin: number | null;
    /** To see the change that was observed, if it is real. */
    forEffect: number | null;
  };
}

/**
 * Compares scores case by case: an interval and an exact test must agree before a change is called one, since the
 * interval alone raises too many false alarms in small test sets.
 * In this order: fewer than 6 cases are `inconclusive`; an interval within ±margin is `unchanged`, even where it excludes
 * 0; one that excludes 0 with p at or below alpha is `regressed` or `improved`; all else is `inconclusive`.
 * @param before scores of 0 to 1, one for each case: the mean over its repeats; null and what is no number is not known
 * @param after the same cases in the same order; a case that one of the two does not have is not compared
 */
export function compareScores(
  before: Values,
  after: Values,
  { margin = 0.05, alpha = 0.05, seed = 0 }: CompareOptions = {},
): ScoreComparison {
  const pairs = before.flatMap((old, index) => {
    const now = after[index];
    return isScore(old) && isScore(now) ? [{ old, now }] : [];
  });
  const differences = pairs.map(({ old, now }) => withoutRounding(now - old));
  const n = differences.length;
  const mean = n === 0 ? null : withoutRounding(differences.reduce((sum, each) => sum + each, 0) / n);
  const sd = n < 2 ? null : deviation(differences);
  const { low, high } = bcaInterval(differences, { confidence: 1 - alpha, resamples: RESAMPLES, seed });
  const { p } = signFlipTest(differences, { seed });
  const binary = pairs.every(({ old, now }) => isBinary(old) && isBinary(now));
  const discordant = binary ? differences.filter((each) => each !== 0).length / n : null;
  return {
    n,
    mean,
    sd,
    low,
    high,
    p,
    verdict: verdictOf({ n, mean, low, high, p }, { margin, alpha }),
    margin,
    alpha,
    seed,
    resamples: RESAMPLES,
    decide: decidingSizes({ sd, mean, discordant }, { margin, alpha }),
  };
}

function verdictOf(
  { n, mean, low, high, p }: Pick<ScoreComparison, 'n' | 'mean' | 'low' | 'high' | 'p'>,
  { margin, alpha }: { margin: number; alpha: number },
): ScoreComparison['verdict'] {
  if (n < SMALLEST_COMPARISON || mean === null || low === null || high === null || p === null) return 'inconclusive';
  if (low >= -margin - AT_MARGIN && high <= margin + AT_MARGIN) return 'unchanged';
  if ((low > 0 || high < 0) && p <= alpha) return high < 0 ? 'regressed' : 'improved';
  return 'inconclusive';
}

function deviation(values: readonly number[]): number {
  if (values.every((value) => value === values[0])) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return withoutRounding(Math.sqrt(squares / (values.length - 1)));
}

function withoutRounding(value: number): number {
  return Math.abs(value) < ROUNDING ? 0 : value;
}

function isScore(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isBinary(score: number): boolean {
  return score === 0 || score === 1;
}
