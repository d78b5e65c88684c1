import type * as vscode from 'vscode';
import type { LanguageService, LanguageText } from '../../engine/language/languageService';
import { isPromptDocument, isTestSetByName } from '../documents/documentKinds';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/**
 * Asks the language about a name. A test set may have any name where a frontmatter names it: what the other files of its
 * ending are is other extensions' to say.
 */
export async function provideNames<Answer>(
  languages: LanguageHost,
  document: vscode.TextDocument,
  token: vscode.CancellationToken,
  ask: (service: LanguageService, text: LanguageText, signal: AbortSignal) => Answer | Promise<Answer>,
): Promise<Answer | undefined> {
  const isOurs = isPromptDocument(document) || isTestSetByName(document.uri.fsPath);
  if (!isOurs && !(await languages.knowsTestSet(document))) return undefined;
  return provide(languages, document, token, ask);
}
