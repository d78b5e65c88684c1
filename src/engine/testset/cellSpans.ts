/** Where a cell stands in its file, quotes included, in UTF-16 units. */
export interface CellSpan {
  start: number;
  end: number;
}

/**
 * Where each cell of a delimited file stands (RFC 4180: a cell that starts with a quote ends at the next single quote).
 * Lines without any character are passed over. The CSV parser gives the values; this gives their places.
 * @returns the cells of each row, and the place of a quote that is never closed
 */
export function cellSpans(text: string, delimiter: string): { rows: CellSpan[][]; openQuote?: number } {
  const rows: CellSpan[][] = [];
  let position = 0;
  while (position < text.length) {
    const lineBreak = lineBreakAt(text, position);
    if (lineBreak > 0) {
      position += lineBreak;
      continue;
    }
    const row: CellSpan[] = [];
    for (;;) {
      const start = position;
      if (text[position] === '"') {
        const close = closingQuote(text, position);
        if (close === undefined) return { rows, openQuote: position };
        position = close + 1;
      }
      while (position < text.length && text[position] !== delimiter && lineBreakAt(text, position) === 0) position++;
      row.push({ start, end: position });
      if (text[position] !== delimiter) break;
      position++;
    }
    rows.push(row);
    position += lineBreakAt(text, position);
  }
  return { rows };
}

/** Length of the line break at a position, 0 where there is none. */
function lineBreakAt(text: string, position: number): number {
  if (text[position] === '\n') return 1;
  if (text[position] !== '\r') return 0;
  return text[position + 1] === '\n' ? 2 : 1;
}

/** Position of the quote that ends the cell whose quote is at `open`; a doubled quote stands for one. */
function closingQuote(text: string, open: number): number | undefined {
  for (let quote = text.indexOf('"', open + 1); quote >= 0; quote = text.indexOf('"', quote + 2)) {
    if (text[quote + 1] !== '"') return quote;
  }
  return undefined;
}
