import { nearestName } from '../text/nearestName';
import type { ProblemSink } from './problemSink';
import { readChecks, readWeight } from './readChecks';
import { kindOf, plainValue, type SourceEntry, type SourceMap, type SourceNode } from './sourceNode';
import type { TestCase } from './testSet';

/** Keys of a case that are not input variables. */
export const CASE_KEYS: readonly string[] = [
  'id',
  'input',
  'expected',
  'context',
  'criterion',
  'checks',
  'tags',
  'weight',
];

/**
 * Keys of a row (JSONL, CSV, TSV) that are not input variables: every other one is. Only the prompt can tell what
 * `criterion` is.
 */
export const ROW_KEYS: readonly string[] = ['id', 'expected', 'context', 'tags', 'weight'];

/**
 * Reads one case from a map with the keys in `CASE_KEYS`.
 * @param number the case's position, counted from 1, for its id where it has none
 */
export function readCase(node: SourceMap, number: number, sink: ProblemSink): TestCase {
  const entry = (key: string) => node.entries.find((candidate) => candidate.key === key);
  for (const { key, keyStart, keyEnd } of node.entries) {
    if (!CASE_KEYS.includes(key)) sink.error('testset.unknown-case-key', { start: keyStart, end: keyEnd }, hint(key));
  }
  const written = entry('input');
  const inputs = written?.value.kind === 'map' ? written.value.entries : [];
  const empty = written?.value.kind === 'scalar' && written.value.value === null;
  if (written !== undefined && written.value.kind !== 'map' && !empty) {
    sink.error('testset.wrong-type', written.value, { key: 'input', wanted: 'map', found: kindOf(written.value) });
  }
  return assemble(node, inputs, entry, number, sink);
}

/**
 * Reads one case from a flat row: the keys in `ROW_KEYS`, and every other key is an input variable. A row may also hold
 * all its variables in one map `input`, and `checks`, as a case in YAML does.
 */
export function readRow(node: SourceMap, number: number, sink: ProblemSink): TestCase {
  if (node.entries.some(({ key, value }) => key === 'input' && value.kind === 'map')) {
    return readCase(node, number, sink);
  }
  const entry = (key: string) => node.entries.find((candidate) => candidate.key === key);
  const checksAreOurs = entry('checks')?.value.kind === 'list';
  const inputs = node.entries.filter(({ key }) => !ROW_KEYS.includes(key) && !(checksAreOurs && key === 'checks'));
  const own = (key: string) => (key === 'checks' && !checksAreOurs ? undefined : entry(key));
  if (!isCriterion(entry('criterion'))) return assemble(node, inputs, without(own, 'criterion'), number, sink);
  return assemble(node, inputs, own, number, sink);
}

function assemble(
  node: SourceMap,
  inputs: readonly SourceEntry[],
  entry: (key: string) => SourceEntry | undefined,
  number: number,
  sink: ProblemSink,
): TestCase {
  const id = readId(entry('id'), sink);
  const expected = entry('expected');
  const context = readTexts(entry('context'), sink);
  const criterion = readTexts(entry('criterion'), sink)?.filter((text) => text.trim() !== '') ?? [];
  const criterionPlace = entry('criterion')?.value;
  const checks = entry('checks');
  const inputRanges: Record<string, TestCase['range']> = Object.create(null);
  for (const { key, value } of inputs) inputRanges[key] = sink.range(value);
  const input = plainValue({ kind: 'map', start: 0, end: 0, entries: [...inputs] }) as Record<string, unknown>;
  const hasExpected = expected !== undefined && !(expected.value.kind === 'scalar' && expected.value.value === null);
  return {
    id: id?.text ?? `case-${number}`,
    input,
    ...(hasExpected && { expected: plainValue(expected.value), expectedRange: sink.range(expected.value) }),
    ...(context !== undefined && { context }),
    ...(criterion.length > 0 && { criterion }),
    ...(criterion.length > 0 && criterionPlace !== undefined && { criterionRange: sink.range(criterionPlace) }),
    checks: checks === undefined ? [] : readChecks(checks.value, sink),
    tags: (readTexts(entry('tags'), sink) ?? []).flatMap(splitTags),
    weight: readWeight(entry('weight'), sink, 'case'),
    range: sink.range(node),
    titleRange: id === undefined ? sink.firstLine(node) : sink.range(id.place),
    inputRanges,
  };
}

/** Whether a column's value can be a criterion, should the prompt have no variable of that name. */
function isCriterion(entry: SourceEntry | undefined): boolean {
  if (entry === undefined) return false;
  const { value } = entry;
  const nodes = value.kind === 'list' ? value.items : [value];
  return nodes.every((node) => node.kind === 'scalar' && typeof node.value === 'string');
}

function without(entry: (key: string) => SourceEntry | undefined, left: string) {
  return (key: string) => (key === left ? undefined : entry(key));
}

function readId(entry: SourceEntry | undefined, sink: ProblemSink): { text: string; place: SourceNode } | undefined {
  if (entry === undefined) return undefined;
  const { value } = entry;
  if (value.kind === 'scalar' && (typeof value.value === 'string' || typeof value.value === 'number')) {
    const text = (value.written ?? String(value.value)).trim();
    if (text !== '') return { text, place: value };
  }
  sink.error('testset.bad-id', value, { found: kindOf(value) });
  return undefined;
}

/** A text, or a list of them. */
function readTexts(entry: SourceEntry | undefined, sink: ProblemSink): string[] | undefined {
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  if (value.kind === 'scalar' && value.value === null) return undefined;
  const nodes = value.kind === 'list' ? value.items : [value];
  const texts: string[] = [];
  for (const node of nodes) {
    if (node.kind === 'scalar' && node.value !== null) texts.push(node.written ?? String(node.value));
    else sink.error('testset.wrong-type', node, { key, wanted: 'text', found: kindOf(node) });
  }
  return texts;
}

/** Tags in one text are parted by commas or semicolons, of the full width too. */
export function splitTags(text: string): string[] {
  return text
    .split(/[,;，；、]/u)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

/** What other tools call these keys, and what they are called here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  assert: 'checks',
  asserts: 'checks',
  assertions: 'checks',
  vars: 'input',
  variables: 'input',
  inputs: 'input',
  output: 'expected',
  ideal: 'expected',
  rubric: 'criterion',
  answer: 'expected',
  reference: 'expected',
  target: 'expected',
  name: 'id',
  description: 'id',
};

function hint(key: string): Record<string, string> {
  const suggestion = nearestName(key, CASE_KEYS) ?? ELSEWHERE[key] ?? CASE_KEYS.join(', ');
  return { key, suggestion };
}
