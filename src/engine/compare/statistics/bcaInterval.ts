import { finite } from './finite';
import { normalCdf, normalQuantile } from './normal';
import { seededRandom } from './random';

export interface BcaOptions {
  /** Share of the distribution that the interval covers; 0.95 by default. */
  confidence?: number;
  /** 10,000 by default. */
  resamples?: number;
  /** 0 by default. */
  seed?: number;
}

/**
 * The bias-corrected and accelerated bootstrap interval of a mean (Efron 1987, doi:10.2307/2289144). Resampled means
 * that equal the observed one count half for the bias, as in `scipy.stats.bootstrap`; quantiles are interpolated.
 * @returns the point itself where nothing varies; null where there is no value
 */
export function bcaInterval(
  differences: readonly number[],
  { confidence = 0.95, resamples = 10_000, seed = 0 }: BcaOptions = {},
): { low: number | null; high: number | null } {
  const values = finite(differences);
  const n = values.length;
  if (n === 0 || !(confidence > 0 && confidence < 1) || !(resamples >= 1)) return { low: null, high: null };
  const observed = values.reduce((sum, value) => sum + value, 0) / n;
  if (values.every((value) => value === values[0])) return { low: values[0] as number, high: values[0] as number };

  const means = resampledMeans(values, Math.floor(resamples), seed).sort();
  // Sums of the same values in another order may differ in the last digit.
  const close = 1e-12 * Math.max(1, ...values.map(Math.abs));
  let below = 0;
  for (const mean of means) below += mean < observed - close ? 1 : mean <= observed + close ? 0.5 : 0;
  const bias = normalQuantile(below / means.length);
  const acceleration = accelerationOf(values, observed);
  const at = (p: number) => {
    const z = bias + normalQuantile(p);
    return quantile(means, normalCdf(bias + z / (1 - acceleration * z)));
  };
  const outside = (1 - confidence) / 2;
  return { low: at(outside), high: at(1 - outside) };
}

function resampledMeans(values: readonly number[], resamples: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const n = values.length;
  const source = Float64Array.from(values);
  const means = new Float64Array(resamples);
  for (let index = 0; index < resamples; index++) {
    let sum = 0;
    for (let draw = 0; draw < n; draw++) sum += source[(random() * n) | 0] as number;
    means[index] = sum / n;
  }
  return means;
}

/** From the jackknife: of a mean, the skewness of the values by their number. */
function accelerationOf(values: readonly number[], mean: number): number {
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    const distance = value - mean;
    squares += distance ** 2;
    cubes += distance ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

function quantile(sorted: Float64Array, p: number): number {
  if (Number.isNaN(p)) return Number.NaN;
  const position = Math.min(Math.max(p, 0), 1) * (sorted.length - 1);
  const index = Math.floor(position);
  const value = sorted[index] as number;
  return value + (position - index) * ((sorted[index + 1] ?? value) - value);
}
