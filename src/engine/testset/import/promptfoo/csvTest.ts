import type { SourceMap } from '../../sourceNode';
import type { ImportReport } from '../importReport';
import type { ImportSource } from '../importSource';
import { assertionOfCell } from './csvAssertion';
import { emptyTest, type RawTest } from './rawTest';

/** Columns that say something of the test; every other one is a variable. */
const SPECIAL = /^__(?:expected|prefix$|suffix$|description$|providerOutput$|metric$|threshold$|metadata|config:)/;

/** Whether a table has columns that only promptfoo names so. */
export function hasSpecialColumns({ columns }: Pick<ImportSource, 'columns'>): boolean {
  return columns.some((column) => SPECIAL.test(column));
}

/**
 * A test from a row: `__expected`, `__expected1`, … are assertions, `__metadata:key` and `__metadata:key[]` metadata,
 * `__config:__expected2:threshold` bounds (promptfoo, `src/csv.ts`, `testCaseFromCsvRow`; docs, "Special CSV Columns").
 */
export function testOfRow(row: SourceMap, source: ImportSource, report: ImportReport): RawTest {
  const place = source.placeOf(row);
  const test = emptyTest(place);
  const bounds = new Map<number, number>();
  for (const { key, value } of row.entries) {
    const text = value.kind === 'scalar' ? String(value.value ?? '') : '';
    const isBlank = text.trim() === '';
    if (!SPECIAL.test(key)) {
      test.vars[key] = value.kind === 'scalar' ? (value.value ?? '') : '';
    } else if (key.startsWith('__expected')) {
      if (!isBlank) test.asserts.push(assertionOfCell(text, place));
    } else if (isBlank) {
    } else if (key === '__description') test.description = text;
    else if (key === '__prefix' || key === '__suffix') test.options[key.slice(2)] = text;
    else if (key === '__threshold') test.threshold = Number.parseFloat(text);
    else if (key === '__metric') report.lost(place, 'metric', { metric: text });
    else if (key.startsWith('__metadata:')) addMetadata(test, key.slice('__metadata:'.length), text);
    else if (key.startsWith('__config:')) {
      const bound = boundOf(key, text);
      if (bound === undefined) report.lost(place, 'column', { column: key });
      else bounds.set(bound.index, bound.threshold);
    } else report.lost(place, 'column', { column: key });
  }
  for (const [index, threshold] of bounds) {
    const assert = test.asserts[index];
    if (assert !== undefined) test.asserts[index] = { ...assert, threshold };
  }
  // As promptfoo does: 0 and what is no number are no threshold in a table.
  if (!test.threshold) delete test.threshold;
  return test;
}

function addMetadata(test: RawTest, key: string, text: string): void {
  if (!key.endsWith('[]')) test.metadata[key] = text;
  else test.metadata[key.slice(0, -2)] = text.split(/(?<!\\),/).map((each) => each.trim().replace('\\,', ','));
}

/** `__config:__expected2:threshold`: the second assertion of those that the row has. */
function boundOf(key: string, text: string): { index: number; threshold: number } | undefined {
  const number = /^__config:__expected(\d*):threshold$/.exec(key)?.[1];
  const threshold = Number.parseFloat(text);
  const index = number === '' ? 0 : Number(number) - 1;
  return Number.isInteger(index) && index >= 0 && Number.isFinite(threshold) ? { index, threshold } : undefined;
}
