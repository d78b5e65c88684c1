import type { PromptDocument } from '../document/promptDocument';
import type { ProjectIndex } from '../index/projectIndex';
import { MOST_NEAR, type ProjectFiles } from './projectFiles';
import type { Inclusion, TemplateUnit } from './templateFields';
import type { InlinePartial, PartialUse } from './templateNames';

/** A unit of a template in its file. */
export interface IncludedUnit {
  document: PromptDocument;
  unit: TemplateUnit;
}

/** What includes a unit. */
export interface IncludingPlace extends IncludedUnit {
  inclusion: Inclusion;
}

/**
 * All that the name of a partial may stand for where it is included: what the template itself defines there, else its file and
 * what those define in themselves that include the template.
 */
export async function partialTargets(
  document: PromptDocument,
  { name, start }: Pick<PartialUse, 'name' | 'start'>,
  files: ProjectFiles,
): Promise<IncludedUnit[]> {
  const own = inlineAt(document, name, start);
  if (own.length > 0) return own;
  const { index } = files.context;
  const file = index.partialFile(name, document.file);
  const included = file === undefined ? undefined : await files.prompt(file);
  const found = included === undefined ? [] : [{ document: included, unit: fileUnit(included) }];
  for (const definer of index.definersOf(name)) {
    if (definer === document.file || !index.includedBy(definer).has(document.file)) continue;
    const around = await files.prompt(definer);
    for (const unit of around === undefined ? [] : around.units) {
      if (around !== undefined && unit.inline?.name === name) found.push({ document: around, unit });
    }
  }
  return found;
}

/** The places that include a unit: those of a partial all over the project, those of an inline partial where it is known. */
export async function placesIncluding(
  document: PromptDocument,
  { inline }: TemplateUnit,
  files: ProjectFiles,
): Promise<IncludingPlace[]> {
  const { index } = files.context;
  const including = inline === undefined ? includingFiles(document, index) : knowingFiles(document, inline, index);
  const places: IncludingPlace[] = [];
  for (const file of files.reach === 'near' ? including.slice(0, MOST_NEAR) : including) {
    const from = file === document.file ? document : await files.prompt(file);
    for (const unit of from === undefined ? [] : from.units) {
      for (const inclusion of unit.includes) {
        const { use } = inclusion;
        if (from === undefined || !(await isIncluded(from, use, document, inline, index))) continue;
        places.push({ document: from, unit, inclusion });
      }
    }
  }
  return places;
}

function includingFiles({ file }: PromptDocument, index: ProjectIndex): string[] {
  return index.includersOf(file).map(({ facts }) => facts.file);
}

function knowingFiles({ file }: PromptDocument, { name }: InlinePartial, index: ProjectIndex): string[] {
  const below = [...index.includedBy(file)].filter((each) =>
    index.prompt(each)?.includes.some((it) => it.name === name),
  );
  return [file, ...below.filter((each) => each !== file)];
}

async function isIncluded(
  from: PromptDocument,
  { name, start }: PartialUse,
  document: PromptDocument,
  inline: InlinePartial | undefined,
  index: ProjectIndex,
): Promise<boolean> {
  const own = inlineAt(from, name, start);
  if (inline === undefined) return own.length === 0 && index.partialFile(name, from.file) === document.file;
  if (name !== inline.name) return false;
  return from === document ? own.some(({ unit }) => unit.inline === inline) : own.length === 0;
}

/** The partials of a name that the template itself defines and knows at an offset: the innermost ones. */
export function inlineAt(document: PromptDocument, name: string, offset: number): IncludedUnit[] {
  const known = document.units.filter(
    ({ inline }) => inline?.name === name && inline.known.start <= offset && offset < inline.known.end,
  );
  const narrowest = Math.min(...known.map(({ inline }) => (inline ? inline.known.end - inline.known.start : 0)));
  return known
    .filter(({ inline }) => inline !== undefined && inline.known.end - inline.known.start === narrowest)
    .map((unit) => ({ document, unit }));
}

export function fileUnit(document: PromptDocument): TemplateUnit {
  return document.units[0] as TemplateUnit;
}
