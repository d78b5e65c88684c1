import type { TextEdit } from 'vscode-languageserver-types';
import { cellSpans } from '../../testset/cellSpans';
import type { SourceEntry, SourceMap } from '../../testset/sourceNode';
import type { CaseNode, TestSetDocument } from '../document/testSetDocument';
import { textEdits } from './fix';
import { type Change, entriesAdded, entriesBelow, entriesRemoved, isFlow, type MapText } from './mapEdits';

/** Takes a variable out of every case: in a table, its column. */
export function inputRemoved(document: TestSetDocument, name: string): TextEdit[] {
  const { format, text } = document;
  if (format === 'csv' || format === 'tsv') return columnRemoved(document, name);
  const removed = new Set(document.cases().flatMap(({ input }) => input.filter(({ key }) => key === name)));
  return textEdits(
    document,
    document.cases().flatMap(({ node }) => entriesRemoved({ text }, node, removed)),
  );
}

/** Takes a variable out of one case; out of all where they are rows of a table. */
export function inputRemovedFrom(document: TestSetDocument, { node, input }: CaseNode, name: string): TextEdit[] {
  if (document.format === 'csv' || document.format === 'tsv') return columnRemoved(document, name);
  const removed = new Set(input.filter(({ key }) => key === name));
  return textEdits(document, entriesRemoved(document, node, removed));
}

/**
 * Gives a case a variable; in a table every row, as a column at the end.
 * @param value as YAML and JSON have it
 * @param cell as a table has it
 */
export function inputAdded(
  document: TestSetDocument,
  { node, input }: CaseNode,
  { name, value, cell }: { name: string; value: string; cell: string },
): TextEdit[] {
  const { format, text } = document;
  if (format === 'csv' || format === 'tsv') return columnAdded(document, name, cell);
  const source: MapText = { text, json: format !== 'yaml' };
  const entry = [name, value] as const;
  const own = node.entries.find(({ key }) => key === 'input');
  const isFlat = own === undefined && input.length > 0;
  const change = isFlat ? entriesAdded(source, node, [entry]) : inInput(source, node, own, entry);
  return change === undefined ? [] : textEdits(document, [change]);
}

function inInput(
  source: MapText,
  node: SourceMap,
  own: SourceEntry | undefined,
  entry: readonly [string, string],
): Change | undefined {
  if (own === undefined) return entriesAdded(source, node, [['input', [entry]]]);
  if (own.value.kind === 'map') return entriesAdded(source, own.value, [entry]);
  const isMissing = own.value.kind === 'scalar' && own.value.start === own.value.end;
  return isMissing && !isFlow(node, source.text) ? entriesBelow(source, own, [entry]) : undefined;
}

function columnRemoved(document: TestSetDocument, name: string): TextEdit[] {
  const { rows, column } = columnOf(document, name);
  if (column < 0) return [];
  const changes = rows.flatMap((cells): Change[] => {
    const [before, cell, next] = [cells[column - 1], cells[column], cells[column + 1]];
    if (cell === undefined) return [];
    if (next !== undefined) return [{ start: cell.start, end: next.start, text: '' }];
    return before === undefined ? [] : [{ start: before.end, end: cell.end, text: '' }];
  });
  return textEdits(document, changes);
}

function columnAdded(document: TestSetDocument, name: string, cell: string): TextEdit[] {
  const delimiter = document.format === 'tsv' ? '\t' : ',';
  const { rows, column } = columnOf(document, name);
  if (column >= 0) return [];
  const quoted = (written: string) => (/[",\t\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written);
  const changes = rows.flatMap((cells, index): Change[] => {
    const last = cells.at(-1);
    const text = delimiter + quoted(index === 0 ? name : cell);
    return last === undefined ? [] : [{ start: last.end, end: last.end, text }];
  });
  return textEdits(document, changes);
}

function columnOf(document: TestSetDocument, name: string) {
  const { rows } = cellSpans(document.text, document.format === 'tsv' ? '\t' : ',');
  const header = rows[0] ?? [];
  const column = header.findIndex(({ start, end }) => {
    const written = document.text.slice(start, end);
    return (written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written).trim() === name;
  });
  return { rows, column };
}
