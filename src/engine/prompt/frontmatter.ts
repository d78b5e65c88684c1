import { type Document, isMap, isScalar, type Node, type Pair } from 'yaml';
import { parseBoundedYaml, type YamlFault } from './boundedYaml';
import { BOUNDS } from './bounds';

/** The keys that mean something; every other one without a dot reaches only `raw`. */
export const RESERVED_KEYS: readonly string[] = [
  'config',
  'description',
  'ext',
  'input',
  'model',
  'name',
  'output',
  'raw',
  'toolDefs',
  'tools',
  'variant',
  'version',
];

/** Offsets of a key and its value, from the beginning of the file. */
export interface KeyPlace {
  key: { start: number; end: number };
  value: { start: number; end: number };
}

export interface Frontmatter {
  /** The map as it is written. */
  raw: Record<string, unknown>;
  /** The reserved keys that are there. */
  reserved: Record<string, unknown>;
  /** Dotted keys: `a.b.c: 1` is `ext["a.b"].c`. */
  ext: Record<string, Record<string, unknown>>;
  /** By path: `model`, `input.schema.question`, `assay.tests`. */
  places: Map<string, KeyPlace>;
}

/** The YAML of a prompt's frontmatter, read. */
export interface ReadFrontmatter {
  /** Absent where the YAML is broken; what can be said of it is in `faults`. */
  frontmatter?: Frontmatter;
  faults: (YamlFault | ShapeFault)[];
  /** What the parser made of the text, broken or not; its places count from the beginning of the YAML. */
  document?: Document.Parsed;
}

/** The last ones that were read: while somebody types in a template, its frontmatter stays as it is. */
const kept: { text: string; base: number; read: ReadFrontmatter }[] = [];
const MOST_KEPT = 8;

/**
 * Reads the YAML of a prompt's frontmatter. Nobody may change what they get: others may get it as well.
 * @param text the YAML between the fences
 * @param base offset of that text in its file, added to every place
 */
export function readFrontmatter(text: string, base: number): ReadFrontmatter {
  const known = kept.find((each) => each.base === base && each.text === text);
  const read = known?.read ?? readAnew(text, base);
  if (known !== undefined) kept.splice(kept.indexOf(known), 1);
  kept.unshift({ text, base, read });
  kept.length = Math.min(kept.length, MOST_KEPT);
  return read;
}

function readAnew(text: string, base: number): ReadFrontmatter {
  const { document, faults } = parseBoundedYaml(text, { maxLength: BOUNDS.frontmatter });
  const moved = faults.map((fault) => ({ ...fault, start: fault.start + base, end: fault.end + base }));
  if (document === undefined) return { faults: moved };
  if (faults.length > 0) return { faults: moved, document };
  const { contents } = document;
  const empty = contents === null || (isScalar(contents) && contents.value === null);
  if (!empty && !isMap(contents)) {
    const end = base + text.trimEnd().length;
    return { faults: [{ kind: 'not-a-map', start: base, end, args: {} }], document };
  }
  const raw = empty ? {} : ownProperties(document.toJS({ maxAliasCount: 0 }) as Record<string, unknown>);
  const places = new Map<string, KeyPlace>();
  if (isMap(contents)) addPlaces(contents.items as Pair<Node, Node | null>[], '', { text, base }, places);
  const reserved: Record<string, unknown> = {};
  const ext: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of Object.entries(raw)) {
    if (RESERVED_KEYS.includes(key)) reserved[key] = value;
    else if (key.includes('.')) addExtension(ext, key, value);
  }
  return { frontmatter: { raw, reserved, ext, places }, faults: [], document };
}

export interface ShapeFault {
  kind: 'not-a-map';
  start: number;
  end: number;
  args: Record<string, string | number>;
}

function addExtension(ext: Record<string, Record<string, unknown>>, key: string, value: unknown): void {
  const dot = key.lastIndexOf('.');
  const namespace = key.slice(0, dot);
  if (!Object.hasOwn(ext, namespace)) define(ext, namespace, {});
  define(ext[namespace] as Record<string, unknown>, key.slice(dot + 1), value);
}

/** A property of its own whatever its name, `__proto__` too. */
function define(object: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

function ownProperties(value: Record<string, unknown>): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) define(copy, key, each);
  return copy;
}

function addPlaces(
  items: readonly Pair<Node, Node | null>[],
  path: string,
  source: { text: string; base: number },
  to: Map<string, KeyPlace>,
): void {
  const { text, base } = source;
  for (const { key, value } of items) {
    if (!isScalar(key) || !key.range) continue;
    const here = path === '' ? String(key.value) : `${path}.${key.value}`;
    const keyPlace = { start: base + key.range[0], end: base + key.range[1] };
    const [start = key.range[1], end = key.range[1]] = value?.range ?? [];
    // The line break behind a block is none of it, as far as people see.
    const length = text.slice(start, end).trimEnd().length;
    to.set(here, { key: keyPlace, value: { start: base + start, end: base + start + length } });
    if (isMap(value)) addPlaces(value.items as Pair<Node, Node | null>[], here, source, to);
  }
}
