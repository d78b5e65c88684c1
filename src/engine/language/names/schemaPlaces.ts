import { isJsonSchema } from '../../prompt/isJsonSchema';
import { isMap } from '../../prompt/picoschemaType';
import { plainValue, type SourceEntry, type SourceMap, type SourceNode, valueUnder } from '../../testset/sourceNode';
import { ITEMS, ITEMS_IF_LIST, type ValuePath, type ValueStep } from './scope';

/** A place in a schema that names a field. */
export interface SchemaPlace {
  /** The key that declares the field, or a list that says it is needed. */
  kind: 'field' | 'required';
  /** What is written there, quotes aside: `items?(array, what to list)`. */
  text: string;
  /** The part of that which is the name. */
  name: string;
  /** With quotes. */
  start: number;
  end: number;
  /** In Picoschema, where some characters of a key mean something. */
  pico: boolean;
}

/** What a schema says of a field. */
export interface SchemaPlaces {
  places: SchemaPlace[];
  /** Whether a pattern for names of fields may be about it as well. */
  patterns: boolean;
  /** Whether it is part of a definition that other fields refer to as well. */
  shared: boolean;
}

/** Nesting and references deeper than this lead nowhere. */
const DEEPEST = 64;
const SAME_PLACE = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];
const PATTERNS = ['patternProperties', 'propertyNames', 'unevaluatedProperties'];

/** The places of a field in an input schema, in Picoschema or JSON Schema. */
export function schemaPlaces(schema: SourceNode | undefined, way: ValuePath): SchemaPlaces {
  const found: SchemaPlaces = { places: [], patterns: false, shared: false };
  if (schema?.kind !== 'map') return found;
  if (isJson(schema)) new JsonWalk(schema, found).follow(schema, way, DEEPEST);
  else found.places.push(...picoschemaPlaces(schema, way));
  return found;
}

/** The way to the field that is named at an offset of an input schema. */
export function schemaWayAt(
  schema: SourceNode | undefined,
  offset: number,
): { way: ValuePath; place: SchemaPlace } | undefined {
  if (schema?.kind !== 'map') return undefined;
  return isJson(schema) ? jsonWayAt(schema, offset) : picoschemaWayAt(schema, offset);
}

/** Without one of these keys a schema can only be Picoschema, and need not be looked at any further. */
const OF_JSON_SCHEMA = new Set(['type', 'properties', 'oneOf', 'anyOf', 'allOf', 'enum', '$defs', '$ref']);

function isJson(schema: SourceMap): boolean {
  if (!schema.entries.some(({ key }) => OF_JSON_SCHEMA.has(key))) return false;
  const value = plainValue(schema);
  return isMap(value) && (isJsonSchema(value, {}) || isMap(value.properties));
}

/** `name`, `name?`, `name(array)`, `name?(enum, description)`. */
function readKey(key: string): { name: string; list: boolean } {
  const open = key.indexOf('(');
  const name = (open < 0 ? key : key.slice(0, open)).replace(/\?$/, '').trim();
  return { name, list: open >= 0 && /^\(\s*array\s*[,)]/.test(key.slice(open)) };
}

function picoschemaPlaces({ entries }: SourceMap, [step, ...rest]: ValuePath): SchemaPlace[] {
  return entries.flatMap((entry): SchemaPlace[] => {
    const { name, list } = readKey(entry.key);
    const isWildcard = entry.key === '(*)';
    if (step === ITEMS ? !isWildcard : isWildcard || name !== step) return [];
    if (rest.length === 0) return name === '' ? [] : [placeOfKey(entry, name, true)];
    const [next, ...further] = rest;
    const inside = list ? (isItems(next) ? further : undefined) : next === ITEMS_IF_LIST ? further : rest;
    return inside === undefined || entry.value.kind !== 'map' ? [] : picoschemaPlaces(entry.value, inside);
  });
}

function picoschemaWayAt({ entries }: SourceMap, offset: number): ReturnType<typeof schemaWayAt> {
  for (const entry of entries) {
    const { name, list } = readKey(entry.key);
    if (entry.keyStart <= offset && offset <= entry.keyEnd) {
      return name === '' ? undefined : { way: [name], place: placeOfKey(entry, name, true) };
    }
    const { value } = entry;
    if (value.kind !== 'map' || offset < value.start || offset > value.end) continue;
    const inside = picoschemaWayAt(value, offset);
    const before: ValuePath = [entry.key === '(*)' ? ITEMS : name, ...(list ? ([ITEMS] as const) : [])];
    return inside && { ...inside, way: [...before, ...inside.way] };
  }
  return undefined;
}

/** Follows a way through JSON Schema with its references and what it is put together of. */
class JsonWalk {
  readonly #root: SourceMap;
  readonly #found: SchemaPlaces;
  readonly #seen = new Set<string>();
  /** How often each definition is referred to. */
  readonly #references = new Map<string, number>();

  constructor(root: SourceMap, found: SchemaPlaces) {
    this.#root = root;
    this.#found = found;
    this.#countReferences(root);
  }

