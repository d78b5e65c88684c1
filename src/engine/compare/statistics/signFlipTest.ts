import { finite } from './finite';
import { latticeOf } from './lattice';
import { seededRandom } from './random';

const FLIPS = 20_000;

/**
 * The two-sided sign-flip (permutation) test of a paired mean difference: under no effect each difference is as likely
 * with the other sign. Exact where the differences lie on a lattice, as scores do, by convolution of their integer
 * sums; else from 20,000 seeded flips, the observed one counted in (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585).
 * Of 0/1 scores it is McNemar's exact test.
 * @returns p of 0 to 1; 1 where all differences are 0, null where there is none
 */
export function signFlipTest(
  differences: readonly number[],
  { seed = 0 }: { seed?: number } = {},
): { p: number | null } {
  const values = finite(differences);
  if (values.length === 0) return { p: null };
  const sizes = values.map(Math.abs).filter((size) => size > 0);
  if (sizes.length === 0) return { p: 1 };
  const lattice = latticeOf(values);
  return { p: lattice === undefined ? sampledP(values, seed) : exactP(lattice) };
}

/**
 * The share of all sign patterns whose sum is at least as far from 0 as the observed one. Of each pattern only the sum
 * matters, so one number for each possible sum is enough.
 */
function exactP(steps: readonly number[]): number {
  const observed = Math.abs(steps.reduce((sum, step) => sum + step, 0));
  const sizes = steps.map(Math.abs).filter((size) => size > 0);
  const reach = sizes.reduce((sum, size) => sum + size, 0);
  // Index s stands for the sum 2 s − reach: s is the sum of those that keep their size.
  let probabilities = new Float64Array(reach + 1);
  probabilities[0] = 1;
  let filled = 0;
  for (const size of sizes) {
    const next = new Float64Array(reach + 1);
    for (let sum = 0; sum <= filled; sum++) {
      const half = (probabilities[sum] as number) / 2;
      if (half === 0) continue;
      next[sum] = (next[sum] as number) + half;
      next[sum + size] = (next[sum + size] as number) + half;
    }
    filled += size;
    probabilities = next;
  }
  let p = 0;
  for (let sum = 0; sum <= reach; sum++) {
    if (Math.abs(2 * sum - reach) >= observed) p += probabilities[sum] as number;
  }
  return Math.min(1, p);
}

function sampledP(values: readonly number[], seed: number): number {
  const random = seededRandom(seed);
  const source = Float64Array.from(values);
  const observed = Math.abs(source.reduce((sum, value) => sum + value, 0));
  const close =
    1e-12 *
    Math.max(
      1,
      source.reduce((sum, value) => sum + Math.abs(value), 0),
    );
  let far = 1;
  for (let flip = 0; flip < FLIPS; flip++) {
    let sum = 0;
    for (const value of source) sum += random() < 0.5 ? value : -value;
    if (Math.abs(sum) >= observed - close) far++;
  }
  return far / (FLIPS + 1);
}
