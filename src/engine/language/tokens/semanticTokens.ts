import type { Position } from 'vscode-languageserver-types';
import type { PromptDocument } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import { schemaFields } from '../index/promptFacts';
import { unquoted } from '../index/testSetFacts';
import type { LanguageDocument } from '../languageContext';
import type { NameUse } from '../names/templateNames';

/** What a name is, in the protocol's own types of tokens. */
export type TokenKind = 'variable' | 'parameter' | 'property' | 'function' | 'class' | 'enumMember';

/** `declaration` where a name is introduced, `readonly` for what the engine provides. */
export type TokenModifier = 'declaration' | 'readonly';

/** A name whose colour depends on what it means, which no grammar can tell. */
export interface SemanticToken {
  /** On one line. */
  start: Position;
  length: number;
  kind: TokenKind;
  modifiers: readonly TokenModifier[];
}

/**
 * The names of a document by what they mean: variables of the input, names that a block gives, fields of what it goes through,
 * helpers, partials, and what the engine provides. In the order of the text.
 */
export function semanticTokens(document: LanguageDocument): SemanticToken[] {
  const tokens = document.kind === 'prompt' ? promptTokens(document.prompt) : testSetTokens(document.testSet);
  return tokens.sort((a, b) => a.start.line - b.start.line || a.start.character - b.start.character);
}

function promptTokens(document: PromptDocument): SemanticToken[] {
  const { names } = document;
  const declared = schemaFields(document).flatMap((field) => tokenAt(document, field, 'variable', ['declaration']));
  const params = names.scopes.flatMap(({ params: own, parent }) =>
    own
      .filter((param) => !parent?.params.includes(param))
      .flatMap((param) => tokenAt(document, param, 'parameter', ['declaration'])),
  );
  const uses = names.uses.flatMap((use) => [
    ...tokenAt(document, use, kindOf(use), use.kind === 'data' ? ['readonly'] : []),
    ...('rest' in use ? use.rest.flatMap((segment) => tokenAt(document, segment, 'property', [])) : []),
  ]);
  return withoutOverlap([...declared, ...params, ...uses]);
}

function kindOf(use: NameUse): TokenKind {
  switch (use.kind) {
    case 'helper':
      return 'function';
    case 'partial':
      return 'class';
    case 'block-param':
    case 'argument':
      return 'parameter';
    case 'item':
      return 'property';
    default:
      return 'variable';
  }
}

function testSetTokens(document: TestSetDocument): SemanticToken[] {
  const { text, format } = document;
  const cases = document.cases();
  const isTable = format === 'csv' || format === 'tsv';
  const inputs = (isTable ? cases.slice(0, 1) : cases).flatMap(({ input }) =>
    input.flatMap(({ keyStart, keyEnd }) => tokenAt(document, unquoted(text, keyStart, keyEnd), 'variable', [])),
  );
  const ids = cases.flatMap(({ id }) =>
    id === undefined
      ? []
      : tokenAt(document, unquoted(text, id.value.start, id.value.end), 'enumMember', ['declaration']),
  );
  return withoutOverlap([...inputs, ...ids]);
}

/** A token never goes over the end of its line. */
function tokenAt(
  document: Pick<PromptDocument, 'positionAt' | 'text'>,
  { start, end }: { start: number; end: number },
  kind: TokenKind,
  modifiers: readonly TokenModifier[],
): SemanticToken[] {
  const written = document.text.slice(start, end);
  if (written === '' || /[\r\n]/.test(written)) return [];
  return [{ start: document.positionAt(start), length: written.length, kind, modifiers }];
}

/** Editors refuse tokens that overlap: the first one at a place counts. */
function withoutOverlap(tokens: SemanticToken[]): SemanticToken[] {
  const taken = new Map<string, SemanticToken>();
  for (const token of tokens) {
    const key = `${token.start.line}:${token.start.character}`;
    if (!taken.has(key)) taken.set(key, token);
  }
  return [...taken.values()];
}
