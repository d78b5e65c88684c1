import { finite, largestOf, type Values } from './finite';
import { normalCdf, normalQuantile } from './normal';
import { seededWords } from './random';

export interface BcaOptions {
  /** Share of the distribution that the interval covers, above 0 and below 1; 0.95 by default. */
  confidence?: number;
  /** 1 to 1,000,000; 10,000 by default. */
  resamples?: number;
  /** 0 by default. */
  seed?: number;
}

export const RESAMPLES = 10_000;
const MOST_RESAMPLES = 1_000_000;

/** Sums of the same values in another order differ in their last digits, relative to the largest value. */
const CLOSE = 1e-10;

/**
 * The bias-corrected and accelerated bootstrap interval of a mean (Efron 1987, doi:10.2307/2289144), as
 * `scipy.stats.bootstrap` has it: resampled means that equal the observed one count half for the bias, the acceleration
 * is the jackknife's, quantiles are interpolated.
 * @param differences in any unit; what is not known takes no part
 * @returns in the same unit; the point itself where nothing varies; nulls where there is no value, or for options out of
 * their range
 */
export function bcaInterval(
  differences: Values,
  { confidence = 0.95, resamples = RESAMPLES, seed = 0 }: BcaOptions = {},
): { low: number | null; high: number | null } {
  const values = Float64Array.from(finite(differences));
  const possible = confidence > 0 && confidence < 1 && resamples >= 1 && resamples <= MOST_RESAMPLES;
  if (values.length === 0 || !possible) return { low: null, high: null };
  const point = values[0] as number;
  const close = CLOSE * largestOf(values);
  if (values.every((value) => Math.abs(value - point) <= close)) return { low: point, high: point };

  const observed = values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = resampledMeans(values, Math.floor(resamples), seed).sort();
  const bias = normalQuantile(shareBelow(means, observed, close));
  const acceleration = accelerationOf(values, observed);
  const at = (p: number) => {
    const value = quantile(means, correctedShare(p, bias, acceleration));
    // What is 0 but for rounding would else lie on one side of it, and an interval that ends at 0 would exclude it.
    return Math.abs(value) <= close ? 0 : value;
  };
  const outside = (1 - confidence) / 2;
  return { low: at(outside), high: at(1 - outside) };
}

function resampledMeans(values: Float64Array, resamples: number, seed: number): Float64Array {
  const fill = seededWords(seed);
  const n = values.length;
  const words = new Uint32Array(n);
  const perWord = n / 2 ** 32;
  const means = new Float64Array(resamples);
  for (let index = 0; index < resamples; index++) {
    fill(words);
    let sum = 0;
    for (let draw = 0; draw < n; draw++) sum += values[Math.floor((words[draw] as number) * perWord)] as number;
    means[index] = sum / n;
  }
  return means;
}

/** Kept off 0 and 1, where the correction would be infinite: half a resample is the least that was seen. */
function shareBelow(means: Float64Array, observed: number, close: number): number {
  let below = 0;
  for (const mean of means) below += mean < observed - close ? 1 : mean <= observed + close ? 0.5 : 0;
  return Math.min(Math.max(below, 0.5), means.length - 0.5) / means.length;
}

/** From the jackknife: of a mean, a sixth of Σd³ / (Σd²)^1.5 with d from the mean. */
function accelerationOf(values: Float64Array, mean: number): number {
  const distances = values.map((value) => value - mean);
  // As shares of the largest, whose third power might else be too small for a number.
  const unit = largestOf(distances);
  let squares = 0;
  let cubes = 0;
  for (const distance of distances) {
    squares += (distance / unit) ** 2;
    cubes += (distance / unit) ** 3;
  }
  return cubes / (6 * squares ** 1.5);
}

/** Which share of the resamples to cut off for a share p of the distribution. */
function correctedShare(p: number, bias: number, acceleration: number): number {
  const z = bias + normalQuantile(p);
  const stretch = 1 - acceleration * z;
  // The formula has a pole; before it the distribution has ended.
  if (stretch <= 0) return z > 0 ? 1 : 0;
  return normalCdf(bias + z / stretch);
}

/** Linear between the two nearest, numpy's and R's default. @param p 0 to 1 */
function quantile(sorted: Float64Array, p: number): number {
  const position = p * (sorted.length - 1);
  const index = Math.floor(position);
  const value = sorted[index] as number;
  return value + (position - index) * ((sorted[index + 1] ?? value) - value);
}
