import { join } from 'node:path';
import type { FileSystem } from '../host';
import { FILE_START, hasErrors, type Problem } from '../problem';
import { type CompiledPrompt, compilePrompt } from '../prompt/compilePrompt';
import type { PromptSource } from '../prompt/promptFile';
import { readPromptSource } from '../prompt/promptSource';
import type { JudgeReference } from '../testset/testSet';
import { resolveInWorkspace } from '../workspacePath';
import { judgeProblems } from './judgeProblems';
import { judgeScale, onScale, readScale, type Scale, usualThreshold } from './judgeScale';
import { type JudgeSettings, judgeSettings } from './judgeSettings';
import { MEASURES } from './measures';
import { OUTCOME_SCALE } from './pairwise';

/** A scorer that is itself a prompt: its input is a case and an output, its output `{reason, score}`. */
export interface Judge extends Scale {
  /** What results call it: the name that the test set gives it, else `correctness`, `./judges/tone.prompt`. */
  name: string;
  source: PromptSource;
  compiled: CompiledPrompt;
  settings: JudgeSettings;
  /** A score at or above it passes, on the judge's own scale. */
  threshold: number;
  /** In the case's score. */
  weight: number;
  /** `provider/name` of its own frontmatter. */
  model?: string;
  /** What its template cannot do without: a case that lacks it cannot be judged. */
  needs: ('expected' | 'context')[];
  /** True where the test set has put another scale in the place of the judge's own. */
  hasOtherScale: boolean;
}

/** The names of the judges that come with Assay: the files in the judges' folder that are no partials. */
export async function builtInJudges(files: FileSystem, judgesFolder: string): Promise<string[]> {
  const entries = await files.list(judgesFolder);
  return entries
    .filter(({ kind, name }) => kind === 'file' && name.endsWith('.prompt') && isJudgeFile(name))
    .map(({ name }) => name.slice(0, -'.prompt'.length))
    .sort();
}

/** Partials begin with `_`, and variants have a name with a point: `correctness.zh-TW.prompt`. */
function isJudgeFile(name: string): boolean {
  return /^[^_.][^.]*\.prompt$/.test(name);
}

/**
 * Reads a judge that a test set names: a built-in one by its name, or a `.prompt` file of the user's by its path,
 * relative to the test set and inside the workspace.
 *
 * A judge is an ordinary `.prompt` whose template reads `output` and whatever else of `JUDGE_VARIABLES` it needs. Its
 * frontmatter may hold `assay.scale: 1-10` (else the bounds of `score` in its output schema, else 1–5),
 * `assay.threshold` (else three quarters up the scale: 4 of 5), a `model`, and the settings of `judgeSettings`.
 * @returns no judge where anything is wrong with it; then the problems say what
 */
export async function loadJudge(
  reference: JudgeReference,
  options: {
    files: FileSystem;
    workspace: string;
    judgesFolder: string;
    testSetFile: string;
    /** Cases may name a criterion of their own. */
    criterionByCase?: boolean;
  },
): Promise<{ judge?: Judge; problems: Problem[] }> {
  const { files, testSetFile } = options;
  const fail = (code: string, args: Problem['args']): { problems: Problem[] } => ({
    problems: [{ code, severity: 'error', file: testSetFile, range: reference.range, args }],
  });
  const found = await findJudge(reference, options);
  if ('code' in found) return fail(found.code, found.args);
  const { source, problems } = await readPromptSource(found.file, { files, workspace: found.root });
  const compiled = compilePrompt(source);
  const { settings, problems: faults } = judgeSettings(compiled.parsed, reference);
  const all = [...problems, ...compiled.problems, ...faults, ...judgeProblems(compiled, settings)];
  const scale = scaleOf(compiled, settings);
  if ('code' in scale) all.push({ ...scale, severity: 'error', file: source.file });
  if (hasErrors(all) || 'code' in scale) return { problems: all };
  const reads = (name: string) => compiled.inputVariables.some((variable) => variable.name === name);
  const unread = UNREAD.find(([key, variable]) => isGiven(reference[key]) && !reads(variable));
  if (unread !== undefined)
    return fail('judge.reads-no', { judge: reference.judge, key: unread[0], variable: unread[1] });
  const readsOutright = (name: string) =>
    compiled.inputVariables.some((variable) => variable.name === name && variable.required);
  if (readsOutright('criterion') && settings.criterion === undefined && !options.criterionByCase)
    return fail('judge.no-criterion', { judge: reference.judge });
  if (settings.measure !== undefined && MEASURES[settings.measure]?.embeds && settings.embedding === undefined) {
    return fail('judge.no-embedding', { judge: reference.judge });
  }
  const terms = termsOf(reference, scale, settings);
  if ('code' in terms) return fail(terms.code, terms.args);
  const { model } = compiled.parsed.metadata;
  const { name, weight } = reference;
  const hasOtherScale = reference.scale !== undefined;
  const judge = {
    name,
    source,
    compiled,
    settings,
    ...terms,
    weight,
    needs: needsOf(compiled, settings),
    hasOtherScale,
  };
  return { judge: model === undefined ? judge : { ...judge, model }, problems: all };
}

