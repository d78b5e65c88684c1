import { finite, largestOf, type Values } from './finite';
import { studentQuantile, studentTwoSided } from './studentT';

/** The t test of paired differences; null where undefined: fewer than two of them, or t and p where nothing varies. */
export interface PairedT {
  /** Mean by its standard error. */
  t: number | null;
  /** Degrees of freedom: the number of differences less one. */
  df: number | null;
  /** Two-sided, 0 to 1. */
  p: number | null;
  /** 95 % interval of the mean, in the unit of the differences; the mean itself where nothing varies. */
  low: number | null;
  high: number | null;
}

/** Spread below this share of the largest difference is rounding. */
const ROUNDING = 1e-14;

/**
 * Student's paired t test (1908) with the interval of the mean difference, as `scipy.stats.ttest_rel` has them.
 * @param differences after − before in any unit; what is not known takes no part
 */
export function pairedT(differences: Values): PairedT {
  const values = finite(differences);
  const n = values.length;
  if (n < 2) return { t: null, df: null, p: null, low: null, high: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const error = Math.sqrt(variance / n);
  const df = n - 1;
  if (error <= ROUNDING * largestOf(values)) return { t: null, df, p: null, low: mean, high: mean };
  const reach = studentQuantile(0.975, df) * error;
  const t = mean / error;
  return { t, df, p: studentTwoSided(t, df), low: mean - reach, high: mean + reach };
}
