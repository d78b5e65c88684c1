import { FileError, type FileSystem } from '../../host';
import { decodeText } from '../../prompt/decodeText';
import { cellSpans } from '../../testset/cellSpans';
import { jsonTree } from '../../testset/jsonTree';
import { formatOf, LONGEST_DOCUMENT } from '../../testset/parseTestSet';
import { pause, ROWS_IN_A_ROW } from '../../testset/pause';
import { ProblemSink } from '../../testset/problemSink';
import { LARGEST_TEST_SET } from '../../testset/readTestSet';
import type { SourceMap, SourceNode } from '../../testset/sourceNode';
import { yamlTree } from '../../testset/yamlTree';
import { LONGEST_TEST_SET_DOCUMENT, TestSetDocument } from './testSetDocument';

/** All of a test set, or why not all of it could be read. */
export type WholeTestSet =
  | { document: TestSetDocument; fault?: undefined }
  /** What could be read of it; nothing of what is too large or cannot be read. */
  | { document?: TestSetDocument; fault: 'broken' | 'too-large' | 'unreadable' };

/**
 * Reads a test set to its end, however long it is up to what a run would read, and lets others have their turns meanwhile.
 * @returns undefined where there is no such file
 */
export async function readWholeTestSet(file: string, files: FileSystem): Promise<WholeTestSet | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await files.read(file, { maxBytes: LARGEST_TEST_SET });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.code === 'not-found') return undefined;
    return { fault: error.code === 'too-large' ? 'too-large' : 'unreadable' };
  }
  const { text, valid } = decodeText(bytes);
  return valid ? wholeTestSet(text, file) : { fault: 'unreadable' };
}

/** All of a test set's text. */
export async function wholeTestSet(text: string, file: string): Promise<WholeTestSet> {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const format = formatOf(file);
  if (format === 'jsonl') return readRows(plain, file);
  if (format === 'csv' || format === 'tsv') return readTable(plain, file);
  if (plain.length > LONGEST_DOCUMENT) return { fault: 'too-large' };
  const { root, broken } = format === 'json' ? await readJson(plain) : await readYaml(plain, file);
  if (!broken) return { document: new TestSetDocument(plain, file, { root }) };
  return {
    fault: 'broken',
    ...(plain.length <= LONGEST_TEST_SET_DOCUMENT && { document: new TestSetDocument(plain, file) }),
  };
}

async function readYaml(text: string, file: string): Promise<{ root?: SourceNode; broken: boolean }> {
  const sink = new ProblemSink(file, text);
  const root = await yamlTree(text, sink);
  return { ...(root && { root }), broken: sink.problems.length > 0 };
}

/** JSON is read in one go, of which a megabyte takes some 40 ms; others have their turn before. */
async function readJson(text: string): Promise<{ root?: SourceNode; broken: boolean }> {
  await pause();
  const { node, faults } = jsonTree(text);
  return { ...(node && { root: node }), broken: faults.length > 0 };
}

async function readRows(text: string, file: string): Promise<WholeTestSet> {
  const rows: SourceMap[] = [];
  let broken = false;
  let count = 0;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    if (line.trim() === '') continue;
    if (++count % ROWS_IN_A_ROW === 0) await pause();
    const { node, faults } = jsonTree(line, index);
    if (faults.length > 0 || node?.kind !== 'map') broken = true;
    if (node?.kind === 'map') rows.push(node);
  }
  const document = new TestSetDocument(text, file, { rows });
  return broken ? { document, fault: 'broken' } : { document };
}

/** Its columns are all that names anything; that its quotes are closed is looked at to the end. */
async function readTable(text: string, file: string): Promise<WholeTestSet> {
  const document = new TestSetDocument(text, file);
  const names = document.columns().map(({ name }) => name);
  const { openQuote } = cellSpans(text, document.delimiter ?? ',');
  const broken = openQuote !== undefined || names.includes('') || new Set(names).size < names.length;
  return broken ? { document, fault: 'broken' } : { document };
}
