/** What a search may take at most, to be shown before it begins. */
export function largestEffort(hunks: number, cases: number): { trials: number; calls: number } {
  const trials = hunks < 2 ? 0 : 3 * hunks;
  return { trials, calls: trials * cases };
}
