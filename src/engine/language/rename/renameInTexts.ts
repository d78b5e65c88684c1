import type { PromptDocument } from '../document/promptDocument';
import type { ProjectIndex } from '../index/projectIndex';
import type { Doubt } from '../names/doubt';
import type { NameSymbol, SymbolAt } from '../names/nameSymbol';
import type { Occurrence } from '../names/occurrence';
import { type Occurrences, occurrencesOf } from '../names/occurrences';
import type { ProjectFiles } from '../names/projectFiles';
import type { BlockParam } from '../names/scope';
import { idOf } from '../names/testSetPlaces';
import { changesOf, refusal, refuseOutside } from './changesOf';
import { fieldCollision } from './fieldCollisions';
import { formFault, helperFault } from './newNameFault';
import type { ProjectEdit, Refusal } from './projectEdit';
import { verifyField, verifyParam } from './verifyRename';

type Of<Kind extends NameSymbol['kind']> = Extract<NameSymbol, { kind: Kind }>;

/** A variable, a field in one, or an argument of a partial: in every file that knows it. */
export async function renameField(found: SymbolAt, name: string, files: ProjectFiles): Promise<ProjectEdit | Refusal> {
  const all = await occurrencesOf(found, files);
  const fault = formFault(name, all.occurrences) ?? helperFault(name) ?? numberFault(name, all);
  if (fault !== undefined) return fault;
  const doubt = all.doubts[0] ?? (await fieldCollision(all.slots, name, files));
  if (doubt !== undefined) return refusal(doubt, files.context);
  const changes = changesOf(all.occurrences, name);
  const outside = await refuseOutside(changes, files.context);
  if (outside !== undefined) return outside;
  const changed = await verifyField(all, changes, name, files);
  return changed === undefined ? { changes, renames: [] } : refusal(changed, files.context);
}

/** In a path, a number stands for an item of a list. */
function numberFault(name: string, { slots }: Occurrences): Refusal | undefined {
  const isNumber = /^\d+$/.test(name) && slots.some(({ way }) => way.length > 1);
  return isNumber ? { code: 'rename.is-number', args: { name } } : undefined;
}

/** A name that a block gives to what it goes through: only in that block. */
export async function renameParam(
  found: SymbolAt,
  { file, declaration }: Of<'block-param'>,
  name: string,
  files: ProjectFiles,
): Promise<ProjectEdit | Refusal> {
  const { occurrences, doubts } = await occurrencesOf(found, files);
  const fault = formFault(name, occurrences) ?? helperFault(name);
  if (fault !== undefined) return fault;
  const document = await files.prompt(file);
  const doubt = doubts[0] ?? (document && paramCollision(document, declaration, name));
  if (doubt !== undefined) return refusal(doubt, files.context);
  const changes = changesOf(occurrences, name);
  const changed = document && verifyParam(document, changes);
  return changed === undefined ? { changes, renames: [] } : refusal(changed, files.context);
}

/** A name that means something else in the block, or a block inside that would hide it. */
function paramCollision(document: PromptDocument, { start, end }: BlockParam, name: string): Doubt | undefined {
  const { file, names } = document;
  const isOwn = (param: BlockParam | undefined) => param?.start === start && param.end === end;
  const doubt = (code: string, place: { start: number; end: number }): Doubt => {
    return { code, file, range: document.range(place), args: { name } };
  };
  for (const { params, parent } of names.scopes) {
    const declares = params.some(isOwn) && !parent?.params.some(isOwn);
    const sibling = declares
      ? params.find((param) => param.name === name && !parent?.params.includes(param))
      : undefined;
    if (sibling !== undefined) return doubt('rename.taken', sibling);
  }
  for (const use of names.uses) {
    if (!('path' in use)) continue;
    const isPlain = use.start === use.path.start;
    const sees = use.scope.params.some(isOwn);
    if (sees && isPlain && use.name === name) return doubt('rename.taken', use);
    const hidden = use.kind === 'block-param' && isOwn(use.declaration);
    if (hidden && use.scope.params.some((param) => param.name === name)) return doubt('rename.captured', use);
  }
  return undefined;
}

/** A partial that a template defines in itself. */
export async function renameInline(found: SymbolAt, name: string, files: ProjectFiles): Promise<ProjectEdit | Refusal> {
  const { occurrences, doubts } = await occurrencesOf(found, files);
  const fault = formFault(name, occurrences);
  if (fault !== undefined) return fault;
  const { index } = files.context;
  const [doubt] = doubts;
  if (doubt !== undefined) return refusal(doubt, files.context);
  if (name.includes('/') || name === '@partial-block') return { code: 'rename.no-folders', args: { name } };
  const taken = inlineCollision(occurrences, name, index);
  if (taken !== undefined) return refusal(taken, files.context);
  const changes = changesOf(occurrences, name);
  return (await refuseOutside(changes, files.context)) ?? { changes, renames: [] };
}

/** Another partial of that name where one of the templates, or one that they include or that includes them, would find it. */
function inlineCollision(occurrences: readonly Occurrence[], name: string, index: ProjectIndex): Doubt | undefined {
  const definers = index.definersOf(name);
  for (const { file, range } of occurrences) {
    const below = index.includedBy(file);
    const around = [file, ...below];
    const defined = definers.some((each) => around.includes(each) || index.includedBy(each).has(file));
    const included = around.some((each) => index.prompt(each)?.includes.some((place) => place.name === name));
    if (defined || included) return { code: 'rename.partial-taken', file, range, args: { name } };
  }
  return undefined;
}

/** The id of a case. What has been recorded of it keeps the id that it had then. */
export async function renameCase(
  { place }: SymbolAt,
  { file }: Of<'case'>,
  name: string,
  files: ProjectFiles,
): Promise<ProjectEdit | Refusal> {
  const document = await files.testSet(file);
  const [doubt] = files.doubts;
  if (doubt !== undefined || document === undefined) {
    return refusal(doubt ?? { code: 'rename.unreadable', file }, files.context);
  }
  for (const [index, { id, node }] of document.cases().entries()) {
    const own = id === undefined ? undefined : idOf(document, id);
    if (name !== (own ?? `case-${index + 1}`)) continue;
    const range = document.range({ start: id?.value.start ?? node.start, end: id?.value.end ?? node.start });
    return refusal({ code: 'rename.id-taken', file, range, args: { name } }, files.context);
  }
  const changes = changesOf([place], name);
  return (await refuseOutside(changes, files.context)) ?? { changes, renames: [] };
}
