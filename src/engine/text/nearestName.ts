/**
 * The known name that a typing mistake most likely stands for ("did you mean …"), or undefined where none is near:
 * at most 2 edits away, and no more than a third of the known name's length.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: { name: string; distance: number } | undefined;
  for (const candidate of known) {
    const most = Math.min(2, Math.floor(candidate.length / 3), (best?.distance ?? 3) - 1);
    if (most < 0 || Math.abs(candidate.length - wanted.length) > most) continue;
    const distance = editsWithin(wanted, candidate.toLowerCase(), most);
    if (distance !== undefined) best = { name: candidate, distance };
  }
  return best?.name;
}

/**
 * Edits from one word to another: insert, delete, replace, or swap two neighbours (optimal string alignment).
 * @param most more than these are not counted: the cells of the table that would need more are left out
 * @returns undefined where there are more
 */
function editsWithin(a: string, b: string, most: number): number | undefined {
  const far = most + 1;
  let beforeLast: number[] = [];
  let last: number[] = [];
  for (let column = 0; column <= Math.min(most, b.length); column++) last.push(column);
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = [];
    const from = Math.max(0, i - most);
    const to = Math.min(b.length, i + most);
    let leastOfRow = far;
    for (let j = from; j <= to; j++) {
      let least = j === 0 ? i : Math.min((last[j] ?? far) + 1, (row[j - 1] ?? far) + 1);
      if (j > 0) {
        least = Math.min(least, (last[j - 1] ?? far) + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          least = Math.min(least, (beforeLast[j - 2] ?? far) + 1);
        }
      }
      row[j] = least;
      leastOfRow = Math.min(leastOfRow, least);
    }
    // A swap may still reach back one row, so both have to be past the bound.
    if (leastOfRow > most && Math.min(...last.filter((each) => each !== undefined)) > most) return undefined;
    beforeLast = last;
    last = row;
  }
  const edits = last[b.length];
  return edits !== undefined && edits <= most ? edits : undefined;
}
