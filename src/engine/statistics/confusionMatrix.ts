/** What a rater says of an item. */
export type Label = string | number;

/**
 * How often the one rater gave the row's and the other the column's label.
 * @param rows one label an item
 * @param columns of the same items in the same order
 * @param labels all of them, in the order of rows and columns
 * @throws {RangeError} for a label that is not among them, or where the raters have different numbers of items
 */
export function confusionMatrix(
  rows: readonly Label[],
  columns: readonly Label[],
  labels: readonly Label[],
): number[][] {
  if (rows.length !== columns.length) throw new RangeError(`${rows.length} and ${columns.length} labels`);
  const places = new Map(labels.map((label, place) => [label, place]));
  const placeOf = (label: Label) => {
    const place = places.get(label);
    if (place === undefined) throw new RangeError(`there is no label ${label}`);
    return place;
  };
  const table = labels.map(() => labels.map(() => 0));
  for (const [index, label] of rows.entries()) {
    const row = table[placeOf(label)] as number[];
    const column = placeOf(columns[index] as Label);
    row[column] = (row[column] ?? 0) + 1;
  }
  return table;
}
