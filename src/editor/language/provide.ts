import type * as vscode from 'vscode';
import type { LanguageService, LanguageText } from '../../engine/language/languageService';
import type { LanguageHost } from './languageHost';

/**
 * Asks the language about a document.
 * @returns undefined where the document is nobody's file, was typed on meanwhile, or nobody waits for the answer any longer
 */
export async function provide<Answer>(
  languages: LanguageHost,
  document: vscode.TextDocument,
  token: vscode.CancellationToken,
  ask: (service: LanguageService, text: LanguageText, signal: AbortSignal) => Answer | Promise<Answer>,
): Promise<Answer | undefined> {
  const { version } = document;
  const cancelled = new AbortController();
  const listening = token.onCancellationRequested(() => cancelled.abort());
  try {
    const [service, text] = await Promise.all([languages.load(), languages.text(document)]);
    if (text === undefined || token.isCancellationRequested || document.version !== version) return undefined;
    const answer = await ask(service, text, cancelled.signal);
    return token.isCancellationRequested || document.version !== version ? undefined : answer;
  } finally {
    listening.dispose();
  }
}
