import { bcaInterval } from './bcaInterval';
import { sampleSizeMcnemar, sampleSizePaired } from './sampleSize';
import { signFlipTest } from './signFlipTest';

/** Fewer comparable cases than this cannot decide. */
export const SMALLEST_COMPARISON = 6;

/** On top of the formulas for large samples, since what was seen of the spread is itself a sample. */
const RESERVE = 1.15;

export interface CompareOptions {
  /** Half-width of the band in which a change does not matter; 0.05 by default. */
  margin?: number;
  /** Two-sided level of the test, and 1 − the interval's confidence; 0.05 by default. */
  alpha?: number;
  /** 0 by default. */
  seed?: number;
}

/** What two sets of scores of the same cases say. */
export interface ScoreComparison {
  /** Cases whose score is known in both. */
  n: number;
  /** Mean of after − before; null where there is no case. */
  mean: number | null;
  low: number | null;
  high: number | null;
  p: number | null;
  verdict: 'regressed' | 'improved' | 'unchanged' | 'inconclusive';
  margin: number;
  alpha: number;
  seed: number;
  /** About how many cases would decide, rounded up; null where the spread is not known or is 0. */
  decide: { forMargin: number | null; forEffect: number | null };
}

/**
 * Compares scores case by case: an interval and an exact test must agree before a change is called one.
 * In this order: fewer than 6 cases are `inconclusive`; an interval within ±margin is `unchanged`, even where it excludes
 * 0; one that excludes 0 with p at or below alpha is `regressed` or `improved`; all else is `inconclusive`.
 * @param before scores of 0 to 1, a case each; null and what is no number is not known
 * @param after the same cases in the same order
 */
export function compareScores(
  before: readonly (number | null)[],
  after: readonly (number | null)[],
  { margin = 0.05, alpha = 0.05, seed = 0 }: CompareOptions = {},
): ScoreComparison {
  const pairs = before.flatMap((old, index) => {
    const now = after[index];
    return isScore(old) && isScore(now) ? [{ old, now }] : [];
  });
  const differences = pairs.map(({ old, now }) => rounded(now - old));
  const n = differences.length;
  const mean = n === 0 ? null : differences.reduce((sum, each) => sum + each, 0) / n;
  const { low, high } = bcaInterval(differences, { confidence: 1 - alpha, seed });
  const { p } = signFlipTest(differences, { seed });
  const terms = { margin, alpha, seed };
  const numbers = { n, mean, low, high, p };
  return { ...numbers, verdict: verdictOf(numbers, terms), ...terms, decide: decidingSizes(pairs, differences, terms) };
}

function verdictOf(
  { n, mean, low, high, p }: Pick<ScoreComparison, 'n' | 'mean' | 'low' | 'high' | 'p'>,
  { margin, alpha }: { margin: number; alpha: number },
): ScoreComparison['verdict'] {
  if (n < SMALLEST_COMPARISON || mean === null || low === null || high === null || p === null) return 'inconclusive';
  if (low >= -margin && high <= margin) return 'unchanged';
  if ((low > 0 || high < 0) && p <= alpha) return mean < 0 ? 'regressed' : 'improved';
  return 'inconclusive';
}

function decidingSizes(
  pairs: readonly { old: number; now: number }[],
  differences: readonly number[],
  { margin, alpha }: { margin: number; alpha: number },
): ScoreComparison['decide'] {
  const n = differences.length;
  if (n < 2) return { forMargin: null, forEffect: null };
  const mean = differences.reduce((sum, each) => sum + each, 0) / n;
  const sd = Math.sqrt(differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (n - 1));
  if (sd === 0) return { forMargin: null, forEffect: null };
  const binary = pairs.every(({ old, now }) => isBinary(old) && isBinary(now));
  const discordant = differences.filter((each) => each !== 0).length / n;
  const size = (delta: number) => {
    const plain = binary ? sampleSizeMcnemar(discordant, delta, { alpha }) : sampleSizePaired(sd, delta, { alpha });
    // Two more where the spread is estimated: the t quantile is wider than the normal one.
    return plain === null ? null : Math.ceil(RESERVE * (binary ? plain : plain + 2));
  };
  return { forMargin: size(margin), forEffect: size(mean) };
}

/** Differences of decimal scores without the dirt of their binary forms. */
function rounded(difference: number): number {
  return Math.round(difference * 1e12) / 1e12;
}

function isScore(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isBinary(score: number): boolean {
  return score === 0 || score === 1;
}
