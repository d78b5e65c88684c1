import type { SourceEntry, SourceMap, SourceNode } from '../../testset/sourceNode';

/** A replacement, by offsets. */
export interface Change {
  start: number;
  end: number;
  text: string;
}

/** A text with its maps, YAML or JSON. */
export interface MapText {
  text: string;
  /** JSON, in which every name stands in quotes. */
  json?: boolean;
}

/** A key with a value: what YAML has for a scalar, lines of a block of YAML, or further keys. */
export type NewEntry = readonly [key: string, value: string | { block: readonly string[] } | readonly NewEntry[]];

/** The line break that a text uses. */
export function lineBreakOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** Whether a map or list is written in brackets. */
export function isFlow(node: SourceNode, text: string): boolean {
  return text[node.start] === '{' || text[node.start] === '[';
}

/** A name as a key of YAML: in quotes where it would be taken for something else. */
export function yamlKey(name: string, { inBrackets = false } = {}): string {
  const plain = /^[\p{L}_](?:[^\r\n:#"'{}[\]&!|>%@`\\]*[^\s:#"'{}[\]&!|>%@`\\])?$/u.test(name);
  const isWord = /^(?:true|false|null|yes|no|on|off)$/i.test(name);
  return plain && !isWord && !(inBrackets && name.includes(',')) ? name : JSON.stringify(name);
}

/** A text as a scalar of YAML. */
export function yamlText(value: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_./ -]*$/u.test(value) && !/\s$|^(?:true|false|null|yes|no|on|off)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}

/**
 * Adds entries at the end of a map, as the map is written: in its block with its indentation, or in its brackets.
 * @returns undefined where a value has no form that fits
 */
export function entriesAdded(
  { text, json = false }: MapText,
  map: SourceMap,
  entries: readonly NewEntry[],
): Change | undefined {
  const last = map.entries.at(-1);
  if (isFlow(map, text)) {
    const written = entries.map((entry) => flowEntry(entry, json));
    if (written.includes(undefined)) return undefined;
    if (last === undefined) {
      const pad = json ? '' : ' ';
      return { start: map.start, end: map.end, text: `{${pad}${written.join(', ')}${pad}}` };
    }
    const at = Math.max(last.keyEnd, last.value.end);
    const from = lineStart(text, last.keyStart);
    const own = text.slice(from, last.keyStart);
    // Each on a line of its own, where that is how it is written.
    const separator = /^\s*$/.test(own) && from > map.start ? `,${lineBreakOf(text)}${own}` : ', ';
    return { start: at, end: at, text: written.map((each) => separator + each).join('') };
  }
  const [first] = map.entries;
  if (first === undefined || last === undefined || json) return undefined;
  const at = lineEnd(text, Math.max(last.keyEnd, last.value.end));
  return { start: at, end: at, text: blockBelow(text, columnOf(text, first.keyStart), entries) };
}

/** Adds entries below a key that has no value yet. */
export function entriesBelow({ text }: MapText, parent: SourceEntry, entries: readonly NewEntry[]): Change {
  const at = lineEnd(text, parent.keyEnd);
  return { start: at, end: at, text: blockBelow(text, columnOf(text, parent.keyStart) + stepOf(text), entries) };
}

/** Lines at a column, each with a line break before it. */
function blockBelow(text: string, column: number, entries: readonly NewEntry[]): string {
  const begin = lineBreakOf(text) + ' '.repeat(column);
  return entries
    .flatMap((entry) => blockEntry(entry, stepOf(text)))
    .map((line) => begin + line)
    .join('');
}

/**
 * Takes entries out of their maps. Where a map would be left empty, the entry that holds it goes instead.
 * @param root the outermost map
 */
export function entriesRemoved({ text }: MapText, root: SourceMap, removed: ReadonlySet<SourceEntry>): Change[] {
  return removals(text, root, removed);
}

function removals(text: string, map: SourceMap, removed: ReadonlySet<SourceEntry>): Change[] {
  const goes = map.entries.map((entry) => removed.has(entry) || isEmptied(entry, removed));
  const inside = map.entries.flatMap((entry, index) => {
    const { value } = entry;
    return goes[index] || value.kind !== 'map' ? [] : removals(text, value, removed);
  });
  return [...inside, ...runsOf(goes).map(([from, to]) => runRemoved(text, map, from, to))];
}

function isEmptied({ value }: SourceEntry, removed: ReadonlySet<SourceEntry>): boolean {
  if (value.kind !== 'map' || value.entries.length === 0) return false;
  return value.entries.every((entry) => removed.has(entry) || isEmptied(entry, removed));
}

/** The first and last index of each row of neighbours that are true. */
function runsOf(flags: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [index, flag] of flags.entries()) {
    const last = runs.at(-1);
    if (flag && last?.[1] === index - 1) last[1] = index;
    else if (flag) runs.push([index, index]);
  }
  return runs;
}

function runRemoved(text: string, map: SourceMap, from: number, to: number): Change {
  const { entries } = map;
  const [first, last] = [entries[from] as SourceEntry, entries[to] as SourceEntry];
  const end = Math.max(last.keyEnd, last.value.end);
  const next = entries[to + 1];
  if (isFlow(map, text)) {
    if (next !== undefined) return { start: first.keyStart, end: next.keyStart, text: '' };
    const before = entries[from - 1];
    if (before === undefined) return { start: map.start + 1, end: map.end - 1, text: '' };
    return { start: Math.max(before.keyEnd, before.value.end), end, text: '' };
  }
  const start = lineStart(text, first.keyStart);
  const isAlone = text.slice(start, first.keyStart).trim() === '';
  // Behind the dash of a list the next key takes its place.
  if (!isAlone && next !== undefined) return { start: first.keyStart, end: next.keyStart, text: '' };
  if (!isAlone) return { start: first.keyStart, end, text: '{}' };
  return { start, end: nextLine(text, end), text: '' };
}

/** The lines of an entry in a block. */
export function blockEntry([key, value]: NewEntry, step: number): string[] {
  if (typeof value === 'string') return [`${yamlKey(key)}: ${value}`];
  const pad = ' '.repeat(step);
  const below = 'block' in value ? value.block : value.flatMap((entry) => blockEntry(entry, step));
  return [`${yamlKey(key)}:`, ...below.map((line) => (line === '' ? '' : pad + line))];
}

function flowEntry([key, value]: NewEntry, json: boolean): string | undefined {
  const name = json ? JSON.stringify(key) : yamlKey(key, { inBrackets: true });
  if (typeof value === 'string') return `${name}: ${value}`;
  if ('block' in value) return undefined;
  const inside = value.map((entry) => flowEntry(entry, json));
  return inside.includes(undefined) ? undefined : `${name}: { ${inside.join(', ')} }`;
}

/** By how much the blocks of a text are indented: by that of the first that is. */
export function stepOf(text: string): number {
  return /^(?!\s*[-#])[^\r\n]*:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)( +)(?![ -])/m.exec(text)?.[1]?.length ?? 2;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

export function lineEnd(text: string, offset: number): number {
  const breaks = /\r|\n|$/g;
  breaks.lastIndex = offset;
  return breaks.exec(text)?.index ?? text.length;
}

/** Where the next line begins. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return end + (/^(?:\r\n|\r|\n)/.exec(text.slice(end, end + 2))?.[0].length ?? 0);
}
