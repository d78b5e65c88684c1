/** Finer lattices are looked for no further. */
const FINEST = 10_080;
/** Cells of the convolution, in all, that are still counted out. */
const MOST_WORK = 400_000_000;
const CLOSE = 1e-9;

/**
 * The differences as whole numbers of one common step, so that their sums can be counted exactly. Scores of 1 to 5 lie on
 * quarters, means over 3 repeats on twelfths, weighted means of some judges on finer ones.
 * @returns undefined where there is no such step, or where it is so fine that counting would take too long
 */
export function latticeOf(values: readonly number[]): number[] | undefined {
  const largest = Math.max(...values.map(Math.abs));
  if (largest === 0) return values.map(() => 0);
  const steps = onMultiples(values, 1) ?? onCommonStep(values, largest) ?? denominators(values);
  if (steps === undefined) return undefined;
  const divisor = steps.reduce((shared, step) => greatestCommonDivisor(shared, Math.abs(step)), 0);
  const small = divisor > 1 ? steps.map((step) => step / divisor) : steps;
  const reach = small.reduce((sum, step) => sum + Math.abs(step), 0);
  return reach * small.length <= MOST_WORK ? small : undefined;
}

/** Multiples of 1/denominator for the smallest denominator that fits. */
function denominators(values: readonly number[]): number[] | undefined {
  for (let denominator = 2; denominator <= FINEST; denominator++) {
    const steps = onMultiples(values, denominator);
    if (steps !== undefined) return steps;
  }
  return undefined;
}

/** Multiples of the largest value's shares, for scores that a weight has scaled off every simple fraction. */
function onCommonStep(values: readonly number[], largest: number): number[] | undefined {
  for (let parts = 1; parts <= 60; parts++) {
    const steps = onMultiples(values, parts / largest);
    if (steps !== undefined) return steps;
  }
  return undefined;
}

function onMultiples(values: readonly number[], perUnit: number): number[] | undefined {
  const steps: number[] = [];
  for (const value of values) {
    const step = Math.round(value * perUnit);
    if (Math.abs(value * perUnit - step) > CLOSE * Math.max(1, Math.abs(step))) return undefined;
    steps.push(step);
  }
  return steps;
}

function greatestCommonDivisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small !== 0) [large, small] = [small, large % small];
  return large;
}
