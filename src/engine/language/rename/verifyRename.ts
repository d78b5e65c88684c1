import { TextDocument } from 'vscode-languageserver-textdocument';
import { PromptDocument } from '../document/promptDocument';
import { wholeTestSet } from '../document/wholeTestSet';
import { IS_PROMPT } from '../index/projectIndex';
import type { Doubt } from '../names/doubt';
import type { FieldSlot } from '../names/fieldWeb';
import type { Occurrences } from '../names/occurrences';
import type { ProjectFiles } from '../names/projectFiles';
import { frontmatterPlaces, templatePlaces } from '../names/promptPlaces';
import { inputPlaces } from '../names/testSetPlaces';
import { renamedWay } from '../names/valuePath';
import type { ProjectEdit } from './projectEdit';

/**
 * Reads every file as it would be, and looks whether the new name stands there for what the old one did, no more and no less.
 * What goes wrong here has been asked before in words that explain it; this is for what nobody has thought of.
 */
export async function verifyField(
  { slots }: Occurrences,
  changes: ProjectEdit['changes'],
  name: string,
  files: ProjectFiles,
): Promise<Doubt | undefined> {
  for (const change of changes) {
    const { file } = change;
    const own = slots.filter((slot) => slot.file === file);
    const same = IS_PROMPT.test(file)
      ? await verifyPrompt(change, own, name, files)
      : await verifyTests(change, own, name, files);
    if (!same) return { code: 'rename.changes-meaning', file, args: { name } };
  }
  return undefined;
}

async function verifyPrompt(
  { file, edits }: ProjectEdit['changes'][number],
  slots: readonly FieldSlot[],
  name: string,
  files: ProjectFiles,
): Promise<boolean> {
  const before = await files.prompt(file);
  if (before === undefined) return false;
  const after = new PromptDocument(applied(before.text, edits), file);
  if (!sameShape(before, after)) return false;
  return slots.every((slot) => {
    if (slot.of !== 'template') return true;
    const { way } = slot;
    const at = before.units.findIndex(({ inline }) => inline?.start === slot.inline);
    const old = countIn(before, at, way);
    return countIn(after, at, renamedWay(way, name)) === old && countIn(after, at, way) === 0;
  });
}

/** How often a field is named in a unit of a template, and in the frontmatter of a prompt. */
function countIn(document: PromptDocument, at: number, way: FieldSlot['way']): number {
  const unit = document.units[at];
  const inTemplate = unit === undefined ? 0 : templatePlaces(document, unit, way).found.length;
  return inTemplate + (at === 0 && !document.isPartial ? frontmatterPlaces(document, way).found.length : 0);
}

/** Whether two templates have the same names of the same kinds, and two files the same problems. */
function sameShape(before: PromptDocument, after: PromptDocument): boolean {
  const shape = ({ names, parsed }: PromptDocument) =>
    JSON.stringify([names.uses.map(({ kind }) => kind), parsed.problems.map(({ code }) => code)]);
  return shape(before) === shape(after);
}

async function verifyTests(
  { file, edits }: ProjectEdit['changes'][number],
  slots: readonly FieldSlot[],
  name: string,
  files: ProjectFiles,
): Promise<boolean> {
  const before = await files.testSet(file);
  if (before === undefined) return false;
  const { document: after, fault } = await wholeTestSet(applied(before.text, edits), file);
  if (fault !== undefined || after === undefined) return false;
  return slots.every(({ way }) => {
    const count = (document: typeof before, to: FieldSlot['way']) => inputPlaces(document, to).found.length;
    return count(after, renamedWay(way, name)) === count(before, way) && count(after, way) === 0;
  });
}

/** The same for a name that a block gives. */
export function verifyParam(before: PromptDocument, changes: ProjectEdit['changes']): Doubt | undefined {
  const { file } = before;
  const edits = changes.find((change) => change.file === file)?.edits ?? [];
  const after = new PromptDocument(applied(before.text, edits), file);
  return sameShape(before, after) ? undefined : { code: 'rename.changes-meaning', file };
}

function applied(text: string, edits: ProjectEdit['changes'][number]['edits']): string {
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
}
