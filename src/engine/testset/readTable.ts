import type { CsvError } from 'csv-parse/sync';
import { cellSpans } from './cellSpans';
import { pause, ROWS_IN_A_ROW } from './pause';
import type { ProblemSink } from './problemSink';
import { readRow } from './readCase';
import type { SourceEntry } from './sourceNode';
import type { TestCase } from './testSet';

/**
 * Reads CSV or TSV (RFC 4180, with a header row): the reserved columns `id`, `expected`, `context`, `tags`, `weight`,
 * and every other column is an input variable. All values are text; an empty cell of a reserved column is none.
 */
export async function readTable(text: string, delimiter: ',' | '\t', sink: ProblemSink): Promise<TestCase[]> {
  const { rows: spans, openQuote } = cellSpans(text, delimiter);
  if (openQuote !== undefined) {
    sink.error('testset.csv-quote-not-closed', { start: openQuote, end: openQuote + 1 });
    return [];
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
    return [];
  }
  const [header, ...records] = rows;
  const [headerSpans = [], ...recordSpans] = spans;
  if (header === undefined) return [];
  const columns = readHeader(header, headerSpans, sink);
  const [only = ''] = columns;
  const other = columns.length === 1 ? /[;\t,]/.exec(only)?.[0] : undefined;
  if (other !== undefined) {
    const place = headerSpans[0] ?? { start: 0, end: 0 };
    sink.error('testset.other-delimiter', place, { wanted: nameOf(delimiter), found: nameOf(other) });
    return [];
  }
  const cases: TestCase[] = [];
  for (const [index, record] of records.entries()) {
    if (index % ROWS_IN_A_ROW === ROWS_IN_A_ROW - 1) await pause();
    const cells = recordSpans[index] ?? [];
    const first = cells[0] ?? { start: 0, end: 0 };
    const row = { start: first.start, end: cells.at(-1)?.end ?? first.end };
    if (record.length !== columns.length) {
      sink.error('testset.csv-ragged', row, { found: record.length, wanted: columns.length });
      continue;
    }
    const entries: SourceEntry[] = [];
    for (const [column, key] of columns.entries()) {
      const value = record[column] ?? '';
      const span = cells[column] ?? row;
      if (value === '' && RESERVED.has(key)) continue;
      const node = { kind: 'scalar' as const, value: key === 'weight' ? toNumber(value) : value, ...span };
      entries.push({ key, keyStart: span.start, keyEnd: span.end, value: node });
    }
    cases.push(readRow({ kind: 'map', ...row, entries }, index + 1, sink));
  }
  return cases;
}

function nameOf(delimiter: string): string {
  return delimiter === '\t' ? 'TAB' : `"${delimiter}"`;
}

const RESERVED = new Set(['id', 'expected', 'context', 'tags', 'weight']);

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

/** A number where the text is one; the text itself where not, so that the problem can show it. */
function toNumber(text: string): number | string {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}
