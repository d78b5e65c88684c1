import { parseBoundedYaml, type YamlFault } from '../prompt/boundedYaml';
import { pause } from './pause';
import type { ProblemSink } from './problemSink';
import { duplicatesOf, type SourceEntry, type SourceList, type SourceNode } from './sourceNode';
import { splitCases } from './splitCases';
import { YamlAliases } from './yamlAliases';
import { sourceNodeOf } from './yamlNodes';

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
 * @param options.aliases true to expand aliases and merge keys (`<<`), within bounds: a value stands where its anchor is
 * @returns undefined where there is nothing to read: the text is empty, or faulty, which problems then tell
 */
export async function yamlTree(
  text: string,
  sink: ProblemSink,
  { aliases = false }: { aliases?: boolean } = {},
): Promise<SourceNode | undefined> {
  const before = sink.problems.length;
  const split = text.length > LONGEST_AT_ONCE && !aliases ? splitCases(text) : undefined;
  const reader = new YamlReader(text, sink, aliases);
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
  readonly #aliases: boolean;

  constructor(text: string, sink: ProblemSink, aliases: boolean) {
    this.#text = text;
    this.#sink = sink;
    this.#aliases = aliases;
  }

  /** Reads the part of the text between two offsets, which is YAML by itself. */
  read(from: number, to: number): SourceNode | undefined {
    const { document, faults } = parseBoundedYaml(this.#text.slice(from, to), {
      // The caller has seen to the length.
      maxLength: Number.POSITIVE_INFINITY,
      uniqueKeys: false,
      aliases: this.#aliases,
    });
    for (const { kind, start, end, args } of faults) {
      this.#sink.error(CODES[kind], { start: from + start, end: from + end }, args);
    }
    const root = document?.contents;
    if (faults.length > 0 || root === null || root === undefined) return undefined;
    const node = sourceNodeOf(root, {
      text: this.#text,
      base: from,
      onDuplicate: (place, key) => this.#sink.error(CODES['duplicate-key'], place, { key }),
      onOddKey: (place) => this.#sink.error('testset.yaml-key', place),
      onAlias: (place) => this.#sink.error(CODES.alias, place),
      aliases: this.#aliases ? new YamlAliases() : undefined,
    });
    return node.kind === 'scalar' && node.value === null ? undefined : node;
  }

  /** Keys are compared here, because the parser's own search takes quadratic time. */
  refuseDuplicates(entries: readonly SourceEntry[]): void {
    for (const { key, keyStart, keyEnd } of duplicatesOf(entries)) {
      this.#sink.error(CODES['duplicate-key'], { start: keyStart, end: keyEnd }, { key });
    }
  }
}
