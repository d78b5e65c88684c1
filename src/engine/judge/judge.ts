import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FileSystem } from '../host';
import type { ModelRequest } from '../model/provider';
import { hasErrors, type Problem } from '../problem';
import { type CompiledPrompt, compilePrompt } from '../prompt/compilePrompt';
import type { PromptSource } from '../prompt/promptFile';
import { readPromptSource } from '../prompt/promptSource';
import type { JudgeReference } from '../testset/testSet';
import { resolveInWorkspace } from '../workspacePath';
import { judgeProblems } from './judgeProblems';
import { judgeScale } from './judgeScale';
import { describeInput, quoteOutput, textOfValue } from './judgeVariables';

/** A scorer that is itself a prompt: its input is a case and an output, its output `{reason, score}`. */
export interface Judge {
  /** As the test set names it: `correctness`, `./judges/tone.prompt`. */
  name: string;
  source: PromptSource;
  compiled: CompiledPrompt;
  /** Both ends of its scale are included. */
  min: number;
  max: number;
  /** A score at or above it passes, on the judge's own scale. */
  threshold: number;
  /** In the case's score. */
  weight: number;
  /** `provider/name` of its own frontmatter. */
  model?: string;
  /** What its template cannot do without: a case that lacks it cannot be judged. */
  needs: ('expected' | 'context')[];
}

/** What a judge looks at. */
export interface JudgeSubject {
  input: Record<string, unknown>;
  output: string;
  expected?: unknown;
  context?: string[];
}

/** The names of the judges that come with Assay: the files in the judges' folder that are no partials. */
export async function builtInJudges(files: FileSystem, judgesFolder: string): Promise<string[]> {
  const entries = await files.list(judgesFolder);
  return entries
    .filter(({ kind, name }) => kind === 'file' && name.endsWith('.prompt') && !name.startsWith('_'))
    .map(({ name }) => name.slice(0, -'.prompt'.length))
    .sort();
}

/**
 * Reads a judge that a test set names: a built-in one by its name, or a `.prompt` file of the user's by its path,
 * relative to the test set and inside the workspace.
 *
 * A judge is an ordinary `.prompt` whose template reads `output` and whatever else of `JUDGE_VARIABLES` it needs. Its
 * frontmatter may hold `assay.scale: 1-10` (else the bounds of `score` in its output schema, else 1–5),
 * `assay.threshold` (else three quarters up the scale: 4 of 5) and a `model`.
 * @returns no judge where anything is wrong with it; then the problems say what
 */
export async function loadJudge(
  reference: JudgeReference,
  options: { files: FileSystem; workspace: string; judgesFolder: string; testSetFile: string },
): Promise<{ judge?: Judge; problems: Problem[] }> {
  const { files, testSetFile } = options;
  const fail = (code: string, args: Problem['args']): { problems: Problem[] } => ({
    problems: [{ code, severity: 'error', file: testSetFile, range: reference.range, args }],
  });
  const found = await findJudge(reference.judge, options);
  if ('code' in found) return fail(found.code, found.args);
  const { source, problems } = await readPromptSource(found.file, { files, workspace: found.root });
  const compiled = compilePrompt(source);
  const all = [...problems, ...compiled.problems, ...judgeProblems(compiled)];
  const scale = judgeScale(compiled.parsed);
  if ('code' in scale) all.push({ ...scale, severity: 'error', file: source.file });
  if (hasErrors(all) || 'code' in scale) return { problems: all };
  const threshold = Number(reference.threshold ?? scale.threshold);
  if (threshold < scale.min || threshold > scale.max) {
    const { min, max } = scale;
    return fail('judge.threshold-off-scale', { judge: reference.judge, threshold, min, max });
  }
  const { model } = compiled.parsed.metadata;
  const needs = (['expected', 'context'] as const).filter((need) =>
    compiled.inputVariables.some(({ name, required }) => name === need && required),
  );
  const { judge: name, weight } = reference;
  const judge = { name, source, compiled, min: scale.min, max: scale.max, threshold, weight, needs };
  return { judge: model === undefined ? judge : { ...judge, model }, problems: all };
}

async function findJudge(
  name: string,
  { files, workspace, judgesFolder, testSetFile }: Parameters<typeof loadJudge>[1],
): Promise<{ file: string; root: string } | { code: string; args: Record<string, string> }> {
  if (/^[\w-]+$/.test(name)) {
    const file = join(judgesFolder, `${name}.prompt`);
    if (!name.startsWith('_') && (await files.stat(file))?.kind === 'file') return { file, root: judgesFolder };
    const known = (await builtInJudges(files, judgesFolder)).join(', ');
    return { code: 'judge.unknown', args: { judge: name, known } };
  }
  if (!name.endsWith('.prompt')) return { code: 'judge.not-a-prompt', args: { judge: name } };
  const found = await resolveInWorkspace(name, testSetFile, { files, workspace });
  if ('file' in found) return { file: found.file, root: workspace };
  return { code: `judge.path-${found.fault}`, args: { judge: name } };
}

/**
 * The request that asks a judge about an output.
 *
 * The output is data, never instructions: `{{output}}` is a JSON string between two lines with a boundary that is random
 * for each request, so that no output can close it. See `media/judges/_verdict.prompt` for how the judges are told.
 */
export function judgeRequest(judge: Judge, subject: JudgeSubject): Omit<ModelRequest, 'model'> {
  const boundary = randomBytes(9).toString('hex');
  const { input, output, expected, context } = subject;
  const rendered = judge.compiled.render({
    input: {
      input,
      question: describeInput(input),
      output: quoteOutput(output, boundary),
      boundary,
      min: judge.min,
      max: judge.max,
      ...(expected !== undefined && { expected: textOfValue(expected) }),
      ...(context !== undefined && { context: context.join('\n\n') }),
    },
  });
  return {
    messages: rendered.messages,
    config: rendered.config ?? {},
    ...(rendered.output !== undefined && { output: rendered.output }),
    judged: { input, output, expected, context, min: judge.min, max: judge.max },
  };
}
