import { isMap, SCALARS, typeAndDescription } from './picoschemaType';

/** Keywords that mark a map without `type` as JSON Schema, by a value that no field of Picoschema can have. */
const MARKS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['oneOf', Array.isArray],
  ['anyOf', Array.isArray],
  ['allOf', Array.isArray],
  ['enum', Array.isArray],
  ['$defs', isMap],
  ['$ref', (value: unknown) => typeof value === 'string' && /^[#/]|:|\.json/.test(value)],
]);

/** Keywords whose value is text: `description: string` beside `type` is a field, `description: a name` is none. */
const TEXT_KEYWORDS = new Set(['title', 'description', '$comment', 'pattern', 'format']);

/** Keywords whose value may be any word, the name of a type too. */
const VALUE_KEYWORDS = new Set(['const', 'default', '$id', '$schema', '$anchor', '$ref']);

/** Keywords whose value is never a word. */
const OTHER_KEYWORDS = new Set([
  ...['oneOf', 'anyOf', 'allOf', 'enum', 'not', 'if', 'then', 'else', '$defs', 'definitions', 'nullable'],
  ...['examples', 'deprecated', 'readOnly', 'writeOnly', 'contentEncoding', 'contentMediaType'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength'],
  ...['items', 'properties', 'required', 'additionalProperties'],
]);

/**
 * Whether a map is JSON Schema, and no fields of Picoschema. With the type of an object or a list it is. With the type of a
 * scalar it is unless what stands beside shows that `type` is the name of a field. Without one it is where a keyword in it
 * has a value that no field can have (`oneOf: [...]`, `$ref: '#/...'`).
 * @param schemas named schemas, which fields may have as their types
 */
export function isJsonSchema(
  { type, ...others }: Readonly<Record<string, unknown>>,
  schemas: Readonly<Record<string, unknown>>,
): boolean {
  const entries = Object.entries(others);
  if (type === 'object' || type === 'array' || isListOfTypes(type)) return true;
  if (typeof type === 'string' && SCALARS.has(type))
    return !entries.some(([key, value]) => isField(key, value, schemas));
  return type === undefined && entries.some(([key, value]) => MARKS.get(key)?.(value) ?? false);
}

function isListOfTypes(type: unknown): boolean {
  if (!Array.isArray(type) || type.length === 0) return false;
  return type.every((each) => SCALARS.has(each) || each === 'object' || each === 'array');
}

/** Whether what stands beside the type of a scalar can only be a field of Picoschema. */
function isField(key: string, value: unknown, schemas: Readonly<Record<string, unknown>>): boolean {
  if (VALUE_KEYWORDS.has(key) || /^(?:x-|\$)/.test(key)) return false;
  const type = typeof value === 'string' ? typeAndDescription(value).type : undefined;
  const isType = type !== undefined && (SCALARS.has(type) || Object.hasOwn(schemas, type));
  if (TEXT_KEYWORDS.has(key)) return isType && type === value;
  return isType || (!OTHER_KEYWORDS.has(key) && (isMap(value) || /[?)]$/.test(key)));
}
