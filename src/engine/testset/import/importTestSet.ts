import { basename, dirname, join } from 'node:path';
import type { FileSystem } from '../../host';
import { FILE_START, hasErrors, type Problem } from '../../problem';
import { parseTestSet } from '../parseTestSet';
import type { CheckSpec, TestSet } from '../testSet';
import { IMPORT_FORMATS, recognisedFormat } from './formats';
import type { ImportedCheck, ImportedSet } from './imported';
import type { ImportFormat } from './importFormat';
import { type ImportEntry, type ImportNote, ImportReport } from './importReport';
import { type ImportSource, readImportSource } from './importSource';
import { nodeAt } from './records';
import { writeImported } from './writeImported';

export interface ImportOptions {
  files: FileSystem;
  /** Absolute path of the folder that no path leaves. */
  workspace: string;
  /** The name of a format; by what the file holds where absent. */
  from?: string;
  /** Where the test set will stand, for the paths in it; beside the file where absent. */
  target?: string;
  /** The variables of the prompt that the test set is for, where it is known. */
  promptVariables?: ReadonlySet<string>;
  /** Turns the values of a case into what the prompt's schema asks for. */
  fit?: (input: Record<string, unknown>) => void;
  /** What is wrong with a check, as `judge/checks` has it. */
  faultOf(spec: CheckSpec): Promise<{ code: string; args: Record<string, string | number> } | undefined>;
  /** For comments. */
  say(code: string, args?: Record<string, string | number>): string;
}

export interface ImportedText {
  /** Absent where the file is in no format that can be imported. */
  format?: { name: string; title: string };
  /** The test set as YAML; absent where there is an error. */
  text?: string;
  /** The same as it is read back. */
  testSet?: TestSet;
  /** Where it is to stand. */
  target: string;
  /** What could not be carried over, or means something else now. */
  entries: ImportEntry[];
  /** What is wrong with the file. */
  problems: Problem[];
}

/** Makes a test set of ours from another tool's. Nothing is left out without an entry that says so. */
export async function importTestSet(file: string, options: ImportOptions): Promise<ImportedText> {
  const target = options.target ?? join(dirname(file), `${basename(file).replace(/\.[^.]*$/, '')}.test.yaml`);
  const source = await readImportSource(file, options.files);
  const nothing = { target, entries: [], problems: source.problems };
  if (hasErrors(source.problems)) return nothing;
  const format = formatOf(source, options.from);
  if ('code' in format) {
    return { ...nothing, problems: [{ ...format, severity: 'error', file, range: FILE_START }] };
  }
  const report = new ImportReport();
  const { files, workspace, promptVariables } = options;
  const set = await format.read(source, {
    files,
    workspace,
    report,
    textVariable: textVariable(promptVariables),
    ...(promptVariables !== undefined && { promptVariables }),
    target,
  });
  const done = { format: { name: format.name, title: format.title }, target, entries: report.entries() };
  if (hasErrors(source.problems)) return { ...done, problems: source.problems };
  if (set.cases.length === 0) {
    const args = { format: format.title };
    return { ...done, problems: [{ code: 'import.no-cases', severity: 'error', file, range: FILE_START, args }] };
  }
  if (promptVariables !== undefined) renameOnly(set, promptVariables, report);
  for (const { input } of set.cases) options.fit?.(input);
  await refuseFaulty(set, report, options);
  const head = [options.say('import.head', { format: format.title, file: basename(file) })];
  const text = writeImported(set, { head, say: options.say });
  const testSet = await parseTestSet(text, target);
  return { ...done, entries: report.entries(), text, testSet, problems: testSet.problems };
}

function formatOf(source: ImportSource, from: string | undefined): ImportFormat | Pick<Problem, 'code' | 'args'> {
  const known = IMPORT_FORMATS.map(({ name }) => name).join(', ');
  if (from !== undefined) {
    return IMPORT_FORMATS.find(({ name }) => name === from) ?? { code: 'import.unknown-format', args: { from, known } };
  }
  const found = recognisedFormat(source);
  if (found !== undefined) return found;
  const isOurs = source.root?.kind === 'map' && nodeAt(source.root, 'cases')?.kind === 'list';
  return isOurs ? { code: 'import.already-ours' } : { code: 'import.not-recognised', args: { known } };
}

/** Where other tools have only a text, it goes into the one variable that the prompt has for it. */
const USUAL_VARIABLE = 'question';

/** These are not what a case asks. */
const BESIDE = new Set(['context', 'history', 'system', 'choices']);

function textVariable(known: ReadonlySet<string> | undefined): string {
  const [only, ...others] = [...(known ?? [])].filter((name) => !BESIDE.has(name));
  return only !== undefined && others.length === 0 ? only : USUAL_VARIABLE;
}

/** Where every case and the prompt have one variable each, these are the same whatever they are called. */
function renameOnly(set: ImportedSet, known: ReadonlySet<string>, report: ImportReport): void {
  const [to, ...others] = [...known];
  const names = new Set(set.cases.flatMap(({ input }) => Object.keys(input)));
  const [from] = names;
  const first = set.cases[0];
  if (to === undefined || others.length > 0 || from === undefined || names.size > 1 || from === to) return;
  if (first !== undefined) report.changed(first.place, 'renamed-variable', { from, to });
  for (const each of set.cases) if (from in each.input) each.input = { [to]: each.input[from] };
}

/** Takes out the checks that would not be taken here: another tool's bounds and expressions may be none of ours. */
async function refuseFaulty(set: ImportedSet, report: ImportReport, { faultOf, say }: ImportOptions): Promise<void> {
  const known = new Map<string, string | undefined>();
  const reasonOf = async (check: ImportedCheck): Promise<string | undefined> => {
    const key = JSON.stringify([check.name, check.argument]);
    if (!known.has(key)) {
      const fault = await faultOf(specOf(check));
      known.set(key, fault === undefined ? undefined : say(fault.code, fault.args));
    }
    return known.get(key);
  };
  const kept = async (checks: readonly ImportedCheck[], notes: ImportNote[]): Promise<ImportedCheck[]> => {
    const good: ImportedCheck[] = [];
    for (const check of checks) {
      if (check.checks !== undefined) {
        const parts = await kept(check.checks, check.notes);
        if (parts.length > 0) good.push({ ...check, checks: parts });
        else notes.push(...check.notes);
        continue;
      }
      const reason = await reasonOf(check);
      if (reason === undefined) good.push(check);
      else notes.push(report.lost(check.place, 'check-refused', { check: check.name, reason }));
    }
    return good;
  };
  const ofAll: ImportNote[] = [];
  set.checks = await kept(set.checks, ofAll);
  for (const each of set.cases) each.checks = await kept(each.checks, each.notes);
}

function specOf({
  place,
  name,
  argument,
  negate = false,
  ignoreCase = false,
  weight = 1,
  threshold,
}: ImportedCheck): CheckSpec {
  return {
    kind: name,
    argument,
    negate,
    ignoreCase,
    ignoreWidth: false,
    weight,
    ...(threshold !== undefined && { threshold }),
    file: place.file,
    range: { start: { line: place.line - 1, character: 0 }, end: { line: place.line - 1, character: 0 } },
  };
}
