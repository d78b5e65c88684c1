import type { JsonSchema } from '../../prompt/message';
import type { Variables } from './conversion';

/** Notes that a template reads a variable, where nothing said so before. */
export function useVariable(variables: Variables, name: string, schema?: JsonSchema): void {
  const known = variables.get(name);
  if (known === undefined) variables.set(name, { ...(schema && { schema }) });
  else if (known.schema === undefined && schema !== undefined) known.schema = schema;
}

/** Types of variables that nothing declares, from the values that they have in cases. */
export function typeByValues(variables: Variables, inputs: readonly Readonly<Record<string, unknown>>[]): void {
  for (const [name, variable] of variables) {
    if (variable.schema !== undefined) continue;
    const values = inputs.flatMap((input) => (Object.hasOwn(input, name) ? [input[name]] : []));
    if (variable.default !== undefined) values.push(variable.default);
    const types = new Set(values.map(typeOf));
    const [only] = types;
    // A list or map in one case may be another in the next.
    if (types.size === 1 && only !== undefined)
      variable.schema = only === 'array' ? { type: only, items: {} } : { type: only };
    else variable.schema = types.size === 0 && !variable.isAsked ? { type: 'string' } : {};
    if (only === 'object' || only === 'null') variable.schema = {};
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}
