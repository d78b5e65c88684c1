import type { JsonSchema } from '../../prompt/message';
import type { ParsedPrompt } from '../../prompt/promptFile';
import { asWritten, type Place } from './place';

/** Who judges in a new test set. */
export interface FirstJudge {
  judge: string;
  /** Named only where no setting names one. */
  model?: string;
}

/** A judge that can judge right away: its model is written down where no setting names one. */
export function firstJudge(model: string | undefined, judgeModel: string | undefined): FirstJudge {
  if (judgeModel !== undefined || model === undefined) return { judge: 'correctness' };
  return { judge: 'correctness', model: model.startsWith('baseline/') ? 'baseline/overlap' : model };
}

/**
 * The text of a first test set for a prompt: one case with a value for each variable that the prompt reads, of the type that
 * its schema says.
 */
export function newTestSet(
  prompt: Pick<ParsedPrompt, 'metadata' | 'variables'>,
  { judge, model }: FirstJudge,
  place: Place = asWritten,
): string {
  const { metadata } = prompt;
  const names = variableNames(prompt);
  const defaults = metadata.input?.default ?? {};
  const lines = [
    'judges:',
    ...(model === undefined ? [`  - ${judge}`] : [`  - judge: ${judge}`, `    model: ${model}`]),
    'cases:',
    `  - id: ${place('first')}`,
    ...(names.length === 0 ? ['    input: {}'] : ['    input:']),
    ...names.map((name) => {
      const value = defaults[name] ?? exampleOf(propertiesOf(metadata.input?.schema)[name]);
      return `      ${yamlKey(name)}: ${typeof value === 'string' ? quoted(value, place) : place(JSON.stringify(value))}`;
    }),
    `    expected: '${place('')}'`,
    '',
  ];
  return lines.join('\n');
}

function quoted(value: string, place: Place): string {
  // Only double quotes can say a line break in one line.
  return /[\n\r\t]/.test(value) ? place(JSON.stringify(value)) : `'${place(value.replaceAll("'", "''"))}'`;
}

/** The variables of the schema first, in its order, then those that only the template names. */
function variableNames({ metadata, variables }: Pick<ParsedPrompt, 'metadata' | 'variables'>): string[] {
  const declared = Object.keys(propertiesOf(metadata.input?.schema));
  return [...new Set([...declared, ...variables.map(({ name }) => name)])];
}

/** A value that a schema allows, as plain as can be: an object with all that it needs, a list with one item. */
function exampleOf(schema: unknown, depth = 0): unknown {
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

function propertiesOf(schema: JsonSchema | undefined): Record<string, unknown> {
  const properties = schema?.properties;
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}

function yamlKey(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(name)
    ? name
    : JSON.stringify(name);
}
