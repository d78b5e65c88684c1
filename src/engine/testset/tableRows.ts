import type { CsvError } from 'csv-parse/sync';
import { cellSpans } from './cellSpans';
import { pause, ROWS_IN_A_ROW } from './pause';
import type { ProblemSink } from './problemSink';
import type { SourceEntry, SourceMap } from './sourceNode';

/** What a delimited file holds: a map of text a row, each cell with its place. */
export interface Table {
  columns: string[];
  rows: { row: SourceMap; number: number }[];
}

/**
 * Reads CSV or TSV (RFC 4180, with a header row) as maps of text. What is wrong is a problem at its place; a row that is
 * wrong is left out, and everything is where cells cannot be told apart.
 * @returns `number` counts rows from 1, those that were left out included
 */
export async function tableRows(text: string, delimiter: ',' | '\t', sink: ProblemSink): Promise<Table> {
  const none: Table = { columns: [], rows: [] };
  const { rows: spans, openQuote } = cellSpans(text, delimiter);
  if (openQuote !== undefined) {
    sink.error('testset.csv-quote-not-closed', { start: openQuote, end: openQuote + 1 });
    return none;
  }
  const { parse } = await import('csv-parse/sync');
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      // The breaks that the places are found by; a lone CR is one, as spreadsheets on old Macs write it.
      record_delimiter: ['\r\n', '\n', '\r'],
    });
  } catch (error) {
    const { code, lines, message } = error as CsvError & { lines?: number };
    const start = sink.offsetOfLine((lines ?? 1) - 1);
    sink.error('testset.csv-syntax', sink.lineAt(start), { fault: code ?? message });
    return none;
  }
  const [header, ...records] = rows;
  const [headerSpans = [], ...recordSpans] = spans;
  if (header === undefined) return none;
  const columns = readHeader(header, headerSpans, sink);
  const [only = ''] = columns;
  const other = columns.length === 1 ? /[;\t,]/.exec(only)?.[0] : undefined;
  if (other !== undefined) {
    const place = headerSpans[0] ?? { start: 0, end: 0 };
    sink.error('testset.other-delimiter', place, { wanted: nameOf(delimiter), found: nameOf(other) });
    return none;
  }
  const table: Table = { columns, rows: [] };
  for (const [index, record] of records.entries()) {
    if (index % ROWS_IN_A_ROW === ROWS_IN_A_ROW - 1) await pause();
    const cells = recordSpans[index] ?? [];
    const first = cells[0] ?? { start: 0, end: 0 };
    const place = { start: first.start, end: cells.at(-1)?.end ?? first.end };
    if (record.length !== columns.length) {
      sink.error('testset.csv-ragged', place, { found: record.length, wanted: columns.length });
      continue;
    }
    const entries = columns.map((key, column): SourceEntry => {
      const span = cells[column] ?? place;
      const value = { kind: 'scalar' as const, value: record[column] ?? '', ...span };
      return { key, keyStart: span.start, keyEnd: span.end, value };
    });
    table.rows.push({ row: { kind: 'map', ...place, entries }, number: index + 1 });
  }
  return table;
}

function nameOf(delimiter: string): string {
  return delimiter === '\t' ? 'TAB' : `"${delimiter}"`;
}

function readHeader(header: readonly string[], spans: readonly { start: number; end: number }[], sink: ProblemSink) {
  const seen = new Set<string>();
  return header.map((written, index) => {
    const name = written.trim();
    const place = spans[index] ?? { start: 0, end: 0 };
    if (name === '') sink.error('testset.csv-column-without-name', place, { column: index + 1 });
    else if (seen.has(name)) sink.error('testset.duplicate-column', place, { column: name });
    seen.add(name);
    return name;
  });
}
