import { FileError, type FileSystem } from '../../host';
import { FILE_START, type Problem } from '../../problem';
import { jsonTree } from '../jsonTree';
import { ProblemSink } from '../problemSink';
import { jsonLines } from '../readLines';
import { LARGEST_TEST_SET } from '../readTestSet';
import type { SourceMap, SourceNode } from '../sourceNode';
import { tableRows } from '../tableRows';
import { yamlTree } from '../yamlTree';
import type { ImportPlace } from './importReport';

/** Another tool's file, taken apart by what it holds, whatever its name says. */
export interface ImportSource {
  /** Absolute path. */
  file: string;
  /** One value (YAML, JSON), an object a line, or a table. */
  shape: 'document' | 'lines' | 'table';
  /** Of a document; absent where it is empty or faulty. */
  root?: SourceNode;
  /** Of lines and tables. */
  rows: SourceMap[];
  /** Of a table. */
  columns: string[];
  /** What is wrong with the file as such. */
  problems: Problem[];
  placeOf(node: { start: number }): ImportPlace;
}

/** Larger documents are not parsed as a whole. In UTF-16 units. */
const LONGEST_DOCUMENT = 16 * 1024 * 1024;

/** Reads a file; what is wrong with it is in `problems`. */
export async function readImportSource(file: string, files: FileSystem): Promise<ImportSource> {
  const nothing = (code: string, args: Problem['args'] = {}): ImportSource => ({
    file,
    shape: 'document',
    rows: [],
    columns: [],
    problems: [{ code, severity: 'error', file, range: FILE_START, args: { path: file, ...args } }],
    placeOf: () => ({ file, line: 1 }),
  });
  let bytes: Uint8Array;
  try {
    bytes = await files.read(file, { maxBytes: LARGEST_TEST_SET });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.code === 'not-found') return nothing('testset.file-not-found');
    if (error.code === 'too-large') return nothing('testset.too-large', { limit: LARGEST_TEST_SET / 1024 / 1024 });
    return nothing('testset.cannot-read', { reason: error.code });
  }
  try {
    return await sourceOf(new TextDecoder('utf-8', { fatal: true }).decode(bytes), file);
  } catch (error) {
    if (error instanceof TypeError) return nothing('testset.not-utf8');
    throw error;
  }
}

/** The same from text. */
export async function sourceOf(text: string, file: string): Promise<ImportSource> {
  const sink = new ProblemSink(file, text);
  const content = await read(text, file, sink);
  return {
    file,
    rows: [],
    columns: [],
    ...content,
    problems: sink.problems,
    placeOf: ({ start }) => ({ file, line: sink.range({ start, end: start }).start.line + 1 }),
  };
}

type Content = Pick<ImportSource, 'shape'> & Partial<Pick<ImportSource, 'root' | 'rows' | 'columns'>>;

async function read(text: string, file: string, sink: ProblemSink): Promise<Content> {
  const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase();
  if (/^\s*[{[]/.test(text)) {
    const json = jsonDocument(text);
    if (json !== undefined) return json;
    if (startsWithObject(text)) return lines(text, sink);
    // Brackets are YAML too.
    if (ending !== 'yaml' && ending !== 'yml') return faultyJson(text, sink);
  }
  if (ending === 'csv' || ending === 'tsv') return table(text, ending === 'csv' ? ',' : '\t', sink);
  if (ending === 'yaml' || ending === 'yml') return yaml(text, sink);
  if (ending === 'json' || ending === 'jsonl') return faultyJson(text, sink);
  const trial = await yaml(text, new ProblemSink(file, text));
  if (trial.root !== undefined && trial.root.kind !== 'scalar') return trial;
  return table(text, /^[^\n]*\t/.test(text) ? '\t' : ',', sink);
}

async function yaml(text: string, sink: ProblemSink): Promise<Content> {
  if (isTooLong(text, 'YAML', sink)) return { shape: 'document' };
  const root = await yamlTree(text, sink, { aliases: true });
  return { shape: 'document', ...(root !== undefined && { root }) };
}

async function table(text: string, delimiter: ',' | '\t', sink: ProblemSink): Promise<Content> {
  const { columns, rows } = await tableRows(text, delimiter, sink);
  return { shape: 'table', columns, rows: rows.map(({ row }) => row) };
}

async function lines(text: string, sink: ProblemSink): Promise<Content> {
  const rows: SourceMap[] = [];
  for await (const { row } of jsonLines(text, sink)) rows.push(row);
  return { shape: 'lines', rows };
}

function jsonDocument(text: string): Content | undefined {
  if (text.length > LONGEST_DOCUMENT) return undefined;
  const { node, faults } = jsonTree(text);
  return faults.length > 0 || node === undefined ? undefined : { shape: 'document', root: node };
}

/** Whether the first line that holds anything is an object by itself. */
function startsWithObject(text: string): boolean {
  const [, line = ''] = /^\s*(.*)/.exec(text) ?? [];
  const { node, faults } = jsonTree(line);
  return faults.length === 0 && node?.kind === 'map';
}

function faultyJson(text: string, sink: ProblemSink): Content {
  if (isTooLong(text, 'JSON', sink)) return { shape: 'document' };
  for (const { code, offset, length, args } of jsonTree(text).faults) {
    sink.error(code, { start: offset, end: offset + Math.max(length, 1) }, args);
  }
  return { shape: 'document' };
}

function isTooLong(text: string, format: string, sink: ProblemSink): boolean {
  if (text.length <= LONGEST_DOCUMENT) return false;
  sink.error('testset.document-too-large', { start: 0, end: 0 }, { limit: LONGEST_DOCUMENT / 1024 / 1024, format });
  return true;
}
