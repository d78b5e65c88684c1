import { tokenCounter } from '../../model/tokens';
import { findPartial } from '../../prompt/promptSource';
import { countTokens } from '../countTokens';
import type { PromptDocument, Span } from '../document/promptDocument';
import type { LanguageContext } from '../languageContext';
import { messageSpans } from '../symbols/messageSpans';
import type { InlineHint } from './inlayHints';

/** Partials in partials are followed so far. */
const DEEPEST = 8;

/**
 * The tokens of the text of each message, partials included, behind the tag that begins it. What variables bring is not in the
 * text and is not counted; a plus says that there is more.
 */
export async function messageHints(document: PromptDocument, context: LanguageContext): Promise<InlineHint[]> {
  const { say, signal } = context;
  const messages = messageSpans(document).filter(({ tag }) => tag !== undefined);
  if (messages.length === 0) return [];
  const counter = await tokenCounter(String(document.parsed.metadata.model ?? ''));
  const hints: InlineHint[] = [];
  for (const { tag, start, end } of messages) {
    if (signal?.aborted) return [];
    const own = { start: tag?.end ?? start, end };
    const { text, adds } = await textOf(document, own, context);
    const tokens = countTokens(counter, text.trim());
    const code = tokens === 1 && !adds ? 'language.hint.token' : 'language.hint.tokens';
    hints.push({
      position: document.positionAt(own.start),
      label: say(code, { count: `${tokens.toLocaleString('en')}${adds ? '+' : ''}` }),
      kind: 'tokens',
      tooltip: say(counter.exact ? 'language.hint.tokens-exact' : 'language.hint.tokens-about'),
    });
  }
  return hints;
}

/** The text in a part of a template without its tags, with that of the partials, and whether a variable adds to it. */
async function textOf(
  document: PromptDocument,
  { start, end }: Span,
  context: LanguageContext,
  depth = 0,
): Promise<{ text: string; adds: boolean }> {
  let text = '';
  let from = start;
  let adds = false;
  for (const tag of document.tags) {
    if (tag.end <= start) continue;
    if (tag.start >= end) break;
    text += document.text.slice(from, tag.start);
    from = tag.end;
    adds ||= tag.kind === 'value';
    if (tag.kind !== 'partial' || depth >= DEEPEST) continue;
    const name = document.names.uses.find((use) => use.kind === 'partial' && use.call.start === tag.start)?.name;
    const file = name === undefined ? undefined : await findPartial(name, document.file, context);
    const partial = file === undefined ? undefined : await context.prompt(file);
    if (partial === undefined) continue;
    const inside = await textOf(partial, partial.template, context, depth + 1);
    text += inside.text;
    adds ||= inside.adds;
  }
  return { text: text + document.text.slice(from, Math.max(from, end)), adds };
}
