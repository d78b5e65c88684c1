import * as vscode from 'vscode';
import { PROMPT_SELECTOR, TEST_SET_SELECTOR } from '../documents/documentKinds';
import type { LanguageHost } from './languageHost';
import { linkProvider } from './linkProvider';
import { symbolProvider } from './symbolProvider';

/** Test sets by their names: what other files of these endings mean is other extensions' to say. */
const TEST_SETS: vscode.DocumentFilter[] = TEST_SET_SELECTOR.map(({ scheme }) => ({
  ...(scheme !== undefined && { scheme }),
  pattern: '**/*.test.{yaml,yml,json,jsonl,csv,tsv}',
}));

const ALL = [...PROMPT_SELECTOR, ...TEST_SETS];

/** Registers every feature of the language for prompts, partials, judges and test sets: a line each. */
export function registerLanguage(languages: LanguageHost): vscode.Disposable {
  const { languages: to } = vscode;
  return vscode.Disposable.from(
    to.registerDocumentLinkProvider(ALL, linkProvider(languages)),
    to.registerDocumentSymbolProvider(ALL, symbolProvider(languages), { label: 'Assay' }),
  );
}
