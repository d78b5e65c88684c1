import { basename } from 'node:path';
import { FILE_START, type Problem } from '../problem';
import type { CompiledPrompt } from '../prompt/compilePrompt';
import { nearestName } from '../text/nearestName';
import type { JudgeSettings } from './judgeSettings';
import { JUDGE_VARIABLES } from './judgeVariables';

/**
 * What makes a prompt unfit to be a judge: it never reads the output, it reads a variable that judges do not get (a
 * typing mistake would otherwise leave a blank, and the judge would judge that), or its schema has no room for a score.
 */
export function judgeProblems(
  { parsed, inputVariables }: Pick<CompiledPrompt, 'parsed' | 'inputVariables'>,
  settings: JudgeSettings,
): Problem[] {
  const { file, metadata, ranges, variables } = parsed;
  const problems: Problem[] = [];
  const fail = (code: string, range: Problem['range'], args: Problem['args']) => {
    problems.push({ code, severity: 'error', file, range, args });
  };
  const judge = basename(file);
  const reads = (variable: string) => inputVariables.some(({ name }) => name === variable);
  if (settings.pairwise) {
    if (!reads('first') || !reads('second')) fail('judge.no-pair', FILE_START, { judge });
  } else if (settings.judgesContext) {
    if (!reads('passages') && !reads('context')) fail('judge.no-context', FILE_START, { judge });
  } else if (!reads('output')) fail('judge.no-output', FILE_START, { judge });
  const known = new Set([...JUDGE_VARIABLES, ...Object.keys(metadata.input?.default ?? {})]);
  for (const name of new Set(inputVariables.map((variable) => variable.name))) {
    if (known.has(name)) continue;
    const uses = inputVariables.filter((variable) => variable.name === name);
    const nearest = nearestName(name, known);
    // A condition may ask for what only some prompts hand to a partial; but not for a name that is nearly a variable's.
    if (nearest === undefined && uses.every(({ required }) => !required)) continue;
    // In a partial there is no place of this file to point at.
    const range = variables.find((variable) => variable.name === name)?.range ?? FILE_START;
    fail('judge.unknown-variable', range, { name, suggestion: nearest ?? JUDGE_VARIABLES.join(', ') });
  }
  const schema = metadata.output?.schema;
  const properties = schema?.properties;
  const hasScore = typeof properties === 'object' && properties !== null && Object.hasOwn(properties, 'score');
  if (schema !== undefined && !hasScore && settings.measure === undefined) {
    fail('judge.no-score-in-schema', ranges.get('output.schema')?.value ?? FILE_START, { judge });
  }
  return problems;
}
