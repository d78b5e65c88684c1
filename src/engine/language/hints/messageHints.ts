import { tokenCounter } from '../../model/tokens';
import type { PromptDocument, Span } from '../document/promptDocument';
import type { LanguageContext } from '../languageContext';
import { messageSpans } from '../symbols/messageSpans';
import type { InlineHint } from './inlayHints';

/** Counted texts are kept: while somebody types in one message the others stay as they are. */
const counts = new Map<string, number>();
const MOST_KEPT = 2_000;

/**
 * The tokens of the text of each message, behind the tag that begins it. What variables and partials bring is not in the text
 * and is not counted; a plus says that there is more.
 */
export async function messageHints(document: PromptDocument, { say, signal }: LanguageContext): Promise<InlineHint[]> {
  const messages = messageSpans(document).filter(({ tag }) => tag !== undefined);
  if (messages.length === 0) return [];
  const model = String(document.parsed.metadata.model ?? '');
  const counter = await tokenCounter(model);
  if (signal?.aborted) return [];
  return messages.map(({ tag, start, end }): InlineHint => {
    const { text, adds } = textOf(document, { start, end });
    const known = counts.get(text);
    const tokens = known ?? counter.count(text);
    if (known === undefined) {
      if (counts.size >= MOST_KEPT) counts.clear();
      counts.set(text, tokens);
    }
    const code = tokens === 1 && !adds ? 'language.hint.token' : 'language.hint.tokens';
    const more = adds ? '+' : '';
    return {
      position: document.positionAt(tag?.end ?? start),
      label: say(code, { count: `${tokens.toLocaleString('en')}${more}` }),
      kind: 'tokens',
      tooltip: say(counter.exact ? 'language.hint.tokens-exact' : 'language.hint.tokens-about'),
    };
  });
}

/** The text of a message without its tags, and whether any of them adds to it. */
function textOf(document: PromptDocument, { start, end }: Span): { text: string; adds: boolean } {
  let text = '';
  let from = start;
  let adds = false;
  for (const tag of document.tags) {
    if (tag.end <= start) continue;
    if (tag.start >= end) break;
    text += document.text.slice(from, tag.start);
    from = tag.end;
    adds ||= tag.start > start && (tag.kind === 'value' || tag.kind === 'partial');
  }
  text += document.text.slice(from, Math.max(from, end));
  return { text: text.trim(), adds };
}
