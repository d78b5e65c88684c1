import { largestOf } from './finite';

/** Steps in the largest value, at most; scores of 1 to 5 as means over 3 repeats have 12. */
const FINEST = 100_000;
/** Remainders below this share of the largest value are rounding. */
const ROUNDING = 1e-9;
/** How far off a multiple a value may be, in steps. */
const CLOSE = 1e-6;

/**
 * The values as whole numbers of the largest common step, so that their sums can be counted exactly. Differences of 1–5
 * scores lie on quarters, those of means over 3 repeats on twelfths, weighted means of several judges on finer steps.
 * @param values in any unit, not all 0, tolerant of floating error
 * @returns undefined where there is no common step, or only one below 1/100,000 of the largest value
 */
export function latticeOf(values: readonly number[]): number[] | undefined {
  const largest = largestOf(values);
  if (largest === 0 || !Number.isFinite(largest)) return undefined;
  let step = largest;
  for (const size of new Set(values.map(Math.abs))) {
    step = commonStep(step, size, ROUNDING * largest);
    if (step * FINEST < largest * (1 - CLOSE)) return undefined;
  }
  // Euclid's remainders have collected rounding: the largest value holds the step more exactly than they do.
  step = largest / Math.round(largest / step);
  const steps = values.map((value) => Math.round(value / step));
  const fits = values.every((value, index) => Math.abs(value / step - (steps[index] as number)) <= CLOSE);
  return fits ? steps : undefined;
}

/** Euclid's algorithm on real numbers; the remainder nearest to 0, so that rounding cannot make it almost the divisor. */
function commonStep(step: number, size: number, rounding: number): number {
  let [large, small] = [step, size];
  while (small > rounding) [large, small] = [small, Math.abs(large - small * Math.round(large / small))];
  return large;
}
