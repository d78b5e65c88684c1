import type { JsonSchema } from '../../prompt/message';
import { isMap } from '../../prompt/picoschemaType';

/** A piece of a schema, with the whole that its references lead into. */
interface Fragment {
  schema: JsonSchema;
  root: JsonSchema;
}

/** So many items of a list show what all of them are. */
const MOST_LOOKED_AT = 20;

/**
 * What is known of a value: from schemas, and from values that it has had. It is looked into only as far as somebody asks,
 * so that a schema that leads back into itself does no harm.
 */
export class ValueShape {
  readonly #fragments: readonly Fragment[];
  readonly #samples: readonly unknown[];
  #types: readonly string[] | undefined;
  #given: ReadonlyMap<string, unknown[]> | undefined;
  readonly #fields = new Map<string, ValueShape | undefined>();

  private constructor(fragments: readonly Fragment[], samples: readonly unknown[]) {
    this.#fragments = fragments;
    this.#samples = samples;
  }

  static of({
    schemas = [],
    samples = [],
  }: {
    schemas?: readonly JsonSchema[];
    samples?: readonly unknown[];
  }): ValueShape {
    const fragments = schemas.flatMap((schema) => resolved(schema, schema));
    return new ValueShape(fragments, samples);
  }

  /** Names of types as JSON Schema has them; none where nothing is known. */
  get types(): readonly string[] {
    this.#types ??= this.#findTypes();
    return this.#types;
  }

  #findTypes(): readonly string[] {
    const [only, ...others] = this.#fragments;
    // As it mostly is: one schema with one type.
    if (only !== undefined && others.length === 0 && typeof only.schema.type === 'string' && !only.schema.enum) {
      return only.schema.type === 'null' ? [] : [only.schema.type];
    }
    const declared = this.#fragments.flatMap(({ schema }) => {
      if (Array.isArray(schema.enum)) return schema.enum.map(typeOf);
      if (schema.type === undefined) return isMap(schema.properties) ? ['object'] : [];
      return [schema.type].flat().map(String);
    });
    return [...new Set(declared.length > 0 ? declared : this.#samples.map(typeOf))].filter((type) => type !== 'null');
  }

  /** The type in short: `string`, `string[]`, `"en" | "zh-TW"`; empty where nothing is known. */
  get type(): string {
    const { values } = this;
    if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
    return this.types
      .map((type) => (type === 'array' ? `${this.items()?.type.replace(/^.*\|.*$/, '($&)') || 'any'}[]` : type))
      .join(' | ');
  }

  get description(): string | undefined {
    const described = this.#fragments.find(({ schema }) => typeof schema.description === 'string');
    return described?.schema.description as string | undefined;
  }

  /** The values that a schema lets it have, where it lists them; without null. */
  get values(): readonly unknown[] | undefined {
    for (const { schema } of this.#fragments) {
      if (Array.isArray(schema.enum)) return schema.enum.filter((value) => value !== null);
      if (schema.const !== undefined) return [schema.const];
    }
    return undefined;
  }

  /** Values that it has had. */
  get samples(): readonly unknown[] {
    return this.#samples;
  }

  /** Whether a schema says that a value may be missing. */
  get isOptional(): boolean {
    return this.#fragments.some(({ schema }) => Array.isArray(schema.type) && schema.type.includes('null'));
  }

  isA(type: string): boolean {
    return this.types.includes(type);
  }

  /** Whether nothing is known of it. */
  get isUnknown(): boolean {
    return this.types.length === 0;
  }

  /** The names of its fields, those of schemas before those of values. */
  fieldNames(): string[] {
    const names = new Set<string>();
    for (const { schema } of this.#fragments) {
      if (isMap(schema.properties)) for (const name of Object.keys(schema.properties)) names.add(name);
    }
    for (const name of this.#sampled().keys()) names.add(name);
    return [...names];
  }

  /** What its fields have been, by their names. */
  #sampled(): ReadonlyMap<string, unknown[]> {
    if (this.#given !== undefined) return this.#given;
    const given = new Map<string, unknown[]>();
    for (const sample of this.#samples) {
      if (!isMap(sample)) continue;
      for (const [name, value] of Object.entries(sample)) {
        const values = given.get(name);
        if (values === undefined) given.set(name, [value]);
        else values.push(value);
      }
    }
    this.#given = given;
    return given;
  }

  /** The fields that a schema asks for. */
  requiredNames(): string[] {
    return this.#fragments.flatMap(({ schema }) => (Array.isArray(schema.required) ? schema.required.map(String) : []));
  }

  /** A field; undefined where nobody has named it. */
  field(name: string): ValueShape | undefined {
    if (!this.#fields.has(name)) this.#fields.set(name, this.#findField(name));
    return this.#fields.get(name);
  }

  #findField(name: string): ValueShape | undefined {
    const fragments: Fragment[] = [];
    for (const { schema, root } of this.#fragments) {
      const { properties, additionalProperties } = schema;
      const own = isMap(properties) && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      if (isMap(own)) fragments.push(...resolved(own, root));
    }
    const samples = this.#sampled().get(name) ?? [];
    return fragments.length + samples.length === 0 ? undefined : new ValueShape(fragments, samples);
  }

  /** What its items are, where it is a list; or what a map holds, where something goes through that. */
  items(): ValueShape | undefined {
    const fragments = this.#fragments.flatMap(({ schema, root }) => {
      if (schema.items !== undefined) return fragmentsOf(schema.items, root);
      const fields = isMap(schema.properties) ? Object.values(schema.properties) : [];
      return [...fields, schema.additionalProperties].flatMap((field) => fragmentsOf(field, root));
    });
    const samples = this.#samples.flatMap((sample) => {
      const items = Array.isArray(sample) ? sample : isMap(sample) ? Object.values(sample) : [];
      return items.slice(0, MOST_LOOKED_AT);
    });
    return fragments.length + samples.length === 0 ? undefined : new ValueShape(fragments, samples);
  }

  /** Both together: what is known of either. */
  and(other: ValueShape): ValueShape {
    return new ValueShape([...this.#fragments, ...other.#fragments], [...this.#samples, ...other.#samples]);
  }
}

/** What a value is, in the words of JSON Schema. */
function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

function fragmentsOf(schema: unknown, root: JsonSchema): Fragment[] {
  return isMap(schema) ? resolved(schema, root) : [];
}

/** A piece with what it refers to, and the alternatives that it has; each of them once, so that circles end. */
function resolved(schema: JsonSchema, root: JsonSchema): Fragment[] {
  const { $ref: refers, allOf: all, anyOf: any, oneOf: one } = schema;
  if (refers === undefined && all === undefined && any === undefined && one === undefined) return [{ schema, root }];
  const found = new Set<JsonSchema>([schema]);
  for (const each of found) {
    const { $ref, allOf, anyOf, oneOf } = each;
    const target = typeof $ref === 'string' ? at(root, $ref) : undefined;
    for (const next of [target, allOf, anyOf, oneOf].flat()) if (isMap(next)) found.add(next);
  }
  return [...found].map((each) => ({ schema: each, root }));
}

/** What a reference inside of a schema leads to: `#/$defs/user`. */
function at(root: JsonSchema, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  let value: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    value = isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}
