import { basename } from 'node:path';
import { FILE_START, hasErrors, type Problem } from '../../problem';
import { parsePrompt } from '../../prompt/parsePrompt';
import { parseTestSet } from '../../testset/parseTestSet';
import { exampleOf } from '../create/exampleOf';
import type { Conversion, ConvertedFile, ConvertedPrompt, TestsDraft, Variables } from './conversion';
import { CONVERT_FORMATS, recognisedSource } from './convertFormats';
import { ConvertReport } from './convertReport';
import { LONGEST_SOURCE, readConvertSource } from './convertSource';
import { typeByValues } from './variablesOf';
import { writePrompt, writeYaml } from './writePrompt';

export interface ConvertOptions {
  /** The name of a format, where what the file holds is not to decide. */
  from?: string;
  /** The name of the prompt without its ending, where it is not to be that of the file. */
  stem?: string;
}

/**
 * Makes a prompt of a file of another tool, with a test set and judges where the file has cases and evaluators. What cannot be
 * carried over is told.
 * @param text the file's text
 * @param file its absolute path, for its name and for problems
 */
export async function convertPrompt(
  text: string,
  file: string,
  { from, stem }: ConvertOptions = {},
): Promise<Conversion> {
  const fail = (code: string, args: Problem['args'] = {}): Conversion => {
    return { files: [], notes: [], problems: [{ code, severity: 'error', file, range: FILE_START, args }] };
  };
  if (text.length > LONGEST_SOURCE) return fail('convert.too-large', { limit: LONGEST_SOURCE / 1024 });
  const source = readConvertSource(text, file);
  const named = CONVERT_FORMATS.find(({ name }) => name === from);
  const format = named ?? recognisedSource(source);
  if (format === undefined) {
    const isOurs = /\.prompt$/i.test(source.name) && !hasErrors(parsePrompt(text, file).problems);
    const known = CONVERT_FORMATS.map(({ name }) => name).join(', ');
    return isOurs ? fail('convert.already-ours') : fail('convert.not-recognised', { known });
  }
  const report = new ConvertReport();
  const prompts = format.convert(source, report);
  const withText = prompts.filter(({ draft }) => draft.messages.some(({ content }) => content.length > 0));
  if (withText.length === 0) return { ...fail('convert.no-messages', { format: format.title }), format };
  const base = stem ?? stemOf(source.name);
  const files = withText.flatMap((prompt, index) =>
    filesOf(prompt, index === 0 ? base : `${base}-${index + 1}`, report),
  );
  const problems = await problemsOf(files, file);
  const { name, title } = format;
  return { format: { name, title }, files: problems.length > 0 ? [] : files, notes: report.notes(), problems };
}

/** `a` for `a.prompty` and `a.prompt.yml`; a name of its own where the file is a `.prompt` already. */
export function stemOf(name: string): string {
  const file = basename(name);
  if (/\.prompt$/i.test(file)) return `${file.replace(/\.prompt$/i, '')}-converted`;
  return file.replace(/(?:\.prompt)?\.[^.]+$/i, '').replace(/^_+/, '') || 'prompt';
}

function filesOf({ draft, tests }: ConvertedPrompt, stem: string, report: ConvertReport): ConvertedFile[] {
  typeByValues(draft.variables, tests?.cases.map(({ input }) => input) ?? []);
  if (tests !== undefined) fillIn(tests, draft.variables, report);
  const files: ConvertedFile[] = [{ kind: 'prompt', path: `${stem}.prompt`, text: writePrompt(draft) }];
  if (tests === undefined) return files;
  files.push({ kind: 'tests', path: `${stem}.test.yaml`, text: writeTests(tests) });
  for (const { name, text } of tests.judgePrompts ?? [])
    files.push({ kind: 'judge', path: `judges/${name}.prompt`, text });
  return files;
}

/** A case has a value for each variable, as a prompt here needs it: what is missing is there to be filled in. */
function fillIn({ cases }: TestsDraft, variables: Variables, report: ConvertReport): void {
  for (const [name, { schema, optional, default: usual }] of variables) {
    if (optional || usual !== undefined) continue;
    for (const { input } of cases) {
      if (Object.hasOwn(input, name)) continue;
      input[name] = exampleOf(schema);
      report.changed('fill-in', { name });
    }
  }
}

function writeTests({ judges, checks, cases }: TestsDraft): string {
  return writeYaml({ ...(judges && { judges }), ...(checks && { checks }), cases });
}

/** What is wrong in what was made: a source may hold what no prompt may, as a merge conflict. */
async function problemsOf(files: readonly ConvertedFile[], source: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { kind, path, text } of files) {
    const found = kind === 'tests' ? (await parseTestSet(text, path)).problems : parsePrompt(text, path).problems;
    // The place is one in a file that is not there: what counts is the sentence.
    for (const problem of found) {
      if (problem.severity === 'error') problems.push({ ...problem, file: source, range: FILE_START });
    }
  }
  return problems;
}
