import type { JsonSchema } from '../../prompt/message';
import { isMap } from '../../prompt/picoschemaType';
import { ITEMS, type ValueStep } from '../names/scope';

/** Where a step leads: to a schema, to nothing that is declared, or to what nobody can tell. */
export type SchemaStep = { schema: JsonSchema } | 'absent' | 'unknown';

/**
 * Follows one step of a path through a JSON Schema, as Handlebars follows it through a value. Alternatives (`anyOf`) and
 * references are not followed.
 */
export function schemaAt(schema: JsonSchema, step: ValueStep): SchemaStep {
  const types = typesOf(schema);
  if (types.length !== 1) return 'unknown';
  const [type] = types;
  if (typeof step === 'symbol') {
    if (type === 'array') return schemaOrUnknown(schema.items);
    // Of anything else, `{{#each}}` makes something only of maps, and a plain block the value itself.
    return step === ITEMS && type === 'object' ? schemaOrUnknown(schema.additionalProperties) : 'unknown';
  }
  if (type === 'array')
    return step === 'length' ? 'unknown' : /^\d+$/.test(step) ? schemaOrUnknown(schema.items) : 'absent';
  if (type === 'string') return step === 'length' ? 'unknown' : 'absent';
  return type === 'object' ? fieldOf(schema, step) : 'absent';
}

/** The fields that a schema declares; undefined where others are welcome, or nobody can tell. */
export function fieldsOf(schema: JsonSchema): string[] | undefined {
  const { properties, patternProperties, additionalProperties } = schema;
  if (!isMap(properties) || patternProperties !== undefined) return undefined;
  return additionalProperties === undefined || additionalProperties === false ? Object.keys(properties) : undefined;
}

function fieldOf(schema: JsonSchema, name: string): SchemaStep {
  const { properties } = schema;
  if (isMap(properties) && Object.hasOwn(properties, name)) return schemaOrUnknown(properties[name]);
  if (isMap(schema.additionalProperties)) return { schema: schema.additionalProperties };
  return fieldsOf(schema) === undefined ? 'unknown' : 'absent';
}

function typesOf(schema: JsonSchema): string[] {
  if (['anyOf', 'oneOf', 'allOf', '$ref', 'enum', 'const'].some((key) => schema[key] !== undefined)) return [];
  const written = schema.type ?? (isMap(schema.properties) ? 'object' : undefined);
  // What is optional may be null, and of null there is nothing to be read either way.
  return [written].flat().filter((type): type is string => typeof type === 'string' && type !== 'null');
}

function schemaOrUnknown(schema: unknown): SchemaStep {
  return isMap(schema) ? { schema } : 'unknown';
}
