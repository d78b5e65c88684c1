import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { SourceEntry } from '../../testset/sourceNode';
import type { PromptDocument, Span } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import { mapAt, schemaFields } from '../index/promptFacts';
import { unquoted } from '../index/testSetFacts';
import type { LanguageDocument } from '../languageContext';
import { messageSpans } from './messageSpans';

/**
 * What an outline shows: of a prompt the keys of its frontmatter with the variables below `input`, and its messages with
 * their blocks and partials; of a test set its judges and its cases.
 */
export function documentSymbols(document: LanguageDocument): DocumentSymbol[] {
  if (document.kind === 'testset') return testSetSymbols(document.testSet);
  return [...frontmatterSymbols(document.prompt), ...templateSymbols(document.prompt)];
}

function frontmatterSymbols(document: PromptDocument): DocumentSymbol[] {
  const root = document.frontmatter();
  const fields = schemaFields(document).map(({ name, start, end, entry }) =>
    symbol(document, name, SymbolKind.Variable, wholeOf(entry), { start, end }),
  );
  return mapAt(root, []).map((entry) => {
    const { key, keyStart, keyEnd, value } = entry;
    const detail = value.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
    const children = key === 'input' ? fields : [];
    const name = { start: keyStart, end: keyEnd };
    return { ...symbol(document, key, SymbolKind.Property, wholeOf(entry), name, children), ...(detail && { detail }) };
  });
}

/** Messages with what is in them. Text before the first role has no name to show. */
function templateSymbols(document: PromptDocument): DocumentSymbol[] {
  const { uses } = document.names;
  const inside: DocumentSymbol[] = uses.flatMap((use) => {
    if (use.kind === 'partial') return [symbol(document, `> ${use.name}`, SymbolKind.Module, use.call, use)];
    if (use.kind !== 'helper' || !use.block) return [];
    const opening = document.text.slice(use.start, use.call.end).split(/\}\}|\r|\n/, 1)[0] ?? use.name;
    return [symbol(document, `#${opening}`, SymbolKind.Operator, use.call, use)];
  });
  const messages = messageSpans(document).flatMap(({ role, start, end, tag }) =>
    tag === undefined ? [] : [symbol(document, role, SymbolKind.Namespace, { start, end }, tag)],
  );
  return nested([...messages, ...inside]);
}

/** Puts every symbol into the innermost one around it. */
function nested(symbols: DocumentSymbol[]): DocumentSymbol[] {
  const roots: DocumentSymbol[] = [];
  const open: DocumentSymbol[] = [];
  for (const each of symbols.sort((a, b) => before(a.range.start, b.range.start) || before(b.range.end, a.range.end))) {
    while (open.length > 0 && before((open.at(-1) as DocumentSymbol).range.end, each.range.end) < 0) open.pop();
    const around = open.at(-1);
    if (around === undefined) roots.push(each);
    else around.children = [...(around.children ?? []), each];
    open.push(each);
  }
  return roots;
}

function before(a: DocumentSymbol['range']['start'], b: DocumentSymbol['range']['start']): number {
  return a.line - b.line || a.character - b.character;
}

function testSetSymbols(document: TestSetDocument): DocumentSymbol[] {
  const root = document.root();
  const entries = root?.kind === 'map' ? root.entries : [];
  const cases = document.cases().map(({ node, id }, index) => {
    const written = id?.value.kind === 'scalar' ? id.value : undefined;
    const name = written === undefined ? `case-${index + 1}` : String(written.value);
    const place = written === undefined ? { start: node.start, end: node.start } : written;
    return symbol(document, name, SymbolKind.Event, node, unquoted(document.text, place.start, place.end));
  });
  if (entries.length === 0) return cases;
  return entries.map((entry) => {
    const { key, keyStart, keyEnd } = entry;
    const children = key === 'cases' ? cases : [];
    return symbol(document, key, SymbolKind.Property, wholeOf(entry), { start: keyStart, end: keyEnd }, children);
  });
}

function wholeOf({ keyStart, keyEnd, value }: SourceEntry): Span {
  return { start: keyStart, end: Math.max(keyEnd, value.end) };
}

function symbol(
  document: Pick<PromptDocument, 'range'>,
  name: string,
  kind: SymbolKind,
  whole: Span,
  own: Span,
  children: DocumentSymbol[] = [],
): DocumentSymbol {
  // An outline wants the name inside of the whole, and the whole to have a name.
  const range = document.range({ start: Math.min(whole.start, own.start), end: Math.max(whole.end, own.end) });
  const shown = name.trim() === '' ? '–' : name;
  return { name: shown, kind, range, selectionRange: document.range(own), children };
}