  #countReferences(node: SourceNode): void {
    if (node.kind === 'list') for (const item of node.items) this.#countReferences(item);
    if (node.kind !== 'map') return;
    for (const { key, value } of node.entries) {
      if (key !== '$ref' || value.kind !== 'scalar') this.#countReferences(value);
      else this.#references.set(String(value.value), (this.#references.get(String(value.value)) ?? 0) + 1);
    }
  }

  follow(node: SourceNode | undefined, way: ValuePath, depth: number): void {
    if (node?.kind !== 'map' || depth === 0) return;
    const key = `${node.start} ${way.length}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    for (const keyword of SAME_PLACE) {
      const part = valueUnder(node, keyword);
      for (const each of part?.kind === 'list' ? part.items : [part]) this.follow(each, way, depth - 1);
    }
    this.follow(this.#referred(node), way, depth - 1);
    for (const { value } of entriesOf(valueUnder(node, 'dependentSchemas'))) this.follow(value, way, depth - 1);
    const [step, ...rest] = way;
    if (step === ITEMS_IF_LIST) this.follow(node, rest, depth - 1);
    if (isItems(step)) this.#items(node, rest, depth);
    if (typeof step !== 'string') return;
    if (rest.length === 0) this.#name(node, step);
    else {
      this.follow(valueUnder(valueUnder(node, 'properties'), step), rest, depth - 1);
      this.follow(valueUnder(node, 'additionalProperties'), rest, depth - 1);
    }
  }

  #items(node: SourceMap, rest: ValuePath, depth: number): void {
    const items = [valueUnder(node, 'items'), valueUnder(node, 'additionalProperties'), valueUnder(node, 'contains')];
    const prefix = valueUnder(node, 'prefixItems');
    for (const each of [...items, ...(prefix?.kind === 'list' ? prefix.items : [])]) this.follow(each, rest, depth - 1);
  }

  #name(node: SourceMap, name: string): void {
    const { places } = this.#found;
    if (PATTERNS.some((keyword) => valueUnder(node, keyword) !== undefined)) this.#found.patterns = true;
    for (const keyword of ['properties', 'dependentRequired', 'dependentSchemas']) {
      for (const entry of entriesOf(valueUnder(node, keyword))) {
        const kind = keyword === 'properties' ? 'field' : 'required';
        if (entry.key === name) places.push({ ...placeOfKey(entry, name), kind });
        if (keyword === 'dependentRequired') places.push(...namesIn(entry.value, name));
      }
    }
    places.push(...namesIn(valueUnder(node, 'required'), name));
  }

  /** What `$ref: '#/$defs/user'` leads to. */
  #referred(node: SourceMap): SourceNode | undefined {
    const reference = valueUnder(node, '$ref');
    if (reference?.kind !== 'scalar' || typeof reference.value !== 'string') return undefined;
    if (!reference.value.startsWith('#')) return undefined;
    if ((this.#references.get(reference.value) ?? 0) > 1) this.#found.shared = true;
    let found: SourceNode | undefined = this.#root;
    for (const step of reference.value.slice(1).split('/').slice(1)) {
      const name: string = step.replaceAll('~1', '/').replaceAll('~0', '~');
      found = found?.kind === 'list' ? found.items[Number(name)] : valueUnder(found, name);
    }
    return found;
  }
}

function jsonWayAt(node: SourceNode, offset: number): ReturnType<typeof schemaWayAt> {
  if (node.kind !== 'map') return undefined;
  for (const { key, value } of node.entries) {
    if (offset < value.start || offset > value.end) continue;
    if (key === 'required') {
      for (const name of stringsIn(value)) {
        if (name.start <= offset && offset <= name.end) return { way: [name.name], place: name };
      }
      return undefined;
    }
    if (key === 'properties') return propertyAt(value, offset);
    const step: ValuePath = key === 'items' || key === 'additionalProperties' || key === 'prefixItems' ? [ITEMS] : [];
    if (step.length === 0 && !SAME_PLACE.includes(key)) return undefined;
    for (const part of value.kind === 'list' ? value.items : [value]) {
      const inside = part.start <= offset && offset <= part.end ? jsonWayAt(part, offset) : undefined;
      if (inside !== undefined) return { ...inside, way: [...step, ...inside.way] };
    }
    return undefined;
  }
  return undefined;
}

function propertyAt(properties: SourceNode, offset: number): ReturnType<typeof schemaWayAt> {
  for (const entry of entriesOf(properties)) {
    const { key, keyStart, keyEnd, value } = entry;
    if (keyStart <= offset && offset <= keyEnd) return { way: [key], place: placeOfKey(entry, key) };
    if (offset < value.start || offset > value.end) continue;
    const inside = jsonWayAt(value, offset);
    return inside && { ...inside, way: [key, ...inside.way] };
  }
  return undefined;
}

function isItems(step: ValueStep | undefined): boolean {
  return step === ITEMS || step === ITEMS_IF_LIST || (typeof step === 'string' && /^\d+$/.test(step));
}

function placeOfKey({ key, keyStart, keyEnd }: SourceEntry, name: string, pico = false): SchemaPlace {
  return { kind: 'field', text: key, name, start: keyStart, end: keyEnd, pico };
}

function namesIn(list: SourceNode | undefined, name: string): SchemaPlace[] {
  return stringsIn(list).filter((each) => each.name === name);
}

function stringsIn(list: SourceNode | undefined): SchemaPlace[] {
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item): SchemaPlace[] => {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') return [];
    return [{ kind: 'required', text: item.value, name: item.value, start: item.start, end: item.end, pico: false }];
  });
}

function entriesOf(node: SourceNode | undefined): readonly SourceEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}
