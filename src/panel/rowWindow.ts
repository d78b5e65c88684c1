/** A list of which only a part is in sight. All lengths are in CSS pixels, all places count from the list's top. */
export interface RowList {
  count: number;
  /** Every row has the same height. */
  rowHeight: number;
  /** One row may have more below it, as the detail of a case. */
  open?: { index: number; height: number };
}

/** The rows from `first` up to and without `last`, and the room that those before and after them take. */
export interface RowWindow {
  first: number;
  last: number;
  before: number;
  after: number;
}

/**
 * The rows that have to be in the page.
 * @param sight what is in sight of the list, from `top` to `bottom`
 * @param margin so much more is kept above and below, so that scrolling does not show gaps
 */
export function rowWindow(list: RowList, sight: { top: number; bottom: number }, margin: number): RowWindow {
  const first = rowAt(list, sight.top - margin);
  const last = Math.min(list.count, rowAt(list, sight.bottom + margin) + 1);
  return { first, last, before: rowTop(list, first), after: rowTop(list, list.count) - rowTop(list, last) };
}

/** Where a row begins; for `count`, where the list ends. */
export function rowTop({ rowHeight, open }: RowList, index: number): number {
  return index * rowHeight + (open !== undefined && index > open.index ? open.height : 0);
}

/** The row at a place: the first one above the list, the last one below it. */
function rowAt(list: RowList, place: number): number {
  const { count, rowHeight, open } = list;
  let index = Math.floor(place / rowHeight);
  if (open !== undefined && index > open.index)
    index = Math.max(open.index, Math.floor((place - open.height) / rowHeight));
  return Math.max(0, Math.min(count - 1, index));
}
