import { bcaInterval } from './bcaInterval';
import { SMALLEST_COMPARISON } from './compareScores';
import { finite, type Values } from './finite';
import { obrienFleming } from './obrienFleming';
import { signFlipTest } from './signFlipTest';

export interface LookOptions {
  /** Index of the look, from 0. */
  look: number;
  /** Shares of the cases at each look, rising, above 0 and at most 1. */
  fractions: readonly number[];
  /** Two-sided level of all looks together; 0.05 by default. */
  alpha?: number;
  /** 0 by default. */
  seed?: number;
}

/** What one look at an unfinished comparison says, with the numbers that it says so by. */
export interface Look {
  /** No more cases: what was seen decides, or there are no more of them. */
  stop: boolean;
  /** What was seen decides that the mean has changed. */
  decided: boolean;
  /** The share of alpha that a p must not be above at this look; null where the fractions or alpha are impossible. */
  nominal: number | null;
  /** Differences that are known so far. */
  n: number;
  p: number | null;
  /** Interval of the mean with a confidence of 1 − nominal. */
  low: number | null;
  high: number | null;
}

/**
 * Whether a comparison may stop at a look. Its cases come in seeded random order, and at each look both must hold: the
 * exact test is at or below that look's share of alpha (`obrienFleming`), and the interval of the same level excludes 0.
 * Looked at in this way, all looks together raise no more false alarms than one look at the end. Where the last look
 * comes to a verdict, `compareScores` has to be asked with `alpha: nominal`.
 * @param differences after − before of the cases so far; what is not known takes no part
 */
export function lookAt(differences: Values, { look, fractions, alpha = 0.05, seed = 0 }: LookOptions): Look {
  const nominal = obrienFleming(fractions, { alpha }).p[look] ?? null;
  const last = look >= fractions.length - 1;
  const { length: n } = finite(differences);
  const { p } = signFlipTest(differences, { seed });
  const { low, high } = bcaInterval(differences, { confidence: 1 - (nominal ?? Number.NaN), seed });
  const significant = nominal !== null && p !== null && p <= nominal;
  const excludes = low !== null && high !== null && (low > 0 || high < 0);
  const decided = n >= SMALLEST_COMPARISON && significant && excludes;
  return { stop: last || decided, decided, nominal, n, p, low, high };
}

/** Whether what was seen at a look decides: `lookAt` in one word. */
export function mayStop(differences: Values, options: LookOptions): boolean {
  return lookAt(differences, options).decided;
}
