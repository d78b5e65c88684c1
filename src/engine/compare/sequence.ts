import { seededRandom } from '../statistics';

/** Shares of the cases after which an early stop is considered. */
const LOOKS = [1 / 3, 2 / 3, 1];

/**
 * After how many cases one looks: at a third, two thirds, and at the end.
 * @param cases 0 or more
 * @returns rising numbers of cases, the last one all of them; none where there are none
 */
export function looksOf(cases: number): number[] {
  return [...new Set(LOOKS.map((share) => Math.ceil(cases * share)))].filter((until) => until > 0);
}

/** The values in an order that the seed decides (Fisher–Yates). */
export function seededShuffle<T>(values: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  const shuffled = [...values];
  for (let index = shuffled.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [shuffled[index], shuffled[other]] = [shuffled[other] as T, shuffled[index] as T];
  }
  return shuffled;
}
