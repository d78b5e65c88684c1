/**
 * Spearman's rank correlation: Pearson's of the ranks, equal values sharing the mean of theirs.
 * @param b of the same items in the same order
 * @returns −1 to 1; null where it is undefined: below two pairs, a value that is no number, or no spread in one of them
 * @throws {RangeError} where the two differ in length
 */
export function spearman(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} values`);
  if (a.length < 2 || [...a, ...b].some((value) => !Number.isFinite(value))) return null;
  const [x, y] = [ranks(a), ranks(b)];
  const centre = (a.length + 1) / 2;
  let [together, ofX, ofY] = [0, 0, 0];
  for (let index = 0; index < x.length; index++) {
    const [dx, dy] = [(x[index] as number) - centre, (y[index] as number) - centre];
    together += dx * dy;
    ofX += dx * dx;
    ofY += dy * dy;
  }
  return ofX === 0 || ofY === 0 ? null : Math.max(-1, Math.min(1, together / Math.sqrt(ofX * ofY)));
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const found = new Array<number>(values.length);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (order[last + 1]?.value === order[first]?.value) last++;
    for (let at = first; at <= last; at++) found[(order[at] as { index: number }).index] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return found;
}
