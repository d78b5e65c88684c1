/**
 * A value with the place where it stands, whether it was written as YAML or as JSON: what a test set is read from.
 * Offsets count UTF-16 units in the file.
 */
export type SourceNode = SourceMap | SourceList | SourceScalar;

interface Placed {
  start: number;
  end: number;
}

export interface SourceMap extends Placed {
  kind: 'map';
  entries: SourceEntry[];
}

export interface SourceEntry {
  key: string;
  keyStart: number;
  keyEnd: number;
  value: SourceNode;
}

export interface SourceList extends Placed {
  kind: 'list';
  items: SourceNode[];
}

export interface SourceScalar extends Placed {
  kind: 'scalar';
  value: string | number | boolean | null;
  /** A number as the file has it, where that may say more than its value: `007`. */
  written?: string;
}

/** Entries of a map whose key stands in it already. The parser's own search for them takes quadratic time. */
export function duplicatesOf(entries: readonly SourceEntry[]): SourceEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ key }) => seen.size === seen.add(key).size);
}

/** The plain value of a node. Its maps take any key, `__proto__` too, as a property of their own. */
export function plainValue(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  const value: Record<string, unknown> = {};
  for (const entry of node.entries) {
    Object.defineProperty(value, entry.key, {
      value: plainValue(entry.value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return value;
}

/** The value of a key; undefined where the node is no map, or has no such key. */
export function valueUnder(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

/** What a node is, in the words of `testset.wrong-type`. */
export function kindOf(node: SourceNode): string {
  if (node.kind !== 'scalar') return node.kind;
  return node.value === null ? 'nothing' : typeof node.value;
}
