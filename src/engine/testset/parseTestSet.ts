import type { Problem } from '../problem';
import { mergeConflict } from '../prompt/mergeConflict';
import { jsonTree } from './jsonTree';
import { ProblemSink } from './problemSink';
import { readDocument } from './readDocument';
import { readLines } from './readLines';
import { readTable } from './readTable';
import type { SourceNode } from './sourceNode';
import type { TestCase, TestSet, TestSetFormat } from './testSet';
import { yamlTree } from './yamlTree';

/** JSON and YAML are parsed as a whole: a megabyte takes up to a second. In UTF-16 units. */
export const LONGEST_DOCUMENT = 16 * 1024 * 1024;

const FORMATS: Readonly<Record<string, TestSetFormat>> = {
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  csv: 'csv',
  tsv: 'tsv',
};

/** The format of a test set by the ending of its name; YAML where the ending says nothing. */
export function formatOf(file: string): TestSetFormat {
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  return FORMATS[ending] ?? 'yaml';
}

/**
 * Reads the text of a test set in the format that its name says. It never throws: what is wrong is in `problems`, and
 * everything that can be read is read all the same.
 * @param text the file's text; a byte order mark is passed over and does not count in columns, as editors have it
 */
export async function parseTestSet(text: string, file: string): Promise<TestSet> {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const format = formatOf(file);
  const sink = new ProblemSink(file, plain);
  const conflict = conflictIn(plain, format);
  // A file with two versions in it is neither; everything else that is wrong with it comes from that.
  if (conflict !== undefined) {
    sink.error('testset.merge-conflict', conflict);
    return { file, format, ...onlyCases([]), problems: sink.problems };
  }
  const content = await read(plain, format, sink);
  const problems = [...sink.problems, ...duplicates(content.cases, file)];
  if (content.cases.length === 0 && problems.every(({ severity }) => severity !== 'error')) {
    problems.push({ code: 'testset.no-cases', severity: 'error', file, range: sink.range({ start: 0, end: 0 }) });
  }
  return { file, format, ...content, problems };
}

/** In a table such lines may be what a cell says. */
function conflictIn(text: string, format: TestSetFormat): { start: number; end: number } | undefined {
  const conflict = mergeConflict(text);
  if (conflict === undefined || (format !== 'csv' && format !== 'tsv')) return conflict;
  const quotes = text.slice(0, conflict.start).split('"').length - 1;
  return quotes % 2 === 0 ? conflict : undefined;
}

async function read(
  text: string,
  format: TestSetFormat,
  sink: ProblemSink,
): Promise<Pick<TestSet, 'judges' | 'checks' | 'cases' | 'repeat'>> {
  if (format === 'csv') return onlyCases(await readTable(text, ',', sink));
  if (format === 'tsv') return onlyCases(await readTable(text, '\t', sink));
  if (format === 'jsonl') return onlyCases(await readLines(text, sink));
  if (text.length > LONGEST_DOCUMENT) {
    const args = { limit: LONGEST_DOCUMENT / 1024 / 1024, format: format.toUpperCase() };
    sink.error('testset.document-too-large', { start: 0, end: 0 }, args);
    return onlyCases([]);
  }
  const root = format === 'json' ? readJson(text, sink) : await yamlTree(text, sink);
  return root === undefined ? onlyCases([]) : readDocument(root, sink);
}

function onlyCases(cases: TestCase[]): Pick<TestSet, 'judges' | 'checks' | 'cases'> {
  return { judges: [], checks: [], cases };
}

function readJson(text: string, sink: ProblemSink): SourceNode | undefined {
  if (text.trim() === '') return undefined;
  const { node, faults } = jsonTree(text);
  for (const { code, offset, length, args } of faults) {
    sink.error(code, { start: offset, end: offset + Math.max(length, 1) }, args);
  }
  return faults.length > 0 ? undefined : node;
}

/** Two cases with one id could not be told apart in a run. */
function duplicates(cases: readonly TestCase[], file: string): Problem[] {
  const first = new Map<string, TestCase>();
  const problems: Problem[] = [];
  for (const testCase of cases) {
    const { id, titleRange } = testCase;
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, testCase);
      continue;
    }
    problems.push({
      code: 'testset.duplicate-id',
      severity: 'error',
      file,
      range: titleRange,
      args: { id, line: earlier.titleRange.start.line + 1 },
      related: [{ file, range: earlier.titleRange, code: 'testset.first-use-of-id', args: { id } }],
    });
  }
  return problems;
}
