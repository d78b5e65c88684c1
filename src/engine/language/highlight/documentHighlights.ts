import { type DocumentHighlight, DocumentHighlightKind, type Position } from 'vscode-languageserver-types';
import type { SyntaxTag } from '../../prompt/syntax/templateSyntax';
import { blockNameSpan } from '../document/blockPairs';
import type { PromptDocument, Span } from '../document/promptDocument';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import type { SymbolAt } from '../names/nameSymbol';
import { inTemplate, type Occurrence } from '../names/occurrence';
import { includeIn, occurrencesOf } from '../names/occurrences';
import { ProjectFiles } from '../names/projectFiles';
import { symbolAtPosition } from '../names/symbolAtPosition';

/** A longer test set takes longer to parse than anybody waits for a highlight; in UTF-16 units. */
const LONGEST = 64 * 1024;

/**
 * The places in a document of what the name at a position stands for; of a block's helper the tags that belong together.
 * @returns undefined where no name is there, so that somebody else may have something to say
 */
export async function documentHighlights(
  document: LanguageDocument,
  position: Position,
  context: LanguageContext,
): Promise<DocumentHighlight[] | undefined> {
  if (document.kind === 'testset' && document.testSet.text.length > LONGEST) return undefined;
  if (document.kind === 'prompt') {
    const tags = blockTags(document.prompt, document.prompt.offsetAt(position));
    if (tags !== undefined) return tags;
  }
  const files = new ProjectFiles(document, context, 'document');
  const found = await symbolAtPosition(document, position, files);
  if (found === undefined) return undefined;
  const { file } = document.kind === 'prompt' ? document.prompt : document.testSet;
  const occurrences = await placesOf(found, document, files);
  const own = occurrences.filter((each) => each.file === file);
  return (own.length > 0 ? own : [found.place]).map(({ range, kind }) => ({ range, kind: accessOf(kind) }));
}

function accessOf(kind: Occurrence['kind']): DocumentHighlightKind {
  return kind === 'use' ? DocumentHighlightKind.Read : DocumentHighlightKind.Write;
}

async function placesOf(found: SymbolAt, document: LanguageDocument, files: ProjectFiles): Promise<Occurrence[]> {
  const { symbol, place } = found;
  if (document.kind === 'prompt' && symbol.kind === 'partial') return includesIn(document.prompt, symbol, files);
  if (document.kind === 'prompt' && symbol.kind === 'argument') return argumentsIn(document.prompt, place);
  return (await occurrencesOf(found, files)).occurrences;
}

/** Where a template includes the same partial. */
function includesIn(document: PromptDocument, { name, file }: { name: string; file?: string }, files: ProjectFiles) {
  const { index } = files.context;
  return document.names.uses.flatMap((use): Occurrence[] => {
    if (use.kind !== 'partial') return [];
    const isSame = file === undefined ? use.name === name : index.partialFile(use.name, document.file) === file;
    return isSame ? includeIn(document, use) : [];
  });
}

/** Where the same argument is given to the same partial. */
function argumentsIn(document: PromptDocument, place: Occurrence): Occurrence[] {
  const at = document.offsetAt(place.token.start);
  const own = document.names.uses.find((use) => use.kind === 'argument' && use.start === at);
  return document.names.uses.flatMap((use): Occurrence[] => {
    if (own?.kind !== 'argument' || use.kind !== 'argument') return [];
    const isSame = use.name === own.name && use.of.kind === own.of.kind && use.of.name === own.of.name;
    return isSame ? [inTemplate(document, 'argument', use.name, use)] : [];
  });
}

/** The names of the tags of a helper's block, where an offset is in one of them: `if`, `else`, `if`. */
function blockTags(document: PromptDocument, offset: number): DocumentHighlight[] | undefined {
  const helpers = new Set(
    document.names.uses.flatMap((use) => (use.kind === 'helper' && use.block ? [use.start] : [])),
  );
  for (const { open, between, close } of document.blocks) {
    if (offset < open.start || offset > close.end || !helpers.has(blockNameSpan(open).start)) continue;
    const spans = [blockNameSpan(open), ...between.map((tag) => elseSpan(document, tag)), blockNameSpan(close)];
    if (!spans.some(({ start, end }) => start <= offset && offset <= end)) continue;
    return spans.map((span) => ({ range: document.range(span), kind: DocumentHighlightKind.Text }));
  }
  return undefined;
}

/** The word of an `else`, or the whole tag where it is written `{{^}}`. */
function elseSpan({ text }: PromptDocument, { start, end }: SyntaxTag): Span {
  const word = /^\{\{~?\s*(?=else)/.exec(text.slice(start, end));
  return word === null
    ? { start, end }
    : { start: start + word[0].length, end: start + word[0].length + 'else'.length };
}
