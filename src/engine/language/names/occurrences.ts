import type { SourceNode } from '../../testset/sourceNode';
import { blockNameSpan } from '../document/blockPairs';
import type { PromptDocument, Span } from '../document/promptDocument';
import { judgePlaces } from '../index/judgePlaces';
import type { Doubt } from './doubt';
import { type FieldSlot, fieldWeb } from './fieldWeb';
import { usersOfJudge } from './judgeUsers';
import type { NameSymbol, SymbolAt } from './nameSymbol';
import { inTemplate, type Occurrence, type Places, partialIn } from './occurrence';
import { fileUnit, type IncludedUnit, partialTargets, placesIncluding } from './partialTargets';
import type { ProjectFiles } from './projectFiles';
import type { BlockParam } from './scope';
import { inlineIn, judgeIn } from './symbolAt';
import type { PartialUse } from './templateNames';

/** Every place where a name stands, as far as the question reaches. */
export interface Occurrences {
  occurrences: Occurrence[];
  doubts: Doubt[];
  /** Of a field: what it is in each file. */
  slots: readonly FieldSlot[];
}

/** Finds every place of what a name stands for: in the document, or all over the project. */
export async function occurrencesOf({ symbol, place }: SymbolAt, files: ProjectFiles): Promise<Occurrences> {
  switch (symbol.kind) {
    case 'field':
      return fieldWeb(symbol.slots, files);
    case 'block-param': {
      const document = await files.prompt(symbol.file);
      return found(document === undefined ? [] : paramPlaces(document, symbol.declaration), files);
    }
    case 'partial':
      return found(symbol.file === undefined ? [] : await includePlaces(symbol.file, files), files);
    case 'inline':
      return inlinePlaces(symbol, files);
    case 'judge':
      return found(symbol.file === undefined || symbol.builtIn ? [] : await judgeUses(symbol.file, files), files);
    default:
      return found([place], files);
  }
}

function found(occurrences: Occurrence[], { doubts }: ProjectFiles): Occurrences {
  return { occurrences, doubts, slots: [] };
}

/** A block parameter where it is declared and everywhere that it is used, also in the tag that closes a block over it. */
function paramPlaces(document: PromptDocument, { name, start, end }: BlockParam): Occurrence[] {
  const closers = new Map(document.blocks.map(({ open, close }) => [blockNameSpan(open).start, blockNameSpan(close)]));
  const uses = document.names.uses.flatMap((use): Span[] => {
    if (use.kind !== 'block-param' || use.declaration?.start !== start || use.declaration.end !== end) return [];
    const closer = use.block ? closers.get(use.path.start) : undefined;
    const echo = closer && { start: closer.start, end: closer.start + (use.end - use.start) };
    return [use, ...(echo ? [echo] : [])];
  });
  const declared: Occurrence = { ...inTemplate(document, 'schema', name, { start, end }), form: { in: 'bars' } };
  return [declared, ...uses.map((use) => inTemplate(document, 'use', name, use))];
}

/** Where a partial is included, with the tags that close what falls back on a block. */
async function includePlaces(file: string, files: ProjectFiles): Promise<Occurrence[]> {
  const partial = await files.prompt(file);
  const from = partial === undefined ? [] : await placesIncluding(partial, fileUnit(partial), files);
  return from.flatMap(({ document, inclusion }) => includeIn(document, inclusion.use));
}

/** The name of a partial where it is included, and in the tag that closes what it falls back on. */
export function includeIn(document: PromptDocument, { name, start, end }: PartialUse): Occurrence[] {
  const closers = document.blocks.filter(({ open }) => blockNameSpan(open).start === start);
  const spans = [{ start, end }, ...closers.map(({ close }) => blockNameSpan(close))];
  return spans.map((span) => partialIn(document, name, span));
}

/** An inline partial with everything that may mean it, and all else that this may mean. */
async function inlinePlaces(
  { file, start, name }: Extract<NameSymbol, { kind: 'inline' }>,
  files: ProjectFiles,
): Promise<Occurrences> {
  const document = await files.prompt(file);
  const first = document?.units.find(({ inline }) => inline?.start === start);
  if (document === undefined || first === undefined) return found([], files);
  const places: Occurrence[] = [];
  const doubts: Doubt[] = [];
  const seen = new Set<string>();
  const pending: IncludedUnit[] = [{ document, unit: first }];
  const isNew = (from: Places, at: number) => seen.size < seen.add(`${from.file}\n${at}`).size;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { inline } = next.unit;
    if (inline === undefined || !isNew(next.document, inline.start)) continue;
    places.push(inlineIn(next.document, inline));
    for (const including of await placesIncluding(next.document, next.unit, files)) {
      const { document: from, inclusion } = including;
      const { use } = inclusion;
      if (!isNew(from, use.start)) continue;
      places.push(...includeIn(from, use));
      const targets = await partialTargets(from, use, files);
      pending.push(...targets);
      // Elsewhere the same words include a file.
      const isFile = targets.some(({ unit }) => unit.inline === undefined);
      if (isFile) doubts.push({ code: 'rename.ambiguous', file: from.file, range: from.range(use), args: { name } });
    }
  }
  return { occurrences: places, doubts: [...doubts, ...files.doubts], slots: [] };
}

/** Where test sets and prompts name a judge. */
async function judgeUses(judge: string, files: ProjectFiles): Promise<Occurrence[]> {
  const { index } = files.context;
  const places: Occurrence[] = [];
  for (const { file, kind } of await usersOfJudge(judge, files)) {
    const own = (list: SourceNode | undefined) =>
      list === undefined ? [] : judgePlaces(list).filter(({ name }) => index.judgeFile(name, file) === judge);
    if (kind === 'prompt') {
      const document = await files.prompt(file);
      const list = document?.frontmatter()?.entries.find(({ key }) => key === 'assay.judges')?.value;
      if (document !== undefined) places.push(...own(list).map((each) => judgeIn(document, 'yaml', each)));
    } else {
      const document = await files.testSet(file);
      const format = document?.format === 'yaml' ? 'yaml' : 'json';
      const list = document?.entry('judges')?.value;
      if (document !== undefined) places.push(...own(list).map((each) => judgeIn(document, format, each)));
    }
  }
  return places;
}
