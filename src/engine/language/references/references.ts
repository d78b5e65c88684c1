import type { Location, Position } from 'vscode-languageserver-types';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import type { Doubt } from '../names/doubt';
import { occurrencesOf } from '../names/occurrences';
import { ProjectFiles } from '../names/projectFiles';
import { symbolAtPosition } from '../names/symbolAtPosition';

/** Every place of a name, and what could not be looked through for it: nobody should take a part for all. */
export interface References {
  places: { file: string; range: Location['range'] }[];
  missing: Doubt[];
}

/** What keeps places from being found; other doubts only matter to whoever wants to change them. */
const MISSING = new Set([
  'rename.broken',
  'rename.unreadable',
  'rename.too-large',
  'rename.outside',
  'rename.workspace-too-large',
]);

/**
 * All places in the project of what a name stands for.
 * @param options.includeDeclaration also where it is declared: in a schema, between the bars of a block
 */
export async function references(
  document: LanguageDocument,
  position: Position,
  { includeDeclaration }: { includeDeclaration: boolean },
  context: LanguageContext,
): Promise<References> {
  await context.index.whole();
  const files = new ProjectFiles(document, context, 'whole');
  const found = await symbolAtPosition(document, position, files);
  if (found === undefined || found.symbol.kind === 'helper' || found.symbol.kind === 'data') {
    return { places: [], missing: [] };
  }
  const { occurrences, doubts } = await occurrencesOf(found, files);
  const wanted = occurrences.filter(({ kind }) => includeDeclaration || kind !== 'schema');
  const missing = doubts.filter(({ code }) => MISSING.has(code));
  if (context.index.tooLarge) missing.push({ code: 'rename.workspace-too-large', file: context.workspace });
  return { places: wanted.map(({ file, range }) => ({ file, range })), missing };
}
