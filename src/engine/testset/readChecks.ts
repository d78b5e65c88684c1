import { nearestName } from '../text/nearestName';
import type { ProblemSink } from './problemSink';
import { kindOf, plainValue, type SourceEntry, type SourceNode } from './sourceNode';
import type { CheckSpec } from './testSet';

/** Keys of a check that are not its name. */
const OPTIONS = new Set(['not', 'ignore-case', 'ignore-width', 'weight']);

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
  'language',
  'refusal',
  'pii',
  'finish-reason',
  'tool-calls',
  'tool-call-f1',
  'perplexity',
  'latency',
  'cost',
];

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
 * `not-` before any name, or `not: true`, turns the check around.
 */
export function readChecks(node: SourceNode, sink: ProblemSink): CheckSpec[] {
  if (node.kind === 'scalar' && node.value === null) return [];
  if (node.kind !== 'list') {
    sink.error('testset.checks-not-a-list', node, { found: kindOf(node) });
    return [];
  }
  const specs: CheckSpec[] = [];
  for (const item of node.items) {
    const spec = readCheck(item, sink);
    if (spec !== undefined) specs.push(spec);
  }
  return specs;
}

function readCheck(node: SourceNode, sink: ProblemSink): CheckSpec | undefined {
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
  if (named === undefined) {
    sink.error('testset.check-without-name', node);
    return undefined;
  }
  for (const { key, keyStart, keyEnd } of more) {
    sink.error('testset.check-two-names', { start: keyStart, end: keyEnd }, { first: named.key, second: key });
  }
  const name = readName(named.key, { start: named.keyStart, end: named.keyEnd }, sink);
  const option = (key: string) => node.entries.find((entry) => entry.key === key);
  const not = readSwitch(option('not'), sink);
  const weight = readWeight(option('weight'), sink, 'check');
  const ignoreCase = readSwitch(option('ignore-case'), sink);
  const ignoreWidth = readSwitch(option('ignore-width'), sink);
  if (name === undefined) return undefined;
  const empty = named.value.kind === 'scalar' && named.value.value === null;
  return {
    kind: name.kind,
    negate: name.negate !== not,
    argument: empty ? undefined : plainValue(named.value),
    ignoreCase,
    ignoreWidth,
    weight,
    range: sink.range({ start: named.keyStart, end: Math.max(named.keyEnd, named.value.end) }),
  };
}

function readName(
  written: string,
  place: { start: number; end: number },
  sink: ProblemSink,
): { kind: string; negate: boolean } | undefined {
  if (CHECK_NAMES.includes(written)) return { kind: written, negate: false };
  const negated = written.startsWith('not-') ? written.slice('not-'.length) : undefined;
  if (negated !== undefined && CHECK_NAMES.includes(negated)) return { kind: negated, negate: true };
  const suggestion = nearestName(written, [...CHECK_NAMES, ...CHECK_NAMES.map((name) => `not-${name}`)]);
  if (suggestion !== undefined) sink.error('testset.unknown-check-suggestion', place, { name: written, suggestion });
  else sink.error('testset.unknown-check', place, { name: written, known: CHECK_NAMES.join(', ') });
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
