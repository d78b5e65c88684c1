import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { duplicatesOf, type SourceEntry, type SourceNode, type SourceScalar } from './sourceNode';
import { mergedEntries, type YamlAliases } from './yamlAliases';

/** What the parsed YAML came from, and who hears of what it has no room for. */
export interface YamlSource {
  /** The text of the file. */
  text: string;
  /** Offset in it of the text that was parsed. */
  base: number;
  onDuplicate?(place: { start: number; end: number }, key: string): void;
  /** A key that is a list or a map is passed over. */
  onOddKey?(place: { start: number; end: number }): void;
  /** Where aliases and merge keys (`<<`) are expanded: a value stands where its anchor is. */
  aliases?: YamlAliases | undefined;
  /** An alias that is not expanded is nothing. */
  onAlias?(place: { start: number; end: number }): void;
}

/** A parsed value of YAML with the place of everything in it. Broken YAML gives what could be read of it. */
export function sourceNodeOf(node: Node, source: YamlSource): SourceNode {
  const place = placeOf(node, source);
  if (isAlias(node)) {
    const value = source.aliases?.valueOf(node, (found) => sourceNodeOf(found, source));
    if (value !== undefined) return value;
    source.onAlias?.(place);
    return { kind: 'scalar', ...place, value: null };
  }
  source.aliases?.met(node);
  if (isSeq(node)) {
    const items = (node.items as (Node | null)[]).map((item) => childOf(item, place.start, source));
    return { kind: 'list', ...place, end: node.flow ? place.end : (items.at(-1)?.end ?? place.end), items };
  }
  if (isMap(node)) {
    const entries = (node.items as Pair<Node, Node | null>[]).flatMap((pair) => entryOf(pair, source));
    const { onDuplicate } = source;
    if (onDuplicate !== undefined) {
      for (const { key, keyStart, keyEnd } of duplicatesOf(entries)) onDuplicate({ start: keyStart, end: keyEnd }, key);
    }
    const last = entries.at(-1);
    const end = node.flow || last === undefined ? place.end : Math.max(last.keyEnd, last.value.end);
    return { kind: 'map', ...place, end, entries: source.aliases === undefined ? entries : mergedEntries(entries) };
  }
  return { kind: 'scalar', ...place, ...scalarOf(node) };
}

function entryOf({ key, value }: Pair<Node, Node | null>, source: YamlSource): SourceEntry[] {
  const { start, end } = placeOf(key, source);
  if (!isScalar(key)) {
    source.onOddKey?.({ start, end });
    return [];
  }
  const name = typeof key.value === 'string' ? key.value : source.text.slice(start, end);
  return [{ key: name, keyStart: start, keyEnd: end, value: childOf(value, end, source) }];
}

/** A value that is left out (`key:`) stands where its key ends. */
function childOf(node: Node | null, missingAt: number, source: YamlSource): SourceNode {
  if (node !== null) return sourceNodeOf(node, source);
  return { kind: 'scalar', start: missingAt, end: missingAt, value: null };
}

/** Without the line break that the parser counts to a block. */
function placeOf({ range }: Node, { text, base }: YamlSource): { start: number; end: number } {
  const start = base + (range?.[0] ?? 0);
  let end = base + (range?.[1] ?? 0);
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return { start, end };
}

/** Numbers keep how they are written, because `007` may be a name. */
function scalarOf(node: Node): Pick<SourceScalar, 'value' | 'written'> {
  if (!isScalar(node)) return { value: null };
  const { value, source } = node;
  if (typeof value === 'number') return { value, ...(source !== undefined && { written: source }) };
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return { value };
  return { value: String(value) };
}
