import { basename, dirname, join } from 'node:path';
import { fileOf } from '../../prompt/partialTrees';
import { isInside } from '../../workspacePath';
import type { Doubt } from '../names/doubt';
import type { SymbolAt } from '../names/nameSymbol';
import { occurrencesOf } from '../names/occurrences';
import type { ProjectFiles } from '../names/projectFiles';
import { changesOf, refusal, refuseOutside } from './changesOf';
import { fileNameFault, formFault } from './newNameFault';
import type { ProjectEdit, Refusal } from './projectEdit';

/** A partial: its file, and the name wherever it is included; the folders before the name stay. */
export async function renamePartial(
  found: SymbolAt,
  file: string,
  name: string,
  files: ProjectFiles,
): Promise<ProjectEdit | Refusal> {
  const { occurrences, doubts } = await occurrencesOf(found, files);
  const fault = fileNameFault(name) ?? formFault(name, occurrences);
  if (fault !== undefined) return fault;
  const to = join(dirname(file), `_${name}.prompt`);
  const doubt = doubts[0] ?? (await partialCollision(file, to, name, files));
  if (doubt !== undefined) return refusal(doubt, files.context);
  return withFiles(changesOf(occurrences, name), [{ from: file, to }], files);
}

/** Whatever would then be found in the place of a partial, or a partial in the place of something else. */
async function partialCollision(
  file: string,
  to: string,
  name: string,
  files: ProjectFiles,
): Promise<Doubt | undefined> {
  const { index, workspace } = files.context;
  if (await isThere(to, files)) return { code: 'rename.file-exists', file: to, args: { name } };
  const includers = new Set(index.includersOf(file).map(({ facts }) => facts.file));
  for (const facts of index.prompts()) {
    for (const { name: written, range } of facts.includes) {
      const folders = written.slice(0, written.lastIndexOf('/') + 1);
      const isOwn = includers.has(facts.file) && index.partialFile(written, facts.file) === file;
      if (!isOwn && written !== `${folders}${name}`) continue;
      const next = isOwn ? `${folders}${name}` : written;
      // Seen from here, is it the renamed file that the new name leads to, and should it be?
      const other = index.partialFile(next, facts.file);
      const leads = comesFirst(facts.file, next, { to, other }, workspace);
      if (leads !== isOwn) return { code: 'rename.other-partial', file: facts.file, range, args: { name: next } };
      const inline = [written, next].find((each) => index.definersOf(each).length > 0);
      if (inline !== undefined)
        return { code: 'rename.partial-taken', file: facts.file, range, args: { name: inline } };
    }
  }
  return undefined;
}

/** Whether the search for a partial from a file upwards comes to a new file before it comes to what is there already. */
function comesFirst(
  from: string,
  name: string,
  { to, other }: { to: string; other: string | undefined },
  workspace: string,
): boolean {
  for (let folder = dirname(from); isInside(folder, workspace); folder = dirname(folder)) {
    const candidate = join(folder, fileOf(name));
    if (candidate === to) return true;
    if (candidate === other || dirname(folder) === folder) return false;
  }
  return false;
}

/** A judge of one's own: its file, its test set, and the name wherever a test set or a prompt has it. */
export async function renameJudge(
  found: SymbolAt,
  file: string,
  name: string,
  files: ProjectFiles,
): Promise<ProjectEdit | Refusal> {
  const { occurrences, doubts } = await occurrencesOf(found, files);
  const fault =
    fileNameFault(name) ?? (name.startsWith('_') ? { code: 'rename.no-file-name', args: { name } } : undefined);
  if (fault !== undefined) return fault;
  const ending = /\.prompt$/i.exec(file)?.[0] ?? '.prompt';
  const to = join(dirname(file), `${name}${ending}`);
  const tests = await testsOfJudge(file, name, files);
  if ('code' in tests) return refusal(tests, files.context);
  const taken = (await isThere(to, files)) ? { code: 'rename.file-exists', file: to, args: { name } } : undefined;
  const doubt = doubts[0] ?? taken;
  if (doubt !== undefined) return refusal(doubt, files.context);
  return withFiles(changesOf(occurrences, name), [{ from: file, to }, ...tests.renames], files);
}

/** A test set that is found by the judge's name goes with it, unless others find it by that name too. */
async function testsOfJudge(
  judge: string,
  name: string,
  files: ProjectFiles,
): Promise<Doubt | { renames: ProjectEdit['renames'] }> {
  const { index } = files.context;
  const facts = index.prompt(judge);
  const tests = facts && index.testSetOf(facts);
  const stem = basename(judge).replace(/\.prompt$/i, '');
  if (facts === undefined || facts.tests !== undefined) return { renames: [] };
  const next = tests?.file ?? join(dirname(judge), `${stem}.test.yaml`);
  const ending = basename(next).slice(basename(next).lastIndexOf('.test.'));
  const to = join(dirname(judge), `${name}${ending}`);
  if (await isThere(to, files)) return { code: 'rename.file-exists', file: to, args: { name } };
  if (tests === undefined) return { renames: [] };
  const isShared = basename(tests.file) !== `${stem}${ending}` || index.promptsOf(tests.file).length > 1;
  if (isShared) return { code: 'rename.shared-tests', file: tests.file, args: { name: stem } };
  return { renames: [{ from: tests.file, to }] };
}

async function isThere(file: string, { context }: ProjectFiles): Promise<boolean> {
  return (await context.files.stat(file)) !== undefined;
}

async function withFiles(
  changes: ProjectEdit['changes'],
  renames: ProjectEdit['renames'],
  { context }: ProjectFiles,
): Promise<ProjectEdit | Refusal> {
  const moved = renames.map(({ from }) => ({ file: from, edits: [] }));
  return (await refuseOutside([...changes, ...moved], context)) ?? { changes, renames };
}
