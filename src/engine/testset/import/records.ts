import { kindOf, plainValue, type SourceMap, type SourceNode } from '../sourceNode';
import type { ImportSource } from './importSource';

/** Under one of these keys exports and answers of APIs keep their list. */
const ENVELOPES = ['examples', 'data', 'items', 'samples', 'rows', 'records', 'events', 'results'];

/** The records of a data set: its lines or rows, the items of its list, or the one that it is. */
export function recordsOf({ root, rows }: ImportSource): SourceMap[] {
  if (root === undefined) return rows;
  if (root.kind === 'list') return root.items.filter((item): item is SourceMap => item.kind === 'map');
  if (root.kind !== 'map') return [];
  const wrapped = ENVELOPES.map((key) => nodeAt(root, key)).find((node) => node?.kind === 'list');
  if (wrapped?.kind !== 'list') return [root];
  return wrapped.items.filter((item): item is SourceMap => item.kind === 'map');
}

/** So many records are looked at to tell a format by their keys. */
const LOOKED_AT = 20;

/** Whether the records of a data set look as a test says. */
export function recordsHave(source: ImportSource, test: (keys: ReadonlySet<string>) => boolean): boolean {
  const records = recordsOf(source).slice(0, LOOKED_AT);
  return records.length > 0 && records.every(({ entries }) => test(new Set(entries.map(({ key }) => key))));
}

export function nodeAt(map: SourceMap, key: string): SourceNode | undefined {
  return map.entries.find((entry) => entry.key === key)?.value;
}

/** The value of a key; undefined where it is left out, null, or an empty cell. */
export function valueAt(map: SourceMap, key: string): unknown {
  const node = nodeAt(map, key);
  if (node === undefined || (node.kind === 'scalar' && (node.value === null || node.value === ''))) return undefined;
  return plainValue(node);
}

/** A text or a number as text; undefined for everything else and for what is blank. */
export function textAt(map: SourceMap, key: string): string | undefined {
  const node = nodeAt(map, key);
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  const text = node.written ?? String(node.value);
  return text.trim() === '' ? undefined : text;
}

/** The value of a cell that holds JSON, as exports write what is no text; all other text as it is. */
export function cellValue(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*(?:\{|\[|"(?:.|\n)*"\s*$)/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export { kindOf };
