import { bcaInterval } from './bcaInterval';
import { SMALLEST_COMPARISON } from './compareScores';
import { obrienFleming } from './obrienFleming';
import { signFlipTest } from './signFlipTest';

/**
 * Whether a comparison whose cases come in random order may end at a look, since what was seen decides already: the
 * exact test is at or below the look's share of alpha, and the interval of the same level excludes 0.
 * @param differences of the cases so far
 * @param look index of the look
 * @param fractions shares of the cases at each look
 */
export function mayStop(
  differences: readonly number[],
  {
    look,
    fractions,
    alpha = 0.05,
    seed = 0,
  }: { look: number; fractions: readonly number[]; alpha?: number; seed?: number },
): boolean {
  const nominal = obrienFleming(fractions, { alpha }).p[look];
  if (nominal === undefined || nominal === 0 || differences.length < SMALLEST_COMPARISON) return false;
  const { p } = signFlipTest(differences, { seed });
  if (p === null || p > nominal) return false;
  const { low, high } = bcaInterval(differences, { confidence: 1 - nominal, seed });
  return low !== null && high !== null && (low > 0 || high < 0);
}
