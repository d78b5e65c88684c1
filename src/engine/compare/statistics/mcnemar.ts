import { logGamma } from './studentT';

/**
 * McNemar's exact test, two-sided: the binomial test that changes in either direction are equally likely.
 * @param b cases that passed before and fail now, a whole number of 0 or more
 * @param c cases that failed before and pass now
 * @returns p of 0 to 1; 1 where nothing changed, null where the counts are none
 */
export function mcnemar(b: number, c: number): { p: number | null } {
  if (!isCount(b) || !isCount(c)) return { p: null };
  const n = b + c;
  if (n === 0) return { p: 1 };
  const fewer = Math.min(b, c);
  let p = 0;
  for (let k = 0; k <= fewer; k++) p += Math.exp(logBinomial(n, k) - n * Math.LN2);
  return { p: Math.min(1, 2 * p) };
}

function logBinomial(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
