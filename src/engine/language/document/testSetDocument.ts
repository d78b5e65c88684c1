import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range } from 'vscode-languageserver-types';
import { parseBoundedYaml } from '../../prompt/boundedYaml';
import { cellSpans } from '../../testset/cellSpans';
import { jsonTree } from '../../testset/jsonTree';
import { formatOf } from '../../testset/parseTestSet';
import { CASE_KEYS, ROW_KEYS } from '../../testset/readCase';
import type { SourceEntry, SourceMap, SourceNode } from '../../testset/sourceNode';
import type { TestSetFormat } from '../../testset/testSet';
import { sourceNodeOf } from '../../testset/yamlNodes';
import type { Span } from './promptDocument';

/** A case of a test set, as far as it can be read. */
export interface CaseNode {
  /** The whole of it: in a table the keys are the cells of the header. */
  node: SourceMap;
  id?: SourceEntry;
  /** Its input variables: each key with its value. */
  input: readonly SourceEntry[];
}

/** Longer texts are for `parseTestSet`, which takes its time; in UTF-16 units. */
export const LONGEST_TEST_SET_DOCUMENT = 1024 * 1024;

/** The first row of a table is looked for in so much of it, and in more where it goes on; in UTF-16 units. */
const HEADER = 16 * 1024;

/**
 * A test set as the language sees it while it is being written: keys and values with their places, whatever is broken. What
 * it means and what is wrong in it is told by `parseTestSet`. Offsets count from the beginning of the file, without a byte
 * order mark.
 */
export class TestSetDocument {
  readonly file: string;
  readonly text: string;
  readonly format: TestSetFormat;
  readonly #lines: TextDocument;
  #root: { node: SourceNode | undefined } | undefined;
  #cases: CaseNode[] | undefined;

  /** @param content what the text says, where somebody has taken the time to read all of it: a value, or rows */
  constructor(text: string, file: string, content?: { root?: SourceNode; rows?: SourceMap[] }) {
    this.file = file;
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.format = formatOf(file);
    this.#lines = TextDocument.create(file, 'testset', 0, this.text);
    if (content === undefined) return;
    this.#root = { node: content.root };
    this.#cases = content.rows?.map(rowOf);
  }

  /** The value that the file holds, in YAML and JSON; nothing for files that are rows. */
  root(): SourceNode | undefined {
    this.#root ??= { node: this.#read() };
    return this.#root.node;
  }

  /** The cases in their order. */
  cases(): readonly CaseNode[] {
    this.#cases ??= this.#readCases();
    return this.#cases;
  }

  /** The value of a key at the top of the file: `judges`, `checks`. */
  entry(key: string): SourceEntry | undefined {
    const root = this.root();
    return root?.kind === 'map' ? root.entries.find((entry) => entry.key === key) : undefined;
  }

  /** The cells of the first row, in CSV and TSV. */
  header(): readonly Span[] {
    const { delimiter } = this;
    if (delimiter === undefined) return [];
    for (let length = HEADER; ; length *= 4) {
      const { rows } = cellSpans(this.text.slice(0, length), delimiter);
      if (rows.length > 1 || length >= this.text.length) return rows[0] ?? [];
    }
  }

  /** The columns of a table, each with the cell that names it; the others are input variables. */
  columns(): readonly (Span & { name: string; reserved: boolean })[] {
    return this.header().map((cell) => {
      const name = this.#cell(cell).trim();
      return { ...cell, name, reserved: ROW_KEYS.includes(name) };
    });
  }

  /** What parts the cells of a table; undefined for what is none. */
  get delimiter(): ',' | '\t' | undefined {
    return this.format === 'csv' ? ',' : this.format === 'tsv' ? '\t' : undefined;
  }

  positionAt(offset: number): Position {
    return this.#lines.positionAt(offset);
  }

  offsetAt(position: Position): number {
    return this.#lines.offsetAt(position);
  }

  range({ start, end }: Span): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  #read(): SourceNode | undefined {
    if (this.format === 'json') return jsonTree(this.text).node;
    if (this.format !== 'yaml') return undefined;
    const { document } = parseBoundedYaml(this.text, { maxLength: LONGEST_TEST_SET_DOCUMENT, uniqueKeys: false });
    const contents = document?.contents;
    return contents ? sourceNodeOf(contents, { text: this.text, base: 0 }) : undefined;
  }

  #readCases(): CaseNode[] {
    const { delimiter } = this;
    if (delimiter !== undefined) return this.#rows(delimiter).map(rowOf);
    if (this.format === 'jsonl') return this.#jsonLines().map(rowOf);
    const root = this.root();
    const list = root?.kind === 'map' ? root.entries.find(({ key }) => key === 'cases')?.value : root;
    const maps = list?.kind === 'list' ? list.items.filter((item): item is SourceMap => item.kind === 'map') : [];
    return maps.map(root?.kind === 'map' ? caseOf : rowOf);
  }

  #jsonLines(): SourceMap[] {
    const maps: SourceMap[] = [];
    for (const { 0: line, index } of this.text.matchAll(/[^\r\n]+/g)) {
      const { node } = jsonTree(line, index);
      if (node?.kind === 'map') maps.push(node);
    }
    return maps;
  }

  #rows(delimiter: ',' | '\t'): SourceMap[] {
    const [header = [], ...rows] = cellSpans(this.text, delimiter).rows;
    const keys = header.map((cell) => this.#cell(cell).trim());
    return rows.map((cells) => {
      const entries = cells.flatMap((cell, column): SourceEntry[] => {
        const place = header[column];
        if (place === undefined) return [];
        const value: SourceNode = { kind: 'scalar', ...cell, value: this.#cell(cell) };
        return [{ key: keys[column] ?? '', keyStart: place.start, keyEnd: place.end, value }];
      });
      return { kind: 'map', start: cells[0]?.start ?? 0, end: cells.at(-1)?.end ?? 0, entries };
    });
  }

  #cell({ start, end }: Span): string {
    const written = this.text.slice(start, end);
    return written.startsWith('"') ? written.replace(/^"|"$/g, '').replaceAll('""', '"') : written;
  }
}

function caseOf(node: SourceMap): CaseNode {
  const input = node.entries.find(({ key }) => key === 'input')?.value;
  return withId(node, input?.kind === 'map' ? input.entries : []);
}

/** A flat row, or one with its variables in `input`. */
function rowOf(node: SourceMap): CaseNode {
  if (node.entries.some(({ key, value }) => key === 'input' && value.kind === 'map')) return caseOf(node);
  const checksAreOurs = node.entries.some(({ key, value }) => key === 'checks' && value.kind === 'list');
  const reserved = checksAreOurs ? CASE_KEYS.filter((key) => key !== 'input') : ROW_KEYS;
  return withId(
    node,
    node.entries.filter(({ key }) => !reserved.includes(key)),
  );
}

function withId(node: SourceMap, input: readonly SourceEntry[]): CaseNode {
  const id = node.entries.find(({ key }) => key === 'id');
  return { node, input, ...(id && { id }) };
}
