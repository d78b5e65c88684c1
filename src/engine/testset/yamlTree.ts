import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { parseBoundedYaml, type YamlFault } from '../prompt/boundedYaml';
import { pause } from './pause';
import type { ProblemSink } from './problemSink';
import type { SourceEntry, SourceList, SourceNode, SourceScalar } from './sourceNode';
import { splitCases } from './splitCases';

/** Longer texts are parsed in pieces, with a pause after each, so that nothing freezes. */
const LONGEST_AT_ONCE = 200 * 1024;

const CODES: Readonly<Record<YamlFault['kind'], string>> = {
  syntax: 'testset.yaml-syntax',
  'duplicate-key': 'testset.duplicate-key',
  alias: 'testset.yaml-alias',
  'too-deep': 'testset.too-deep',
  'too-large': 'testset.document-too-large',
};

/**
 * Reads YAML (core schema, no aliases, bounded) with the place of every value.
 * @returns undefined where there is nothing to read: the text is empty, or faulty, which problems then tell
 */
export async function yamlTree(text: string, sink: ProblemSink): Promise<SourceNode | undefined> {
  const before = sink.problems.length;
  const split = text.length > LONGEST_AT_ONCE ? splitCases(text) : undefined;
  const reader = new YamlReader(text, sink);
  const root = split === undefined ? reader.read(0, text.length) : await readInPieces(reader, split, text.length);
  // Half a test set would be run as if it were the whole.
  return sink.problems.length > before ? undefined : root;
}

async function readInPieces(
  reader: YamlReader,
  { pieces, end, key }: NonNullable<ReturnType<typeof splitCases>>,
  length: number,
): Promise<SourceNode | undefined> {
  const [first] = pieces;
  const start = first?.start ?? end;
  const cases: SourceList = { kind: 'list', start, end, items: [] };
  const entries: SourceEntry[] = [];
  for (const root of [reader.read(0, start), reader.read(end, length)]) {
    if (root?.kind === 'map') entries.push(...root.entries);
  }
  for (const piece of pieces) {
    const part = reader.read(piece.start, piece.end);
    if (part?.kind === 'list') cases.items.push(...part.items);
    await pause();
  }
  const own = entries.find(({ keyStart }) => keyStart === key);
  if (own !== undefined) own.value = cases;
  reader.refuseDuplicates(entries);
  return { kind: 'map', start: 0, end: length, entries };
}

class YamlReader {
  readonly #text: string;
  readonly #sink: ProblemSink;
  #base = 0;

  constructor(text: string, sink: ProblemSink) {
    this.#text = text;
    this.#sink = sink;
  }

  /** Reads the part of the text between two offsets, which is YAML by itself. */
  read(from: number, to: number): SourceNode | undefined {
    this.#base = from;
    const { document, faults } = parseBoundedYaml(this.#text.slice(from, to), {
      // The caller has seen to the length.
      maxLength: Number.POSITIVE_INFINITY,
      uniqueKeys: false,
    });
    for (const { kind, start, end, args } of faults) {
      this.#sink.error(CODES[kind], { start: from + start, end: from + end }, args);
    }
    const root = document?.contents;
    if (faults.length > 0 || root === null || root === undefined) return undefined;
    const node = this.#convert(root);
    return node.kind === 'scalar' && node.value === null ? undefined : node;
  }

  /** Keys are compared here, because the parser's own search takes quadratic time. */
  refuseDuplicates(entries: readonly SourceEntry[]): void {
    const seen = new Set<string>();
    for (const { key, keyStart, keyEnd } of entries) {
      if (seen.has(key)) this.#sink.error(CODES['duplicate-key'], { start: keyStart, end: keyEnd }, { key });
      seen.add(key);
    }
  }

  #convert(node: Node): SourceNode {
    const place = this.#placeOf(node);
    if (isSeq(node)) {
      const items = (node.items as (Node | null)[]).map((item) => this.#child(item, place.start));
      return { kind: 'list', ...place, end: node.flow ? place.end : (items.at(-1)?.end ?? place.end), items };
    }
    if (isMap(node)) {
      const entries = (node.items as Pair<Node, Node | null>[]).flatMap((pair) => this.#entry(pair));
      this.refuseDuplicates(entries);
      const last = entries.at(-1);
      const end = node.flow || last === undefined ? place.end : Math.max(last.keyEnd, last.value.end);
      return { kind: 'map', ...place, end, entries };
    }
    return { kind: 'scalar', ...place, ...scalarOf(node) };
  }

  #entry({ key, value }: Pair<Node, Node | null>): SourceEntry[] {
    const { start, end } = this.#placeOf(key);
    if (!isScalar(key)) {
      this.#sink.error('testset.yaml-key', { start, end });
      return [];
    }
    const name = typeof key.value === 'string' ? key.value : this.#text.slice(start, end);
    return [{ key: name, keyStart: start, keyEnd: end, value: this.#child(value, end) }];
  }

  /** A value that is left out (`key:`) stands where its key ends. */
  #child(node: Node | null, missingAt: number): SourceNode {
    if (node !== null) return this.#convert(node);
    return { kind: 'scalar', start: missingAt, end: missingAt, value: null };
  }

  /** Without the line break that the parser counts to a block. */
  #placeOf({ range }: Node): { start: number; end: number } {
    const start = this.#base + (range?.[0] ?? 0);
    let end = this.#base + (range?.[1] ?? 0);
    while (end > start && /\s/.test(this.#text[end - 1] ?? '')) end--;
    return { start, end };
  }
}

/** Numbers keep how they are written, because `007` may be a name. */
function scalarOf(node: Node): Pick<SourceScalar, 'value' | 'written'> {
  if (!isScalar(node)) return { value: null };
  const { value, source } = node;
  if (typeof value === 'number') return { value, ...(source !== undefined && { written: source }) };
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return { value };
  return { value: String(value) };
}
