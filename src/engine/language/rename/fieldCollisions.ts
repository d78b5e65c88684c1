import { JUDGE_VARIABLES } from '../../judge/judgeVariables';
import { CASE_KEYS, ROW_KEYS } from '../../testset/readCase';
import type { TestSetDocument } from '../document/testSetDocument';
import type { Doubt } from '../names/doubt';
import { type FieldSlot, firstMention, firstMentionBelow, unitOf } from '../names/fieldWeb';
import { isJudge } from '../names/isJudge';
import { judgesOfTests } from '../names/judgeUsers';
import { partialTargets } from '../names/partialTargets';
import type { ProjectFiles } from '../names/projectFiles';
import { frontmatterPlaces, templatePlaces } from '../names/promptPlaces';
import { inputPlaces } from '../names/testSetPlaces';
import { compareWays, nameOfWay, renamedWay } from '../names/valuePath';

/** Where another name for a field would be in the way of something, or something in its way; undefined where nothing is. */
export async function fieldCollision(
  slots: readonly FieldSlot[],
  name: string,
  files: ProjectFiles,
): Promise<Doubt | undefined> {
  for (const slot of slots) {
    const fault = slot.of === 'tests' ? await testsFault(slot, name, files) : await templateFault(slot, name, files);
    if (fault !== undefined) return { ...fault, args: { name, ...fault.args } };
  }
  return undefined;
}

async function testsFault({ file, way }: FieldSlot, name: string, files: ProjectFiles): Promise<Doubt | undefined> {
  const document = await files.testSet(file);
  if (document === undefined) return undefined;
  const [taken] = inputPlaces(document, renamedWay(way, name)).found;
  if (taken !== undefined) return { code: 'rename.taken', file, range: taken.range };
  if (way.length > 1) return undefined;
  // A prompt's variable `context` is the same as a case's passages.
  if (name === 'context' || isReserved(document, way, name)) return { code: 'rename.reserved', file };
  return judgeFault({ of: 'tests', file, way }, name, files);
}

/** Whether a name would be a key of the case, where that holds its variables beside its own keys. */
function isReserved(document: TestSetDocument, [variable]: FieldSlot['way'], name: string): boolean {
  if (document.delimiter !== undefined) return ROW_KEYS.includes(name);
  if (!CASE_KEYS.includes(name)) return false;
  return document
    .cases()
    .some(({ node, input }) => input.some((entry) => entry.key === variable && node.entries.includes(entry)));
}

/** A judge may read a variable of the new name that nobody has given it so far. */
async function judgeFault({ file, way }: FieldSlot, name: string, files: ProjectFiles): Promise<Doubt | undefined> {
  for (const judge of await judgesOfTests(file, files)) {
    const slot = { of: 'template' as const, file: judge, way: ['input', ...renamedWay(way, name)] };
    const read = await firstMention(slot, files);
    if (read !== undefined) return { code: 'rename.taken', file: read.file, ...(read.range && { range: read.range }) };
  }
  return undefined;
}

async function templateFault(
  slot: FieldSlot & { of: 'template' },
  name: string,
  files: ProjectFiles,
): Promise<Doubt | undefined> {
  const found = await unitOf(slot, files);
  if (found === undefined) return undefined;
  const { document, unit } = found;
  const { file } = document;
  const { way } = slot;
  const renamed = renamedWay(way, name);
  const isMain = unit.inline === undefined && !document.isPartial;
  const { found: places, doubts } = templatePlaces(document, unit, renamed);
  const declared = isMain ? frontmatterPlaces(document, renamed).found : [];
  const uncertain = doubts.filter(({ code }) => code !== 'rename.written-out');
  const [taken] = [...places, ...declared, ...uncertain];
  if (taken !== undefined) return { code: 'rename.taken', file, ...(taken.range && { range: taken.range }) };
  const read = await firstMentionBelow({ ...slot, way: renamed }, files);
  if (read !== undefined) return { code: 'rename.taken', file: read.file, ...(read.range && { range: read.range }) };
  const judges = isMain && isJudge(document, files.context.index);
  if (judges && way.length === 1 && JUDGE_VARIABLES.includes(name)) return { code: 'rename.is-judge-variable', file };
  for (const field of unit.named(nameOfWay(way) ?? '').fields) {
    const isOwn = compareWays(field.way, way) === 'yes';
    if (!isOwn || !field.plain || !field.scope.params.some((param) => param.name === name)) continue;
    return { code: 'rename.captured', file, range: document.range(field) };
  }
  // An argument of the same partial may have the name already.
  return argumentFault(slot, name, files);
}

/** Where a partial is given something under both names. */
async function argumentFault(
  { way, file, inline }: FieldSlot & { of: 'template' },
  name: string,
  files: ProjectFiles,
): Promise<Doubt | undefined> {
  if (way.length > 1) return undefined;
  const { index } = files.context;
  const includers = inline === undefined ? index.includersOf(file).map(({ facts }) => facts.file) : [file];
  for (const each of includers) {
    const document = await files.prompt(each);
    for (const use of document?.names.uses ?? []) {
      if (use.kind !== 'partial' || !use.given.includes(name) || document === undefined) continue;
      const targets = await partialTargets(document, use, files);
      const isHere = targets.some(({ document: into, unit }) => into.file === file && unit.inline?.start === inline);
      if (isHere) return { code: 'rename.captured', file: each, range: document.range(use) };
    }
  }
  return undefined;
}
