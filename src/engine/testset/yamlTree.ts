import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { parseBoundedYaml } from '../prompt/boundedYaml';
import type { ProblemSink } from './problemSink';
import { LARGEST_TEST_SET } from './readTestSet';
import type { SourceEntry, SourceNode } from './sourceNode';

/** Up to this size a map is looked through for keys that stand twice; the search takes quadratic time. */
const UNIQUE_KEYS_UP_TO = 1024 * 1024;

/**
 * Reads YAML with the place of every value.
 * @returns undefined where the text is empty or broken; then problems say why
 */
export function yamlTree(text: string, sink: ProblemSink): SourceNode | undefined {
  const uniqueKeys = text.length <= UNIQUE_KEYS_UP_TO;
  const { document, faults } = parseBoundedYaml(text, { maxLength: LARGEST_TEST_SET, uniqueKeys });
  for (const { kind, start, end, args } of faults) {
    if (kind === 'duplicate-key') sink.error('testset.duplicate-key', { start, end }, { key: text.slice(start, end) });
    else sink.error(CODES[kind], { start, end }, args);
  }
  if (document === undefined || faults.length > 0 || document.contents === null) return undefined;
  const root = convert(document.contents);
  return root.kind === 'scalar' && root.value === null ? undefined : root;
}

const CODES = {
  syntax: 'testset.yaml-syntax',
  alias: 'testset.yaml-alias',
  'too-deep': 'testset.too-deep',
  'too-large': 'testset.yaml-too-large',
} as const;

function convert(node: Node): SourceNode {
  const [start = 0, end = 0] = node.range ?? [];
  if (isMap(node)) {
    const entries: SourceEntry[] = [];
    for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
      const [keyStart = start, keyEnd = start] = key.range ?? [];
      const nothing: SourceNode = { kind: 'scalar', value: null, start: keyEnd, end: keyEnd };
      const name = isScalar(key) ? String(key.value) : String(key);
      entries.push({ key: name, keyStart, keyEnd, value: value === null ? nothing : convert(value) });
    }
    return { kind: 'map', start, end: entries.at(-1)?.value.end ?? end, entries };
  }
  if (isSeq(node)) {
    const items = (node.items as (Node | null)[]).map((item) => (item === null ? nothingAt(start) : convert(item)));
    return { kind: 'list', start, end, items };
  }
  if (isAlias(node) || !isScalar(node)) return nothingAt(start);
  const { value } = node;
  const plain = typeof value === 'bigint' ? Number(value) : value;
  const scalar = plain === null || typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean';
  return { kind: 'scalar', start, end, value: scalar ? plain : String(plain) };
}

function nothingAt(place: number): SourceNode {
  return { kind: 'scalar', value: null, start: place, end: place };
}
