import { isJsonSchema } from './isJsonSchema';
import type { JsonSchema } from './message';
import { isMap, SCALARS, typeAndDescription } from './picoschemaType';

const WILDCARD = '(*)';

/** A schema that cannot be read, with the path of the field. */
export class PicoschemaError extends Error {
  constructor(
    readonly code:
      | 'prompt.unknown-schema'
      | 'prompt.schema-shape'
      | 'prompt.unknown-parenthesis'
      | 'prompt.enum-not-a-list',
    readonly path: readonly string[],
    readonly args: Record<string, string>,
  ) {
    super(`${code} at ${path.join('.')}`);
    this.name = 'PicoschemaError';
  }
}

/**
 * Turns Picoschema into JSON Schema, as the specification of Dotprompt says (google.github.io/dotprompt, "Picoschema").
 * What is JSON Schema already stays as it is. The source is never changed.
 * @param value the schema as the frontmatter has it
 * @param options.schemas named schemas that a type may refer to
 * @returns null where there is no schema
 * @throws {PicoschemaError}
 */
export function picoschema(
  value: unknown,
  { schemas = {} }: { schemas?: Readonly<Record<string, JsonSchema>> } = {},
): JsonSchema | null {
  if (value === undefined || value === null || value === '' || value === false || value === 0) return null;
  if (typeof value === 'string') {
    const { type, description } = typeAndDescription(value);
    const schema = SCALARS.has(type) ? { type } : named(type, schemas, []);
    return described(schema, description);
  }
  if (isMap(value)) {
    if (isJsonSchema(value, schemas)) return value;
    if (isMap(value.properties)) return { ...value, type: 'object' };
  }
  return field(value, schemas, []);
}

/** The schema of one field: a type in words, or a map of fields. */
function field(value: unknown, schemas: Readonly<Record<string, JsonSchema>>, path: readonly string[]): JsonSchema {
  if (typeof value === 'string') {
    const { type, description } = typeAndDescription(value);
    if (!SCALARS.has(type)) return described(named(type, schemas, path), description);
    return described(type === 'any' ? {} : { type }, description);
  }
  if (value !== null && !isMap(value)) {
    throw new PicoschemaError('prompt.schema-shape', path, { found: JSON.stringify(value) ?? String(value) });
  }
  return objectOf(value ?? {}, schemas, path);
}

function objectOf(
  fields: Readonly<Record<string, unknown>>,
  schemas: Readonly<Record<string, JsonSchema>>,
  path: readonly string[],
): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  let additionalProperties: JsonSchema | false = false;
  for (const [key, value] of Object.entries(fields)) {
    const here = [...path, key];
    if (key === WILDCARD) {
      additionalProperties = field(value, schemas, here);
      continue;
    }
    const { name, optional, parenthesis } = readKey(key, here);
    if (!optional) required.push(name);
    const schema =
      parenthesis === undefined
        ? plain(field(value, schemas, here), optional)
        : wrapped(parenthesis, value, optional, schemas, here);
    Object.defineProperty(properties, name, { value: schema, enumerable: true, configurable: true, writable: true });
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties };
}

/** `name`, `name?`, `name(array)`, `name?(enum, description (with brackets))`. */
function readKey(key: string, path: readonly string[]): { name: string; optional: boolean; parenthesis?: string } {
  const open = key.indexOf('(');
  const written = open < 0 ? key : key.slice(0, open);
  const optional = written.endsWith('?');
  const name = optional ? written.slice(0, -1) : written;
  if (open < 0) return { name, optional };
  const inside = key.slice(open + 1).trimEnd();
  if (!inside.endsWith(')')) throw new PicoschemaError('prompt.unknown-parenthesis', path, { found: inside });
  return { name, optional, parenthesis: inside.slice(0, -1) };
}

function wrapped(
  parenthesis: string,
  value: unknown,
  optional: boolean,
  schemas: Readonly<Record<string, JsonSchema>>,
  path: readonly string[],
): JsonSchema {
  const { type, description } = typeAndDescription(parenthesis);
  if (type === 'array') {
    return described({ type: optional ? ['array', 'null'] : 'array', items: field(value, schemas, path) }, description);
  }
  if (type === 'object') return described(plain(field(value, schemas, path), optional), description);
  if (type !== 'enum') throw new PicoschemaError('prompt.unknown-parenthesis', path, { found: type });
  if (!Array.isArray(value)) throw new PicoschemaError('prompt.enum-not-a-list', path, {});
  return described({ enum: optional && !value.includes(null) ? [...value, null] : [...value] }, description);
}

/** An optional field may be null as well. */
function plain(schema: JsonSchema, optional: boolean): JsonSchema {
  return optional && typeof schema.type === 'string' ? { ...schema, type: [schema.type, 'null'] } : { ...schema };
}

function described(schema: JsonSchema, description: string | undefined): JsonSchema {
  return description === undefined ? schema : { ...schema, description };
}

function named(name: string, schemas: Readonly<Record<string, JsonSchema>>, path: readonly string[]): JsonSchema {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (schema === undefined) throw new PicoschemaError('prompt.unknown-schema', path, { name });
  return schema;
}
