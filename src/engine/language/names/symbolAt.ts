import { join } from 'node:path';
import { findPartial } from '../../prompt/promptSource';
import type { SourceNode } from '../../testset/sourceNode';
import { isInside } from '../../workspacePath';
import { blockNameSpan } from '../document/blockPairs';
import type { PromptDocument } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import { judgePlaces } from '../index/judgePlaces';
import type { LanguageContext } from '../languageContext';
import type { NameSymbol, SymbolAt } from './nameSymbol';
import { inData, inTemplate, type Occurrence, type Places, partialIn } from './occurrence';
import { inlineAt, partialTargets } from './partialTargets';
import type { ProjectFiles } from './projectFiles';
import { frontmatterWayAt } from './promptPlaces';
import type { TemplateUnit } from './templateFields';
import type { NameUse } from './templateNames';
import { inputAt } from './testSetPlaces';

/** What name of a prompt stands at an offset, or right before it; undefined where none does. */
export async function symbolInPrompt(
  document: PromptDocument,
  offset: number,
  files: ProjectFiles,
): Promise<SymbolAt | undefined> {
  const { context } = files;
  if (offset < document.template.start) {
    const field = frontmatterWayAt(document, offset);
    if (field !== undefined) {
      const { way, place } = field;
      const slots = [{ of: 'template' as const, file: document.file, way }];
      return { symbol: { kind: 'field', name: place.name, slots }, place };
    }
    const judges = document.frontmatter()?.entries.find(({ key }) => key === 'assay.judges')?.value;
    return judges && judgeAt(judges, document, 'yaml', offset, context);
  }
  return (
    paramAt(document, offset) ??
    fieldAt(document, offset) ??
    inlineNameAt(document, offset) ??
    (await useAt(document, offset, files))
  );
}

/** What name of a test set stands at an offset, or right before it; undefined where none does. */
export function symbolInTestSet(
  document: TestSetDocument,
  offset: number,
  context: LanguageContext,
): SymbolAt | undefined {
  const { file } = document;
  const found = inputAt(document, offset);
  if (found !== undefined && 'id' in found) {
    return { symbol: { kind: 'case', name: found.id, file }, place: found.place };
  }
  if (found !== undefined) {
    const { way, place } = found;
    return { symbol: { kind: 'field', name: place.name, slots: [{ of: 'tests', file, way }] }, place };
  }
  const judges = document.entry('judges')?.value;
  const format = document.format === 'yaml' ? 'yaml' : 'json';
  return judges && judgeAt(judges, document, format, offset, context);
}

