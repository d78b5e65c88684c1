import * as vscode from 'vscode';
import { PROMPT_SELECTOR, TEST_SET_SELECTOR } from '../documents/documentKinds';
import { COMPLETION_TRIGGERS, completionProvider } from './completionProvider';
import { definitionProvider } from './definitionProvider';
import { FIX_METADATA, fixProvider } from './fixProvider';
import { foldingProvider } from './foldingProvider';
import { formatProvider } from './formatProvider';
import { highlightProvider } from './highlightProvider';
import { hintProvider } from './hintProvider';
import { hoverProvider } from './hoverProvider';
import type { LanguageHost } from './languageHost';
import { linkedProvider } from './linkedProvider';
import { linkProvider } from './linkProvider';
import { ON_TYPE_TRIGGERS, OnTypeProvider } from './onTypeProvider';
import { referenceProvider } from './referenceProvider';
import { renameProvider } from './renameProvider';
import { selectionProvider } from './selectionProvider';
import { SIGNATURE_TRIGGERS, signatureProvider } from './signatureProvider';
import { symbolProvider } from './symbolProvider';
import { TOKEN_LEGEND, tokenProvider } from './tokenProvider';

/** Test sets by their names: what other files of these endings mean is other extensions' to say. */
const TEST_SETS: vscode.DocumentFilter[] = TEST_SET_SELECTOR.map(({ scheme }) => ({
  ...(scheme !== undefined && { scheme }),
  pattern: '**/*.test.{yaml,yml,json,jsonl,csv,tsv}',
}));

const ALL = [...PROMPT_SELECTOR, ...TEST_SETS];
/** Also test sets that a frontmatter names, which may have any name. */
const NAMED = [...PROMPT_SELECTOR, ...TEST_SET_SELECTOR];

/** Registers every feature of the language for prompts, partials, judges and test sets: a line each. */
export function registerLanguage(languages: LanguageHost): vscode.Disposable {
  const { languages: to } = vscode;
  const onType = new OnTypeProvider(languages);
  return vscode.Disposable.from(
    to.registerCodeActionsProvider(ALL, fixProvider(languages), FIX_METADATA),
    to.registerDefinitionProvider(NAMED, definitionProvider(languages)),
    to.registerDocumentFormattingEditProvider(PROMPT_SELECTOR, formatProvider(languages)),
    to.registerCompletionItemProvider(ALL, completionProvider(languages), ...COMPLETION_TRIGGERS),
    to.registerDocumentHighlightProvider(NAMED, highlightProvider(languages)),
    to.registerHoverProvider(ALL, hoverProvider(languages)),
    to.registerDocumentLinkProvider(ALL, linkProvider(languages)),
    to.registerDocumentSemanticTokensProvider(ALL, tokenProvider(languages), TOKEN_LEGEND),
    to.registerDocumentSymbolProvider(ALL, symbolProvider(languages), { label: 'Assay' }),
    to.registerFoldingRangeProvider(ALL, foldingProvider(languages)),
    to.registerInlayHintsProvider(PROMPT_SELECTOR, hintProvider(languages)),
    to.registerLinkedEditingRangeProvider(PROMPT_SELECTOR, linkedProvider(languages)),
    to.registerReferenceProvider(NAMED, referenceProvider(languages)),
    to.registerRenameProvider(NAMED, renameProvider(languages)),
    to.registerSelectionRangeProvider(ALL, selectionProvider(languages)),
    onType,
    to.registerOnTypeFormattingEditProvider(PROMPT_SELECTOR, onType, ...ON_TYPE_TRIGGERS),
    to.registerSignatureHelpProvider(PROMPT_SELECTOR, signatureProvider(languages), ...SIGNATURE_TRIGGERS),
  );
}
