import type { JsonSchema } from '../../prompt/message';
import type { PromptDocument } from '../document/promptDocument';
import { ITEMS, ITEMS_IF_LIST, ROOT, type ValuePath } from '../names/scope';
import { propertiesOf } from '../names/valueSchema';

/** What is known of a value by how templates use it. */
interface Shape {
  fields: Map<string, Shape>;
  /** What its items are like; absent where nothing goes through them. */
  items?: Shape;
}

/** Schemas may contain themselves, in effect: so many levels are enough to look at. */
const DEEPEST = 6;

/**
 * Values to render a prompt with where no case gives any: of the type that the schema declares, else of the shape that the
 * templates use. Texts are the variable's own name between marks, `‹question›`.
 */
export function sampleValues(prompt: PromptDocument, partials: readonly PromptDocument[]): Record<string, unknown> {
  const shape: Shape = { fields: new Map() };
  for (const { names } of [prompt, ...partials]) {
    for (const use of names.uses) if ('value' in use && use.value !== undefined) extend(shape, use.value);
  }
  const values = new Map([...shape.fields].map(([name, field]) => [name, ofShape(field, name)]));
  const schema = prompt.parsed.metadata.input?.schema;
  for (const [name, field] of Object.entries(schema === undefined ? {} : propertiesOf(schema))) {
    values.set(name, ofSchema(field, name));
  }
  return record(values);
}

function extend(shape: Shape, path: ValuePath): void {
  let here = shape;
  for (const step of path) {
    // A block may stand for one thing as well as for each of many: one is enough to see it.
    if (step === ITEMS_IF_LIST || step === ROOT) continue;
    if (step === ITEMS) {
      here.items ??= { fields: new Map() };
      here = here.items;
      continue;
    }
    const field: Shape = here.fields.get(step) ?? { fields: new Map() };
    here.fields.set(step, field);
    here = field;
  }
}

function ofShape({ fields, items }: Shape, name: string): unknown {
  if (items !== undefined) return [ofShape(items, name)];
  if (fields.size === 0) return text(name);
  return record(new Map([...fields].map(([key, field]) => [key, ofShape(field, key)])));
}

function ofSchema(schema: JsonSchema, name: string, depth = 0): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const type = [schema.type].flat()[0];
  if (depth > DEEPEST) return null;
  switch (type) {
    case 'array':
      return [ofSchema((schema.items ?? {}) as JsonSchema, name, depth + 1)];
    case 'object':
      return record(
        new Map(Object.entries(propertiesOf(schema)).map(([key, field]) => [key, ofSchema(field, key, depth + 1)])),
      );
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return text(name);
  }
}

const text = (name: string) => `‹${name}›`;

/** An object that any name can be a key of. */
function record(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const made: Record<string, unknown> = Object.create(null);
  for (const [name, value] of values) made[name] = value;
  return made;
}
