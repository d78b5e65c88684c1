import { incompleteBeta } from './incompleteBeta';
import { normalQuantile } from './normal';

/**
 * The probability of a Student t at least as far from 0, on either side: I_{ν/(ν+t²)}(ν/2, 1/2).
 * @param degrees ν, above 0
 * @see Abramowitz and Stegun 26.7.1
 */
export function studentTwoSided(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return Number.isNaN(t) ? Number.NaN : 0;
  const square = t * t;
  return incompleteBeta(degrees / (degrees + square), degrees / 2, 0.5, square / (degrees + square));
}

/** The distribution function of Student's t. @param degrees above 0 */
export function studentCdf(t: number, degrees: number): number {
  const tail = studentTwoSided(t, degrees) / 2;
  return t < 0 ? tail : 1 - tail;
}

/**
 * The quantile of Student's t, by halving.
 * @param p above 0 and below 1
 * @param degrees above 0
 */
export function studentQuantile(p: number, degrees: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, degrees);
  const above = 1 - p;
  let low = 0;
  let high = Math.max(2, normalQuantile(p) * 2);
  while (studentTwoSided(high, degrees) / 2 > above && high < 1e300) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, degrees) / 2 > above) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
