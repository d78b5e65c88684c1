import { countedFlips, workOfCounting } from './countedFlips';
import { drawnFlips } from './drawnFlips';
import { enumeratedFlips } from './enumeratedFlips';
import { finite, type Values } from './finite';
import { latticeOf } from './lattice';
import { mcnemar } from './mcnemar';

/** Cells to visit: more takes longer than to draw. */
const MOST_WORK = 200_000_000;
/** As many differences can be enumerated in milliseconds. */
const MOST_ENUMERATED = 32;

/**
 * The two-sided sign-flip (paired permutation) test of a mean difference: if the change did nothing, each difference is
 * as likely with the other sign. p is the share of all sign patterns whose mean is at least as far from 0 as the
 * observed one. Exact where the differences lie on a lattice, as scores do, or are at most 32; else from 20,000 seeded
 * draws. Of differences of one size, as 0/1 scores have them, it is McNemar's exact test.
 * @param differences in any unit; what is not known takes no part
 * @param options.seed of the draws; 0 by default
 * @returns p above 0, at most 1; 1 where all differences are 0, null where there is none
 */
export function signFlipTest(differences: Values, { seed = 0 }: { seed?: number } = {}): { p: number | null } {
  const values = finite(differences);
  if (values.length === 0) return { p: null };
  const moved = values.filter((value) => value !== 0);
  if (moved.length === 0) return { p: 1 };
  const steps = latticeOf(moved);
  if (steps !== undefined && workOfCounting(steps) <= MOST_WORK) return { p: countedFlips(steps) };
  if (steps?.every((step) => Math.abs(step) === 1)) {
    const up = steps.filter((step) => step > 0).length;
    return mcnemar(steps.length - up, up);
  }
  return { p: moved.length <= MOST_ENUMERATED ? enumeratedFlips(moved) : drawnFlips(moved, seed) };
}
