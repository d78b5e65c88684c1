import type { Position, Range } from 'vscode-languageserver-types';
import type { PromptDocument } from '../document/promptDocument';
import type { LanguageContext } from '../languageContext';
import { messageHints } from './messageHints';
import { modelHint } from './modelHint';
import { typeHints } from './typeHints';

/** Something short to show in a line of the text, which is no part of it. */
export interface InlineHint {
  position: Position;
  label: string;
  kind: 'type' | 'tokens' | 'model';
  /** What more there is to say. */
  tooltip?: string;
}

/**
 * What a prompt does not say itself: the types of its variables, the tokens of each message, the size and the price of its
 * model and what one call costs.
 * @param range the part that is in sight
 */
export async function inlayHints(
  document: PromptDocument,
  range: Range,
  context: LanguageContext,
): Promise<InlineHint[]> {
  const seen = document.span(range);
  const hints = [...typeHints(document)];
  for (const later of [modelHint, messageHints]) {
    if (context.signal?.aborted) return [];
    hints.push(...(await later(document, context)));
  }
  return hints.filter(({ position }) => {
    const offset = document.offsetAt(position);
    return seen.start <= offset && offset <= seen.end;
  });
}
