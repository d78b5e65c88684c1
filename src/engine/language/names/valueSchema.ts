import type { JsonSchema } from '../../prompt/message';
import { ITEMS, ITEMS_IF_LIST, ROOT, type ValuePath } from './scope';

/** The schema of a value somewhere in the input; undefined where the schema says nothing of it. */
export function schemaAt(schema: JsonSchema | undefined, path: ValuePath): JsonSchema | undefined {
  let here: JsonSchema | undefined = schema;
  for (const step of path) {
    if (here === undefined) return undefined;
    if (step === ROOT) continue;
    if (step === ITEMS) here = schemaIn(here.items) ?? schemaIn(here.additionalProperties);
    else if (step === ITEMS_IF_LIST) here = schemaIn(here.items) ?? here;
    else here = propertiesOf(here)[step] ?? schemaIn(here.additionalProperties);
  }
  return here;
}

/** The fields of an object, each with its schema; none where the schema is of something else. */
export function propertiesOf({ properties }: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const own: Record<string, JsonSchema> = Object.create(null);
  if (typeof properties !== 'object' || properties === null) return own;
  for (const [name, value] of Object.entries(properties)) {
    const schema = schemaIn(value);
    if (schema !== undefined) own[name] = schema;
  }
  return own;
}

/** A type in few words: `string`, `number | null`, `string[]`, `"a" | "b"`, `{ name, age }`. */
export function typeText(schema: JsonSchema, depth = 0): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const types = [schema.type].flat().filter((type): type is string => typeof type === 'string');
  const items = schemaIn(schema.items);
  const names = Object.keys(propertiesOf(schema));
  const written = types.map((type) => {
    if (type === 'array') return items === undefined || depth > 2 ? 'array' : `${typeText(items, depth + 1)}[]`;
    if (type === 'object' && names.length > 0 && depth < 2)
      return `{ ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''} }`;
    return type;
  });
  return written.length === 0 ? 'any' : written.join(' | ');
}

function schemaIn(value: unknown): JsonSchema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : undefined;
}
