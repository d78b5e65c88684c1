/**
 * Kendall's tau-b: concordant less discordant pairs over all pairs, corrected for ties in either (Kendall 1945,
 * doi:10.1093/biomet/33.3.239), as `scipy.stats.kendalltau`. In O(n log n) by merge sort (Knight 1966,
 * doi:10.1080/01621459.1966.10480879).
 * @param b of the same items in the same order
 * @returns −1..1; null where it is undefined: below two pairs, a value that is no number, or no spread in one of them
 * @throws {RangeError} where the two differ in length
 */
export function kendallTauB(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} values`);
  const n = a.length;
  if (n < 2 || [...a, ...b].some((value) => !Number.isFinite(value))) return null;
  const order = Array.from({ length: n }, (_, index) => index).sort(
    (i, j) => (a[i] as number) - (a[j] as number) || (b[i] as number) - (b[j] as number),
  );
  const first = order.map((index) => a[index] as number);
  const second = order.map((index) => b[index] as number);
  const tiedInFirst = tiedPairs(first);
  const tiedInBoth = tiedPairs(
    order.map((_, index) => index),
    (i, j) => first[i] === first[j] && second[i] === second[j],
  );
  const swaps = sortCountingSwaps(second);
  const tiedInSecond = tiedPairs(second);
  const pairs = (n * (n - 1)) / 2;
  const spread = Math.sqrt(pairs - tiedInFirst) * Math.sqrt(pairs - tiedInSecond);
  if (spread === 0) return null;
  const balance = pairs - tiedInFirst - tiedInSecond + tiedInBoth - 2 * swaps;
  return Math.max(-1, Math.min(1, balance / spread));
}

/** Pairs within runs of equal neighbours. */
function tiedPairs(sorted: readonly number[], same = (i: number, j: number) => sorted[i] === sorted[j]): number {
  let pairs = 0;
  let run = 1;
  for (let index = 1; index <= sorted.length; index++) {
    if (index < sorted.length && same(index - 1, index)) run++;
    else {
      pairs += (run * (run - 1)) / 2;
      run = 1;
    }
  }
  return pairs;
}

/** Sorts in place and says how many pairs were the wrong way round. */
function sortCountingSwaps(values: number[]): number {
  let swaps = 0;
  let from = values.slice();
  let into = values.slice();
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        const takesLeft = left < middle && (right >= end || (from[left] as number) <= (from[right] as number));
        if (!takesLeft) swaps += middle - left;
        into[at] = from[takesLeft ? left++ : right++] as number;
      }
    }
    [from, into] = [into, from];
  }
  for (const [index, value] of from.entries()) values[index] = value;
  return swaps;
}
