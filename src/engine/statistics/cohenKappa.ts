import { confusionMatrix, type Label } from './confusionMatrix';

export interface KappaOptions {
  /** How much a disagreement counts: all the same, by its distance, or by the square of it. */
  weights?: 'none' | 'linear' | 'quadratic';
  /** All labels in their order: distances are counted in places. By default those that occur, sorted. */
  labels?: readonly Label[];
}

/**
 * Cohen's kappa of two raters: agreement beyond what chance would give, 1 − Σ w·observed / Σ w·expected (Cohen 1960,
 * doi:10.1177/001316446002000104; weighted: Cohen 1968, doi:10.1037/h0026256), as scikit-learn's `cohen_kappa_score`.
 * @param a one label an item; items that either rater left out (null) take no part
 * @returns at most 1; null where it is undefined: no item, or both raters always give the same one label
 * @throws {RangeError} for a label that `labels` does not have, or where the raters have different numbers of items
 */
export function cohenKappa(
  a: readonly (Label | null)[],
  b: readonly (Label | null)[],
  { weights = 'none', labels }: KappaOptions = {},
): number | null {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} labels`);
  const pairs = a.flatMap((first, index) => {
    const second = b[index] ?? null;
    return first === null || first === undefined || second === null ? [] : [[first, second] as const];
  });
  const all = labels ?? sortedLabels(pairs.flat());
  const table = confusionMatrix(
    pairs.map(([first]) => first),
    pairs.map(([, second]) => second),
    all,
  );
  return kappaOfTable(table, weights);
}

/** The same from a square table of counts, rows the one and columns the other rater. */
export function kappaOfTable(
  table: readonly (readonly number[])[],
  weights: 'none' | 'linear' | 'quadratic',
): number | null {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = table.map((_, column) => table.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  const n = rows.reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  let observed = 0;
  let expected = 0;
  for (const [row, counts] of table.entries()) {
    for (const [column, count] of counts.entries()) {
      const distance = Math.abs(row - column);
      const weight = weights === 'none' ? Number(distance > 0) : weights === 'linear' ? distance : distance ** 2;
      observed += weight * count;
      expected += (weight * (rows[row] ?? 0) * (columns[column] ?? 0)) / n;
    }
  }
  return expected === 0 ? null : 1 - observed / expected;
}

/** Numbers by size, then words by their characters. */
export function sortedLabels(labels: readonly Label[]): Label[] {
  return [...new Set(labels)].sort((a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (typeof a === 'number') return -1;
    if (typeof b === 'number') return 1;
    return a < b ? -1 : 1;
  });
}
