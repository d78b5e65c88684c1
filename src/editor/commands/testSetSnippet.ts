import type { ParsedPrompt } from '../../engine/prompt/promptFile';

/** Who judges in a new test set. */
export interface NewJudge {
  judge: string;
  /** Named only where no setting names one. */
  model?: string;
}

/**
 * The text of a first test set for a prompt, as a snippet to fill in: one case with a value for each variable
 * that the prompt reads.
 */
export function testSetSnippet(
  { metadata, variables }: Pick<ParsedPrompt, 'metadata' | 'variables'>,
  { judge, model }: NewJudge,
): string {
  let stop = 1;
  const place = (text: string) => `\${${stop++}:${text.replace(/[\\$}]/g, '\\$&')}}`;
  const names = variableNames({ metadata, variables });
  const defaults = metadata.input?.default ?? {};
  const lines = [
    'judges:',
    ...(model === undefined ? [`  - ${judge}`] : [`  - judge: ${judge}`, `    model: ${model}`]),
    'cases:',
    `  - id: ${place('first')}`,
    ...(names.length === 0 ? ['    input: {}'] : ['    input:']),
    ...names.map((name) => {
      const value = defaults[name] ?? exampleOf(metadata.input?.schema, name);
      return `      ${yamlKey(name)}: ${typeof value === 'string' ? `'${place(value.replaceAll("'", "''"))}'` : place(JSON.stringify(value))}`;
    }),
    `    expected: '${place('')}'`,
    '',
  ];
  return lines.join('\n');
}

/** The variables of the schema first, in its order, then those that only the template names. */
function variableNames({ metadata, variables }: Pick<ParsedPrompt, 'metadata' | 'variables'>): string[] {
  const declared = Object.keys(propertiesOf(metadata.input?.schema));
  return [...new Set([...declared, ...variables.map(({ name }) => name)])];
}

function exampleOf(schema: Record<string, unknown> | undefined, name: string): unknown {
  const property = propertiesOf(schema)[name];
  const type = typeof property === 'object' && property !== null && 'type' in property ? property.type : 'string';
  switch (Array.isArray(type) ? type[0] : type) {
    case 'number':
    case 'integer':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return '';
  }
}

function propertiesOf(schema: Record<string, unknown> | undefined): Record<string, unknown> {
  const properties = schema?.properties;
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}

function yamlKey(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}