/** What a test set may say only to a judge that reads the variable. */
const UNREAD: readonly (readonly [keyof JudgeReference, string])[] = [
  ['criterion', 'criterion'],
  ['scale', 'scale'],
  ['examples', 'examples'],
  ['examplesFromLabels', 'examples'],
];

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/** A share on 0 to 1 for what is computed or compared, else what the prompt says. */
function scaleOf({ parsed }: CompiledPrompt, { measure, pairwise }: JudgeSettings): ReturnType<typeof judgeScale> {
  if (measure === undefined && !pairwise) return judgeScale(parsed);
  const scale = pairwise ? OUTCOME_SCALE : { min: 0, max: 1 };
  const written = parsed.metadata.ext?.assay?.threshold;
  // A tie with the expected answer is good enough.
  const threshold = written === undefined ? (pairwise ? 0.5 : usualThreshold(scale)) : onScale(written, scale);
  if (threshold !== undefined) return { ...scale, threshold };
  const range = parsed.ranges.get('assay.threshold')?.value ?? FILE_START;
  return { code: 'judge.bad-threshold', range, args: { found: String(written), min: 0, max: 1 } };
}

/** The scale and the threshold that count: the test set's, where it names them. */
function termsOf(
  { judge, scale: written, threshold }: JudgeReference,
  own: Scale & { threshold: number },
  { measure, pairwise }: JudgeSettings,
): (Scale & { threshold: number }) | { code: string; args: Record<string, string | number> } {
  if (written !== undefined && (measure !== undefined || pairwise))
    return { code: 'judge.fixed-scale', args: { judge } };
  const scale = written === undefined ? own : readScale(written);
  if (scale === undefined) return { code: 'judge.bad-scale', args: { found: String(written) } };
  const { min, max } = scale;
  if (threshold === undefined) {
    return { ...scale, threshold: written === undefined ? own.threshold : usualThreshold(scale) };
  }
  const passing = onScale(threshold, scale);
  if (passing !== undefined) return { ...scale, threshold: passing };
  const labels = scale.labels?.map(({ label }) => label).join(', ');
  if (labels !== undefined) return { code: 'judge.threshold-no-label', args: { judge, threshold, labels } };
  return { code: 'judge.threshold-off-scale', args: { judge, threshold, min, max } };
}

function needsOf({ inputVariables }: CompiledPrompt, { measure, pairwise }: JudgeSettings): Judge['needs'] {
  const ofFormula = measure === undefined ? [] : (MEASURES[measure]?.needs ?? []);
  const reads = (names: readonly string[]) =>
    inputVariables.some(({ name, required }) => required && names.includes(name));
  const needs: Judge['needs'] = [];
  if (pairwise || ofFormula.includes('expected') || reads(['expected'])) needs.push('expected');
  if (ofFormula.includes('context') || reads(['context', 'passages'])) needs.push('context');
  return needs;
}

async function findJudge(
  { judge: name, language }: Pick<JudgeReference, 'judge' | 'language'>,
  { files, workspace, judgesFolder, testSetFile }: Parameters<typeof loadJudge>[1],
): Promise<{ file: string; root: string } | { code: string; args: Record<string, string> }> {
  if (/^[\w-]+$/.test(name)) {
    const variant = language === undefined || language === 'en' ? '' : `.${language}`;
    const file = join(judgesFolder, `${name}${variant}.prompt`);
    if (!name.startsWith('_') && (await files.stat(file))?.kind === 'file') return { file, root: judgesFolder };
    const known = (await builtInJudges(files, judgesFolder)).join(', ');
    return { code: 'judge.unknown', args: { judge: name, known } };
  }
  // A judge of one's own is written in the language that its author wants.
  if (language !== undefined) return { code: 'judge.language-of-own', args: { judge: name } };
  if (!name.endsWith('.prompt')) return { code: 'judge.not-a-prompt', args: { judge: name } };
  const found = await resolveInWorkspace(name, testSetFile, { files, workspace });
  if ('file' in found) return { file: found.file, root: workspace };
  return { code: `judge.path-${found.fault}`, args: { judge: name } };
}
