/** Sums of the same values in another order differ in their last digits, relative to the sum of the sizes. */
const CLOSE = 1e-12;

/**
 * The share of all 2ⁿ sign patterns whose sum is at least as far from 0 as the observed one, for values without a common
 * step: the sums of either half are listed and sorted, and for each of one half those of the other that go far enough
 * with it are counted (Horowitz and Sahni 1974, doi:10.1145/321812.321823).
 * @param values not all 0; takes 2^(n/2) time and memory
 * @returns above 0, at most 1
 */
export function enumeratedFlips(values: readonly number[]): number {
  const observed = Math.abs(values.reduce((sum, value) => sum + value, 0));
  const close = CLOSE * values.reduce((sum, value) => sum + Math.abs(value), 0);
  if (observed <= close) return 1;
  const middle = values.length >> 1;
  const [rising, other] = [signedSums(values.slice(0, middle)), signedSums(values.slice(middle))];
  let far = 0;
  let enough = other.length;
  for (const sum of rising) {
    while (enough > 0 && sum + (other[enough - 1] as number) >= observed - close) enough--;
    far += other.length - enough;
  }
  // With every pattern its mirror image is as far on the other side.
  return Math.min(1, (2 * far) / (rising.length * other.length));
}

/** The sums of all sign patterns, rising. */
function signedSums(values: readonly number[]): Float64Array {
  let sums = Float64Array.of(0);
  for (const value of values) {
    const next = new Float64Array(2 * sums.length);
    next.set(sums.map((sum) => sum + value));
    next.set(
      sums.map((sum) => sum - value),
      sums.length,
    );
    sums = next;
  }
  return sums.sort();
}
