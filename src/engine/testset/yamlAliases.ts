import type { Alias, Node } from 'yaml';
import type { SourceEntry, SourceNode } from './sourceNode';

/** Aliases of other tools' files may stand for so many values, so that none of them explodes. */
const MOST_EXPANDED = 100_000;
/** What an alias stands for may hold aliases, so deep. */
const DEEPEST_ALIAS = 16;

/** What the aliases of a document stand for, within bounds. Values are told in the order in which they are written. */
export class YamlAliases {
  /** Each name's latest value so far. */
  readonly #anchors = new Map<string, Node>();
  /** How many aliases the value that is read stands behind, and how many values aliases have stood for. */
  #behind = 0;
  #expanded = 0;

  met(node: Node): void {
    if (this.#behind > 0) this.#expanded++;
    if ('anchor' in node && node.anchor !== undefined) this.#anchors.set(node.anchor, node);
  }

  /** @returns undefined where the alias stands for nothing, or for more than the bounds allow */
  valueOf(alias: Alias, read: (node: Node) => SourceNode): SourceNode | undefined {
    const found = this.#anchors.get(alias.source);
    if (found === undefined || this.#behind >= DEEPEST_ALIAS || this.#expanded >= MOST_EXPANDED) return undefined;
    this.#behind++;
    const value = read(found);
    this.#behind--;
    return value;
  }
}

/** The entries of a map with those that `<<` brings along, which give way to its own. */
export function mergedEntries(entries: readonly SourceEntry[]): SourceEntry[] {
  const sources = entries
    .filter(({ key }) => key === '<<')
    .flatMap(({ value }) => (value.kind === 'list' ? value.items : [value]));
  if (sources.length === 0) return [...entries];
  const all = new Map(entries.filter(({ key }) => key !== '<<').map((entry) => [entry.key, entry]));
  for (const source of sources) {
    for (const entry of source.kind === 'map' ? source.entries : []) if (!all.has(entry.key)) all.set(entry.key, entry);
  }
  return [...all.values()];
}
