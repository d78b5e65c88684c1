import type { ProblemSink } from './problemSink';
import { readRow } from './readCase';
import type { SourceEntry } from './sourceNode';
import { tableRows } from './tableRows';
import type { TestCase } from './testSet';

const RESERVED = new Set(['id', 'expected', 'context', 'tags', 'weight']);

/**
 * Reads CSV or TSV (RFC 4180, with a header row): the reserved columns `id`, `expected`, `context`, `tags`, `weight`,
 * and every other column is an input variable. All values are text; an empty cell of a reserved column is none.
 */
export async function readTable(text: string, delimiter: ',' | '\t', sink: ProblemSink): Promise<TestCase[]> {
  const { rows } = await tableRows(text, delimiter, sink);
  return rows.map(({ row, number }) => readRow({ ...row, entries: row.entries.flatMap(ofCase) }, number, sink));
}

function ofCase(entry: SourceEntry): SourceEntry[] {
  const { key, value } = entry;
  if (value.kind !== 'scalar') return [entry];
  if (value.value === '' && RESERVED.has(key)) return [];
  if (key !== 'weight') return [entry];
  return [{ ...entry, value: { ...value, value: toNumber(String(value.value)) } }];
}

/** A number where the text is one; the text itself where not, so that the problem can show it. */
function toNumber(text: string): number | string {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}
