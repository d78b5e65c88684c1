import type { JsonSchema } from '../../prompt/message';

/** A value that a schema allows, as plain as can be: an object with all that it needs, a list with one item. */
export function exampleOf(schema: unknown, depth = 0): unknown {
  if (typeof schema !== 'object' || schema === null || depth > 4) return '';
  const { type, enum: values, default: usual, minimum, items } = schema as JsonSchema;
  if (usual !== undefined) return usual;
  if (Array.isArray(values) && values.length > 0) return values[0];
  switch (Array.isArray(type) ? type[0] : type) {
    case 'number':
    case 'integer':
      return typeof minimum === 'number' ? Math.ceil(minimum) : 0;
    case 'boolean':
      return false;
    case 'null':
      return null;
    case 'array':
      return [exampleOf(items, depth + 1)];
    case 'object': {
      const { required } = schema as JsonSchema;
      const needed = Array.isArray(required) ? required.map(String) : [];
      const properties = propertiesOf(schema as JsonSchema);
      return Object.fromEntries(needed.map((name) => [name, exampleOf(properties[name], depth + 1)]));
    }
    default:
      return '';
  }
}

/** The fields that a schema names. */
export function propertiesOf(schema: JsonSchema | undefined): Record<string, unknown> {
  const properties = schema?.properties;
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}
