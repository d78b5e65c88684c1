import { nearestName } from '../text/nearestName';
import type { ProblemSink } from './problemSink';
import { kindOf, plainValue, type SourceEntry, type SourceNode } from './sourceNode';
import type { CheckSpec } from './testSet';

/** Keys of a check that are not its name. */
const OPTIONS = new Set(['not', 'ignore-case', 'ignore-width', 'weight', 'threshold']);

/** Groups of checks, by the name that they have in a test set. */
export const GROUPS: readonly string[] = ['all', 'any'];

/** Groups inside of groups go so deep. */
const DEEPEST = 8;

/**
 * The names that a check may have. Kept here, in the earlier layer, as words only: what a check does is in `judge/checks`,
 * whose test compares the two.
 */
export const CHECK_NAMES: readonly string[] = [
  'equals',
  'contains',
  'contains-any',
  'contains-all',
  'starts-with',
  'ends-with',
  'regex',
  'json',
  'json-schema',
  'length',
  'similarity',
  'levenshtein',
  'rouge-1',
  'rouge-2',
  'rouge-l',
  'bleu',
  'gleu',
  'embedding',
  'xml',
  'contains-json',
  'contains-xml',
  'html',
  'contains-html',
  'language',
  'refusal',
  'pii',
  'finish-reason',
  'tool-calls',
  'tool-call-f1',
  'perplexity',
  'latency',
  'cost',
  'javascript',
];

/** Checks that take a `threshold`, as groups do. */
const WITH_THRESHOLD = new Set(['javascript']);

/**
 * Reads a list of checks. An item is a name (`json`), a name with its argument (`contains: RAG`), or that with options:
 *
 * ```yaml
 * - not-contains: sorry
 *   ignore-case: true
 *   ignore-width: true
 *   weight: 2
 * ```
 *
 * `not-` before any name, or `not: true`, turns the check around, and `not: { contains: RAG }` as well. A group holds
 * where all, or any, of its checks do, or a share of them by weight:
 *
 * ```yaml
 * - any: [contains: RAG, contains: retrieval]
 * - all: [json, length: 400, language: zh-TW]
 *   threshold: 0.6
 * ```
 */
export function readChecks(node: SourceNode, sink: ProblemSink, depth = 0): CheckSpec[] {
  if (node.kind === 'scalar' && node.value === null) return [];
  if (node.kind !== 'list') {
    sink.error('testset.checks-not-a-list', node, { found: kindOf(node) });
    return [];
  }
  const specs: CheckSpec[] = [];
  for (const item of node.items) {
    const spec = readCheck(item, sink, depth);
    if (spec !== undefined) specs.push(spec);
  }
  return specs;
}

function readCheck(node: SourceNode, sink: ProblemSink, depth: number): CheckSpec | undefined {
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    const name = readName(node.value, node, sink);
    if (name === undefined) return undefined;
    return {
      ...name,
      argument: undefined,
      ignoreCase: false,
      ignoreWidth: false,
      weight: 1,
      range: sink.range(node),
    };
  }
  if (node.kind !== 'map') {
    sink.error('testset.check-shape', node, { found: kindOf(node) });
    return undefined;
  }
  const [named, ...more] = node.entries.filter(({ key }) => !OPTIONS.has(key));
  const turned = node.entries.find(({ key, value }) => key === 'not' && value.kind === 'map');
  if (turned !== undefined && named === undefined) {
    const inner = readCheck(turned.value, sink, depth);
    return inner && { ...inner, negate: !inner.negate };
  }
  if (named === undefined) {
    sink.error('testset.check-without-name', node);
    return undefined;
  }
  for (const { key, keyStart, keyEnd } of more) {
    sink.error('testset.check-two-names', { start: keyStart, end: keyEnd }, { first: named.key, second: key });
  }
  if (GROUPS.includes(named.key.replace(/^not-/, ''))) return readGroup(node, named, sink, depth);
  const name = readName(named.key, { start: named.keyStart, end: named.keyEnd }, sink);
  const option = (key: string) => node.entries.find((entry) => entry.key === key);
  const threshold = readThreshold(option('threshold'), name?.kind, sink);
  const not = readSwitch(option('not'), sink);
  const weight = readWeight(option('weight'), sink, 'check');
  const ignoreCase = readSwitch(option('ignore-case'), sink);
  const ignoreWidth = readSwitch(option('ignore-width'), sink);
  if (name === undefined) return undefined;
  const empty = named.value.kind === 'scalar' && named.value.value === null;
  const textLine = lineOfText(named.value, sink);
  return {
    kind: name.kind,
    negate: name.negate !== not,
    argument: empty ? undefined : plainValue(named.value),
    ignoreCase,
    ignoreWidth,
    weight,
    ...(threshold !== undefined && { threshold }),
    ...(textLine !== undefined && { textLine }),
    range: sink.range({ start: named.keyStart, end: Math.max(named.keyEnd, named.value.end) }),
  };
}

