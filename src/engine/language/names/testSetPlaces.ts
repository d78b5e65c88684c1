import type { SourceEntry } from '../../testset/sourceNode';
import type { TestSetDocument } from '../document/testSetDocument';
import { exampleInputs } from '../index/exampleInputs';
import { unquoted } from '../index/testSetFacts';
import { keyAtOffset, keysAt } from './dataPlaces';
import type { Doubt } from './doubt';
import { caseId, inCell, inData, type Occurrence } from './occurrence';
import type { ValuePath } from './scope';
import { nameOfWay } from './valuePath';

/** The places of a field of the input in a test set: in its cases, and in the examples that it gives to judges. */
export function inputPlaces(document: TestSetDocument, way: ValuePath): { found: Occurrence[]; doubts: Doubt[] } {
  const name = nameOfWay(way);
  if (name === undefined) return { found: [], doubts: [] };
  const { delimiter } = document;
  if (delimiter !== undefined) return columnPlaces(document, way, name, delimiter);
  const format = document.format === 'yaml' ? 'yaml' : 'json';
  const place = (kind: Occurrence['kind'], { key, keyStart, keyEnd }: SourceEntry) =>
    inData(document, kind, format, { text: key, name: key, start: keyStart, end: keyEnd });
  const found = document.cases().flatMap(({ input }) => keysAt(input, way).map((entry) => place('value', entry)));
  const examples = exampleInputs(document.entry('judges')?.value).flatMap((input) =>
    keysAt(input, way).map((entry) => place('example', entry)),
  );
  return { found: [...examples, ...found], doubts: passagesDoubt(document, way) };
}

function columnPlaces(document: TestSetDocument, way: ValuePath, name: string, delimiter: string) {
  const [variable] = way;
  const columns = document.columns().filter((column) => !column.reserved && column.name === variable);
  const cells = columns.map((column) =>
    inCell(document, column.name, column, headerStyle(document, column, delimiter)),
  );
  if (way.length === 1) return { found: cells, doubts: passagesDoubt(document, way) };
  // What a cell holds is text: names in it are found by nobody.
  const doubts = cells.map(({ file, range }): Doubt => ({ code: 'rename.in-cells', file, range, args: { name } }));
  return { found: [], doubts };
}

/** How the rest of a table's first row is written. */
function headerStyle(document: TestSetDocument, own: { start: number }, delimiter: string) {
  const quoted = document
    .columns()
    .some(({ name, start }) => start !== own.start && document.text[start] === '"' && !/["\r\n,\t]/.test(name));
  return { delimiter, quoted };
}

/** A case's passages reach a prompt as its variable `context`, which therefore has to keep its name. */
function passagesDoubt(document: TestSetDocument, way: ValuePath): Doubt[] {
  if (way.length !== 1 || way[0] !== 'context') return [];
  const { file } = document;
  const doubt = (place: { start: number; end: number }): Doubt => {
    return { code: 'rename.passages', file, range: document.range(place), args: { name: 'context' } };
  };
  const column = document.columns().find(({ name }) => name === 'context');
  if (column !== undefined) return [doubt(column)];
  if (document.delimiter !== undefined) return [];
  for (const { node, input } of document.cases()) {
    const reserved = node.entries.find((entry) => entry.key === 'context' && !input.includes(entry));
    if (reserved !== undefined) return [doubt({ start: reserved.keyStart, end: reserved.keyEnd })];
  }
  return [];
}

/** What stands at an offset of a test set: a field of the input, or the id of a case. */
export function inputAt(
  document: TestSetDocument,
  offset: number,
): { way: ValuePath; place: Occurrence } | { id: string; place: Occurrence } | undefined {
  const { delimiter } = document;
  const format = delimiter !== undefined ? 'cell' : document.format === 'yaml' ? 'yaml' : 'json';
  if (delimiter !== undefined) {
    const column = document.columns().find(({ start, end }) => start <= offset && offset <= end);
    if (column !== undefined) {
      if (column.reserved || column.name === '') return undefined;
      return {
        way: [column.name],
        place: inCell(document, column.name, column, headerStyle(document, column, delimiter)),
      };
    }
  }
  const inCase = document.cases().find(({ node }) => node.start <= offset && offset <= node.end);
  const { id, input = [] } = inCase ?? {};
  if (id?.value.kind === 'scalar' && id.value.start <= offset && offset <= id.value.end) {
    const written = idOf(document, id);
    return written === undefined ? undefined : { id: written, place: caseId(document, format, written, id.value) };
  }
  if (format === 'cell') return undefined;
  const examples = exampleInputs(document.entry('judges')?.value);
  for (const [index, entries] of [input, ...examples].entries()) {
    const found = keyAtOffset(entries, offset);
    if (found === undefined) continue;
    const { key, keyStart, keyEnd } = found.entry;
    const kind = index === 0 ? 'value' : 'example';
    const place = inData(document, kind, format, { text: key, name: key, start: keyStart, end: keyEnd });
    return { way: found.way, place };
  }
  return undefined;
}

/** The id of a case as a run has it; undefined where what is written is none. */
export function idOf(document: TestSetDocument, { value }: SourceEntry): string | undefined {
  if (value.kind !== 'scalar' || typeof value.value === 'boolean' || value.value === null) return undefined;
  const id = (value.written ?? String(value.value)).trim();
  const { start, end } = unquoted(document.text, value.start, value.end);
  return id === '' || start === end ? undefined : id;
}
