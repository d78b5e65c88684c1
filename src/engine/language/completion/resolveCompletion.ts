import type { CompletionItem } from 'vscode-languageserver-types';
import { aboutIt } from '../about/aboutIt';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import { markdown, type OfferData } from './offer';

/** Adds what takes time to an item that somebody looks at: a partial's text, values from the test set, a model's price. */
export async function resolveCompletion(
  item: CompletionItem,
  document: LanguageDocument,
  context: LanguageContext,
): Promise<CompletionItem> {
  const { unresolved } = (item.data ?? {}) as OfferData;
  const about = unresolved && (await aboutIt(unresolved, document, context));
  return about === undefined ? item : { ...item, documentation: markdown(about) };
}
