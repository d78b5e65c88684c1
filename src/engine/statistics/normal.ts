/** Beyond it the series would cancel. */
const TAIL = 2;

/**
 * The standard normal distribution function, right to about 14 digits, also far below 0: a series near 0 (Marsaglia
 * 2004, doi:10.18637/jss.v011.i04), Laplace's continued fraction in the tails.
 * @returns 0 to 1; NaN for NaN
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (z < -TAIL) return tail(-z);
  if (z > TAIL) return 1 - tail(z);
  let term = z;
  let sum = z;
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + sum * density(z);
}

/** The density of the standard normal distribution. */
export function density(z: number): number {
  return Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The quantile of the standard normal distribution: Acklam's rational approximation, then Halley's steps on the
 * distribution function.
 * @param p 0 to 1
 * @returns ±Infinity at the ends, NaN outside
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  // The lower half keeps its digits; the upper one is its mirror image.
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = approximateQuantile(p);
  for (let step = 0; step < 2; step++) {
    const error = (normalCdf(z) - p) / density(z);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}

/** Mass above z, for z above 2, by the continued fraction 1 / (z + 1 / (z + 2 / (z + …))) times the density. */
function tail(z: number): number {
  if (z === Number.POSITIVE_INFINITY) return 0;
  let fraction = z;
  // After k terms the error is about exp(−z √(2 k)) of the value: so many leave less than a number can tell.
  for (let k = Math.ceil(800 / z ** 2) + 4; k >= 1; k--) fraction = z + k / fraction;
  return density(z) / fraction;
}

const A = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
] as const;
const B = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1,
] as const;
const C = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
] as const;
const D = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1] as const;

function approximateQuantile(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(C, q) / polynomial(D, q);
  }
  const q = p - 0.5;
  return (polynomial(A, q * q) * q) / polynomial(B, q * q);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