function isAt({ start, end }: { start: number; end: number }, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** A judge by its name, or its path: then its own name in it. */
function judgeAt(
  judges: SourceNode,
  document: Places,
  format: 'yaml' | 'json',
  offset: number,
  { index, judgesFolder }: LanguageContext,
): SymbolAt | undefined {
  const found = judgePlaces(judges).find((place) => isAt(place, offset));
  if (found === undefined) return undefined;
  const place = judgeIn(document, format, found);
  if (/^[\w-]+$/.test(found.name)) {
    const file = join(judgesFolder, `${found.name}.prompt`);
    return { symbol: { kind: 'judge', name: found.name, file, builtIn: true }, place };
  }
  const file = index.judgeFile(found.name, document.file);
  const isThere = file !== undefined && index.prompt(file) !== undefined;
  return { symbol: { kind: 'judge', name: place.name, builtIn: false, ...(isThere && { file }) }, place };
}

/** The name of a judge where it is named: of a path the name of the file, without its ending. */
export function judgeIn(
  document: Places,
  format: 'yaml' | 'json',
  { name: text, start, end }: { name: string; start: number; end: number },
): Occurrence {
  const from = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1;
  const name = text.slice(from).replace(/\.prompt$/i, '');
  return inData(document, 'use', format, { text, name, start, end, from });
}

/** A block parameter, where it is declared or used. */
function paramAt(document: PromptDocument, offset: number): SymbolAt | undefined {
  const { file, names } = document;
  for (const { params } of names.scopes) {
    const declaration = params.find((param) => isAt(param, offset) && param.end > param.start);
    if (declaration === undefined) continue;
    const place = inTemplate(document, 'schema', declaration.name, declaration);
    return { symbol: { kind: 'block-param', name: declaration.name, file, declaration }, place };
  }
  const closers = closersAt(document, offset);
  for (const use of names.uses) {
    if (use.kind !== 'block-param' || use.declaration === undefined) continue;
    const isHere = isAt(use, offset);
    if (!isHere && !closers.some(({ opener }) => opener === use.path.start)) continue;
    const { declaration, name } = use;
    const own = closers.find(({ opener }) => opener === use.path.start)?.span.start ?? use.start;
    const span = isHere ? use : { start: own, end: own + (use.end - use.start) };
    if (!isHere && !isAt(span, offset)) continue;
    return {
      symbol: { kind: 'block-param', name, file, declaration },
      place: inTemplate(document, 'use', name, span),
    };
  }
  return undefined;
}

/** The closing tags whose name an offset is in, each with where the name of its opening tag begins. */
function closersAt(document: PromptDocument, offset: number) {
  return document.blocks
    .filter(({ close }) => isAt(close, offset))
    .map(({ open, close }) => ({ opener: blockNameSpan(open).start, span: blockNameSpan(close) }))
    .filter(({ span }) => isAt(span, offset));
}

function fieldAt(document: PromptDocument, offset: number): SymbolAt | undefined {
  const found = document.fields.at(offset);
  if (found === undefined) return undefined;
  const { unit, field } = found;
  const { name, way, quote } = field;
  // A number behind a name is that of an item.
  if (way.length > 1 && /^\d+$/.test(name)) return undefined;
  const slot = { of: 'template' as const, file: document.file, way, ...inlineOf(unit) };
  return { symbol: { kind: 'field', name, slots: [slot] }, place: inTemplate(document, 'use', name, field, quote) };
}

function inlineOf({ inline }: TemplateUnit): { inline?: number } {
  return inline === undefined ? {} : { inline: inline.start };
}

function inlineNameAt(document: PromptDocument, offset: number): SymbolAt | undefined {
  const { file } = document;
  const inline = document.units.find((unit) => unit.inline && isAt(unit.inline, offset))?.inline;
  if (inline === undefined) return undefined;
  const { name, start } = inline;
  return { symbol: { kind: 'inline', name, file, start }, place: inlineIn(document, inline) };
}

/** The name of an inline partial where it is defined. */
export function inlineIn(
  document: Places,
  { name, start, end }: { name: string; start: number; end: number },
): Occurrence {
  const quote = document.text[start] ?? '"';
  return inTemplate(document, 'schema', name, { start: start + 1, end: Math.max(start + 1, end - 1) }, quote);
}

/** A partial, one of its arguments, a helper, or data. */
async function useAt(document: PromptDocument, offset: number, files: ProjectFiles): Promise<SymbolAt | undefined> {
  const { names } = document;
  const closers = closersAt(document, offset);
  const found = names.uses.flatMap((use): { use: NameUse; span: { start: number; end: number } }[] => {
    if (use.kind === 'variable' || use.kind === 'item' || use.kind === 'block-param') return [];
    if (isAt(use, offset)) return [{ use, span: use }];
    return closers.filter(({ opener }) => opener === use.start).map(({ span }) => ({ use, span }));
  })[0];
  if (found === undefined) return undefined;
  const { use, span } = found;
  const { name } = use;
  const plain = inTemplate(document, 'use', name, span);
  if (use.kind === 'partial') {
    return { symbol: await partialSymbol(document, use, files), place: partialIn(document, name, span) };
  }
  if (use.kind === 'helper' || use.kind === 'data') return { symbol: { kind: use.kind, name }, place: plain };
  if (use.kind !== 'argument') return undefined;
  const place = inTemplate(document, 'argument', name, use);
  const nobodys: SymbolAt = { symbol: { kind: 'argument', name, of: use.of.name }, place };
  if (use.of.kind === 'helper') return nobodys;
  const including = names.uses.find((each) => each.kind === 'partial' && each.call.start === use.of.call.start);
  const targets = including?.kind === 'partial' ? await partialTargets(document, including, files) : [];
  const slots = targets.map(({ document: into, unit }) => {
    return { of: 'template' as const, file: into.file, way: [name], ...inlineOf(unit) };
  });
  return slots.length > 0 ? { symbol: { kind: 'field', name, slots }, place } : nobodys;
}

async function partialSymbol(
  document: PromptDocument,
  { name, start }: { name: string; start: number },
  files: ProjectFiles,
): Promise<NameSymbol> {
  const { context } = files;
  const included = context.index.partialFile(name, document.file);
  const own = inlineAt(document, name, start)[0];
  if (own === undefined && included !== undefined) return { kind: 'partial', name, file: included };
  const target = own ?? (await partialTargets(document, { name, start }, files))[0];
  const inline = target?.unit.inline;
  if (target !== undefined && inline !== undefined) {
    return { kind: 'inline', name, file: target.document.file, start: inline.start };
  }
  // The index knows nothing of the built-in judges, and may not have come to a file yet.
  const { judgesFolder } = context;
  const workspace = isInside(document.file, judgesFolder) ? judgesFolder : context.workspace;
  const file = await findPartial(name, document.file, { files: context.files, workspace });
  return { kind: 'partial', name, ...(file !== undefined && { file }) };
}
