/**
 * The share of all 2ⁿ sign patterns whose sum is at least as far from 0 as the observed one. Of a pattern only its sum
 * matters, so a probability for each possible sum is enough, and each size is convolved into them.
 * @param steps whole numbers, not all 0
 * @returns above 0, at most 1
 */
export function countedFlips(steps: readonly number[]): number {
  const observed = Math.abs(steps.reduce((sum, step) => sum + step, 0));
  if (observed === 0) return 1;
  const sizes = steps.flatMap((step) => (step === 0 ? [] : Math.abs(step))).sort((a, b) => a - b);
  const reach = sizes.reduce((sum, size) => sum + size, 0);
  // Cell s stands for the sum 2 s − reach: s is the sum of those with a plus.
  const probabilities = new Float64Array(reach + 1);
  probabilities[0] = 1;
  let filled = 0;
  for (const size of sizes) {
    filled += size;
    // From above, so that what is read has not been written in this round.
    for (let sum = filled; sum >= size; sum--) {
      probabilities[sum] = ((probabilities[sum] as number) + (probabilities[sum - size] as number)) / 2;
    }
    for (let sum = 0; sum < size; sum++) probabilities[sum] = (probabilities[sum] as number) / 2;
  }
  let tail = 0;
  for (let sum = reach; 2 * sum - reach >= observed; sum--) tail += probabilities[sum] as number;
  // Beyond some thousand cases the far tail is less than a number can hold; it is not nothing.
  return Math.min(1, Math.max(2 * tail, Number.MIN_VALUE));
}

/** Cells that `countedFlips` visits, as an order of magnitude. */
export function workOfCounting(steps: readonly number[]): number {
  return (steps.length * steps.reduce((sum, step) => sum + Math.abs(step), 0)) / 2;
}