function readGroup(
  node: Extract<SourceNode, { kind: 'map' }>,
  named: SourceEntry,
  sink: ProblemSink,
  depth: number,
): CheckSpec | undefined {
  const place = { start: named.keyStart, end: named.keyEnd };
  const option = (key: string) => node.entries.find((entry) => entry.key === key);
  if (depth >= DEEPEST) {
    sink.error('testset.groups-too-deep', place, { deepest: DEEPEST });
    return undefined;
  }
  const checks = readChecks(named.value, sink, depth + 1);
  if (checks.length === 0) {
    sink.error('testset.empty-group', place, { group: named.key });
    return undefined;
  }
  const threshold = readShare(option('threshold'), sink);
  const kind = named.key.replace(/^not-/, '');
  return {
    kind,
    negate: (kind !== named.key) !== readSwitch(option('not'), sink),
    argument: undefined,
    ignoreCase: false,
    ignoreWidth: false,
    weight: readWeight(option('weight'), sink, 'check'),
    checks,
    ...(threshold !== undefined && { threshold }),
    range: sink.range(place),
  };
}

function readThreshold(
  entry: SourceEntry | undefined,
  kind: string | undefined,
  sink: ProblemSink,
): number | undefined {
  if (entry === undefined || kind === undefined || WITH_THRESHOLD.has(kind)) return readShare(entry, sink);
  sink.error('testset.threshold-of-no-group', { start: entry.keyStart, end: entry.keyEnd });
  return undefined;
}

/** The line that a text of several lines begins on; undefined where its lines are not those of the file. */
function lineOfText(node: SourceNode, sink: ProblemSink): number | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || !node.value.trim().includes('\n')) return undefined;
  const { start } = sink.range(node);
  return sink.textOf(node).startsWith('|') ? start.line + 1 : undefined;
}

function readShare(entry: SourceEntry | undefined, sink: ProblemSink): number | undefined {
  if (entry === undefined) return undefined;
  const { value } = entry;
  if (value.kind === 'scalar' && typeof value.value === 'number' && value.value >= 0 && value.value <= 1) {
    return value.value;
  }
  sink.error('testset.bad-share', value, { key: entry.key });
  return undefined;
}

function readName(
  written: string,
  place: { start: number; end: number },
  sink: ProblemSink,
): { kind: string; negate: boolean } | undefined {
  if (CHECK_NAMES.includes(written)) return { kind: written, negate: false };
  const negated = written.startsWith('not-') ? written.slice('not-'.length) : undefined;
  if (negated !== undefined && CHECK_NAMES.includes(negated)) return { kind: negated, negate: true };
  const suggestion = nearestName(written, [...CHECK_NAMES, ...GROUPS, ...CHECK_NAMES.map((name) => `not-${name}`)]);
  if (suggestion !== undefined) sink.error('testset.unknown-check-suggestion', place, { name: written, suggestion });
  else sink.error('testset.unknown-check', place, { name: written, known: [...CHECK_NAMES, ...GROUPS].join(', ') });
  return undefined;
}

function readSwitch(entry: SourceEntry | undefined, sink: ProblemSink): boolean {
  if (entry === undefined) return false;
  const { value } = entry;
  if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
  sink.error('testset.wrong-type', value, { key: entry.key, wanted: 'true / false', found: kindOf(value) });
  return false;
}

/** A weight above 0; 1 where there is none. */
export function readWeight(entry: SourceEntry | undefined, sink: ProblemSink, of: string): number {
  if (entry === undefined) return 1;
  const { value } = entry;
  if (value.kind === 'scalar' && typeof value.value === 'number' && value.value > 0 && Number.isFinite(value.value)) {
    return value.value;
  }
  sink.error('testset.bad-weight', value, { of, found: value.kind === 'scalar' ? String(value.value) : value.kind });
  return 1;
}
