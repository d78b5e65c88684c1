import { percentile } from './percentile';
import { seededWords } from './random';

/** An interval from resamples. */
export interface BootstrapInterval {
  low: number;
  high: number;
  /** Share of the resamples in which the statistic was undefined; these took no part. */
  undefinedShare: number;
}

/** With more undefined resamples than this the others say little. */
const MOST_UNDEFINED = 0.5;

/**
 * The percentile bootstrap of any statistic (Efron 1979, doi:10.1214/aos/1176344552): items are drawn with replacement.
 * @param items what is drawn: whole items, with all that belongs to one, so that repeats are not taken for items
 * @param statistic null where it is undefined
 * @param options.confidence above 0 and below 1; 0.95 by default
 * @returns null where there is no item, or the statistic is undefined in more than half of the resamples
 */
export function bootstrapInterval<T>(
  items: readonly T[],
  statistic: (items: readonly T[]) => number | null,
  { confidence = 0.95, resamples = 2_000, seed = 0 }: { confidence?: number; resamples?: number; seed?: number } = {},
): BootstrapInterval | null {
  const values: number[] = [];
  for (const resample of bootstrapResamples(items, resamples, seed)) {
    const value = statistic(resample);
    if (value !== null) values.push(value);
  }
  return percentileInterval(values, resamples, { confidence });
}

/**
 * Resamples of items, drawn with replacement, as many as there are. Each is the same array, filled anew.
 * @param seed decides them all
 */
export function* bootstrapResamples<T>(items: readonly T[], resamples: number, seed = 0): Generator<readonly T[]> {
  const fill = seededWords(seed);
  const words = new Uint32Array(items.length);
  const drawn = items.slice();
  for (let resample = 0; resample < resamples && items.length > 0; resample++) {
    fill(words);
    for (let place = 0; place < items.length; place++) {
      drawn[place] = items[Math.floor(((words[place] as number) / 2 ** 32) * items.length)] as T;
    }
    yield drawn;
  }
}

/**
 * The middle of what resamples gave.
 * @param values of the resamples in which the statistic is defined
 * @param resamples how many there were in all
 * @returns null where more than half were undefined
 */
export function percentileInterval(
  values: readonly number[],
  resamples: number,
  { confidence = 0.95 }: { confidence?: number } = {},
): BootstrapInterval | null {
  const undefinedShare = 1 - values.length / resamples;
  if (!(undefinedShare <= MOST_UNDEFINED) || !(confidence > 0 && confidence < 1)) return null;
  const tail = (100 * (1 - confidence)) / 2;
  const [low, high] = [percentile(values, tail), percentile(values, 100 - tail)];
  return low === null || high === null ? null : { low, high, undefinedShare };
}
