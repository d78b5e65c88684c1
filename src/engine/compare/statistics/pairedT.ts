import { finite } from './finite';
import { studentQuantile, studentTwoSided } from './studentT';

/** The t test of paired differences; null where undefined: fewer than two of them, or t and p where nothing varies. */
export interface PairedT {
  t: number | null;
  df: number | null;
  /** Two-sided. */
  p: number | null;
  /** 95 % interval of the mean. */
  low: number | null;
  high: number | null;
}

/** Student's paired t test, with the interval of the mean difference. */
export function pairedT(differences: readonly number[]): PairedT {
  const values = finite(differences);
  const n = values.length;
  if (n < 2) return { t: null, df: null, p: null, low: null, high: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.every((value) => value === values[0])
    ? 0
    : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const error = Math.sqrt(variance / n);
  const df = n - 1;
  if (error === 0) return { t: null, df, p: null, low: mean, high: mean };
  const reach = studentQuantile(0.975, df) * error;
  const t = mean / error;
  return { t, df, p: studentTwoSided(t, df), low: mean - reach, high: mean + reach };
}
