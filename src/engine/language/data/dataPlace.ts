import type { Span } from '../document/promptDocument';

/** A step from the root of a file to a place in it: a key of a map, or the number of an item of a list. */
export type DataStep = string | number;

/** A key of a map, or an item of a list (whose key is empty), with what stands on its line. */
export interface DataEntry {
  key: string;
  /** Without quotes; empty where the value is a map, a list, or missing. */
  value: string;
  /** Of an item that is a map: what its first key says. */
  first?: { key: string; value: string };
}

/**
 * What is being written at a place of YAML or JSON:
 * - `key`: the key of a map that is there
 * - `value`: a value behind its key, or in brackets
 * - `node`: the first thing of a value that may become anything: a text, the first key of a map
 * - `item`: a new item of a list that is there, whose dash is still to be written
 */
export type DataRole = 'key' | 'value' | 'node' | 'item';

/** A place in YAML or JSON at which something is being written. */
export interface DataPlace {
  role: DataRole;
  /** Of a key and an item: the way to the map or list around it; of a value and a node: the way to itself. */
  path: readonly DataStep[];
  /** What is written there, with its quotes; empty where nothing is. */
  span: Span;
  /** What of it stands before the cursor, without the quote. */
  written: string;
  quote?: '"' | "'";
  /** Block YAML, or brackets in it; JSON is all brackets, and every text has quotes. */
  style: 'block' | 'flow' | 'json';
  /** Of a key: a colon follows. */
  hasColon: boolean;
  /** A space has to go before what is put there. */
  needsSpace: boolean;
  /** Of a key, in brackets: another entry follows, and no comma. */
  needsComma: boolean;
  /** What else stands in the map or list around it, without itself. */
  siblings: readonly DataEntry[];
  /** The keys of the map that so many steps of the way lead to. */
  keysAt(depth: number): ReadonlySet<string>;
}

/** The keys that are there already in the map that a key is written into. */
export function keysBeside({ role, siblings }: DataPlace): Set<string> {
  return new Set(role === 'key' ? siblings.map(({ key }) => key) : []);
}

/** The value of a key beside the place. */
export function valueBeside({ siblings }: DataPlace, key: string): string | undefined {
  return siblings.find((entry) => entry.key === key)?.value;
}
