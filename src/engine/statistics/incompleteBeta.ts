import { logGamma } from './logGamma';

/** Stands in for 0 where the fraction would divide by it. */
const TINY = 1e-300;
/** Steps: the fraction needs about the root of the larger parameter. */
const MOST_STEPS = 20_000;

/**
 * The regularised incomplete beta function I_x(a, b), by Lentz's evaluation of its continued fraction.
 * @param x 0 to 1
 * @param a above 0
 * @param b above 0
 * @param complement 1 − x, where it is known more exactly than by subtraction
 * @see https://dlmf.nist.gov/8.17#E22
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  // The fraction converges fast on one side of the mean only; the other side is its mirror image.
  return x < (a + 1) / (a + b + 2) ? oneSide(x, complement, a, b) : 1 - oneSide(complement, x, b, a);
}

function oneSide(x: number, complement: number, a: number, b: number): number {
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * logOf(x, complement) + b * logOf(complement, x);
  return (Math.exp(logFront) * fraction(x, a, b)) / a;
}

/** log x, exact also for an x near 1 with a small complement. */
function logOf(x: number, complement: number): number {
  return x > 0.5 ? Math.log1p(-complement) : Math.log(x);
}

function fraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}
