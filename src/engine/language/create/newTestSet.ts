import type { ParsedPrompt } from '../../prompt/promptFile';
import { exampleOf, propertiesOf } from './exampleOf';
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

function yamlKey(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(name)
    ? name
    : JSON.stringify(name);
}
