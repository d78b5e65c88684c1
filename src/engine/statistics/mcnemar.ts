import { logGamma } from './logGamma';

/**
 * McNemar's exact test, two-sided: the binomial test that changes in either direction are equally likely,
 * p = 2 · P(X ≤ min(b, c)) for X of b + c throws of a fair coin, at most 1.
 * @param b cases that passed before and fail now, a whole number of 0 or more
 * @param c cases that failed before and pass now
 * @returns p above 0, at most 1; 1 where nothing changed, null where a count is none
 */
export function mcnemar(b: number, c: number): { p: number | null } {
  if (!isCount(b) || !isCount(c)) return { p: null };
  const n = b + c;
  const fewer = Math.min(b, c);
  if (2 * fewer >= n - 1) return { p: 1 };
  // From the largest term down; all that follows it is in proportion to it.
  let term = 1;
  let sum = 1;
  for (let k = fewer; k > 0 && term > 1e-17 * sum; k--) {
    term *= k / (n - k + 1);
    sum += term;
  }
  const largest = logGamma(n + 1) - logGamma(fewer + 1) - logGamma(n - fewer + 1) - n * Math.LN2;
  // All of a thousand cases in one direction are less than a number can hold, and not nothing.
  return { p: Math.min(1, Math.max(2 * Math.exp(largest) * sum, Number.MIN_VALUE)) };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
