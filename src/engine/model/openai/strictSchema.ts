import type { JsonSchema } from '../../prompt/message';

/** Keywords that OpenAI's strict mode takes (platform documentation, "Structured outputs: supported schemas"). */
const STRICT_KEYWORDS = new Set([
  ...[
    'type',
    'properties',
    'required',
    'additionalProperties',
    'items',
    'enum',
    'const',
    'anyOf',
    'description',
    'title',
  ],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['pattern', 'format', 'minItems', 'maxItems'],
]);

/**
 * The schema in the form that strict mode asks for, where it can be had without changing what is valid but for
 * optional fields that may be null: they are then always given. Undefined where the schema needs more than strict
 * mode takes; it is then sent as it is, without `strict`.
 */
export function strictSchema(schema: JsonSchema): JsonSchema | undefined {
  return schema.type === 'object' ? strict(schema) : undefined;
}

function strict(schema: unknown): JsonSchema | undefined {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return undefined;
  const result: JsonSchema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (!STRICT_KEYWORDS.has(keyword)) return undefined;
    result[keyword] = value;
  }
  if (result.items !== undefined) {
    const items = strict(result.items);
    if (items === undefined) return undefined;
    result.items = items;
  }
  if (result.anyOf !== undefined) {
    const branches = (Array.isArray(result.anyOf) ? result.anyOf : []).map(strict);
    if (branches.includes(undefined)) return undefined;
    result.anyOf = branches;
  }
  if (result.properties === undefined) {
    // An object of any shape, and a schema that allows everything, cannot be strict.
    return result.type === undefined &&
      result.enum === undefined &&
      result.anyOf === undefined &&
      result.const === undefined
      ? undefined
      : [result.type].flat().includes('object')
        ? undefined
        : result;
  }
  if (result.additionalProperties !== false) return undefined;
  const required = new Set(Array.isArray(result.required) ? result.required : []);
  const properties: JsonSchema = {};
  for (const [name, property] of Object.entries(result.properties as JsonSchema)) {
    const converted = strict(property);
    if (converted === undefined || !(required.has(name) || allowsNull(converted))) return undefined;
    properties[name] = converted;
  }
  return { ...result, properties, required: Object.keys(properties) };
}

function allowsNull(schema: JsonSchema): boolean {
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) return false;
  if (Array.isArray(schema.anyOf)) return schema.anyOf.some((branch) => allowsNull(branch as JsonSchema));
  return [schema.type].flat().includes('null') || (schema.type === undefined && Array.isArray(schema.enum));
}
