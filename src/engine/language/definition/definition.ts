import type { Position, Range } from 'vscode-languageserver-types';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import type { NameSymbol, SymbolAt } from '../names/nameSymbol';
import type { Occurrence, PlaceKind } from '../names/occurrence';
import { occurrencesOf } from '../names/occurrences';
import { ProjectFiles } from '../names/projectFiles';
import { frontmatterPlaces } from '../names/promptPlaces';
import { symbolAtPosition } from '../names/symbolAtPosition';

/** A link from a name to where it is declared. */
export interface DefinitionLink {
  /** The name that it leads from. */
  originSelectionRange: Range;
  /** Absolute path of the file that it leads to. */
  file: string;
  targetRange: Range;
  targetSelectionRange: Range;
}

const FILE_START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The first kind that there is of these is where a field is declared. */
const BY_RANK: readonly (readonly PlaceKind[])[] = [
  ['schema'],
  ['default'],
  ['column', 'value'],
  ['example'],
  ['argument'],
];

/**
 * Where a name is declared: a variable in the input schema, else where it has its default, else where the test set first names
 * it; a partial and a judge in their files; a case where its id stands.
 */
export async function definition(
  document: LanguageDocument,
  position: Position,
  context: LanguageContext,
): Promise<DefinitionLink[]> {
  const files = new ProjectFiles(document, context, 'near');
  const found = await symbolAtPosition(document, position, files);
  if (found === undefined) return [];
  const targets = await declarations(found, document, files);
  return targets.map(({ file, range }) => ({
    originSelectionRange: found.place.range,
    file,
    targetRange: range,
    targetSelectionRange: range,
  }));
}

type Target = Pick<Occurrence, 'file' | 'range'>;

async function declarations(found: SymbolAt, document: LanguageDocument, files: ProjectFiles): Promise<Target[]> {
  const { symbol, place } = found;
  if (symbol.kind === 'partial' || symbol.kind === 'judge') return fileTarget(symbol);
  if (symbol.kind === 'case') return [place];
  if (symbol.kind === 'field') {
    const own = document.kind === 'prompt' ? inOwnSchema(symbol, document.prompt.file, document) : [];
    if (own.length > 0) return own;
    return bestOf((await occurrencesOf(found, files)).occurrences, place.kind === 'argument');
  }
  if (symbol.kind !== 'block-param' && symbol.kind !== 'inline') return [];
  return (await occurrencesOf(found, files)).occurrences.filter(({ kind }) => kind === 'schema');
}

function fileTarget({ file }: Extract<NameSymbol, { kind: 'partial' | 'judge' }>): Target[] {
  return file === undefined ? [] : [{ file, range: FILE_START }];
}

/** Of a prompt's own variables nothing else has to be read. */
function inOwnSchema(
  { slots }: Extract<NameSymbol, { kind: 'field' }>,
  file: string,
  { prompt }: Extract<LanguageDocument, { kind: 'prompt' }>,
): Target[] {
  const [slot] = slots;
  if (slot?.of !== 'template' || slot.file !== file || slot.inline !== undefined || prompt.isPartial) return [];
  return frontmatterPlaces(prompt, slot.way).found.filter(({ kind }) => kind === 'schema');
}

/** Of what a test set names again and again, the first in each file. */
function bestOf(occurrences: readonly Occurrence[], isArgument: boolean): Target[] {
  // What an argument is given for is read in the partial.
  const ranks: readonly (readonly PlaceKind[])[] = isArgument ? [['use']] : [...BY_RANK, ['use']];
  for (const kinds of ranks) {
    const found = occurrences.filter(({ kind }) => kinds.includes(kind));
    if (found.length === 0) continue;
    const first = new Map<string, Occurrence>();
    for (const each of found) {
      const known = first.get(each.file);
      if (known === undefined || isBefore(each.range, known.range)) first.set(each.file, each);
    }
    return [...first.values()];
  }
  return [];
}

function isBefore(one: Range, other: Range): boolean {
  return (
    one.start.line - other.start.line < 0 ||
    (one.start.line === other.start.line && one.start.character < other.start.character)
  );
}
