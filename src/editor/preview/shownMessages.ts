import type { PreviewMessage, PreviewPart, PromptPreview } from '../../engine/language/preview/previewPrompt';
import type { Message } from '../../engine/prompt/message';
import { withLf } from '../../engine/text/lineBreaks';
import type { pairMessages } from '../../engine/versions/pairMessages';
import type { ShownMessage, ShownPart } from '../../protocol/preview';

/** An address of which so much is shown; the rest is mostly data. */
const ADDRESS = 200;

/**
 * The messages as the page shows them, with what they were in HEAD where that is known.
 * @param pair the engine's, which is loaded when it is first needed
 */
export function shownMessages(
  messages: readonly PreviewMessage[],
  { sources, base }: PromptPreview,
  pair: typeof pairMessages,
): ShownMessage[] {
  const shown = (message: PreviewMessage, before: readonly string[] | null, change: ShownMessage['change']) => {
    const { role, history, place = null, parts } = message;
    let text = 0;
    const shownParts = parts.map((part) =>
      shownPart(part, sources.places, part.kind === 'text' && before !== null ? (before[text++] ?? '') : null),
    );
    return { role, history, place, parts: shownParts, change };
  };
  if (base === undefined) return messages.map((message) => shown(message, null, 'none'));
  const old = base.map(({ role, content }) => ({ role, texts: textsOf(content) }));
  const partners = pair(
    old.map(({ role, texts }) => ({ role, text: withLf(texts.join('\n')).trim() })),
    messages.map(({ role, parts }) => ({ role, text: withLf(textsOf(parts).join('\n')).trim() })),
  );
  const result: ShownMessage[] = [];
  const told = new Set(partners);
  let next = 0;
  const goneBefore = (index: number) => {
    for (; next < index; next++) if (!told.has(next)) result.push(gone(old[next]));
  };
  for (const [index, message] of messages.entries()) {
    const partner = partners[index];
    if (partner !== undefined) goneBefore(partner);
    const before = partner === undefined ? null : (old[partner]?.texts ?? []);
    result.push(shown(message, before, partner === undefined && !message.history ? 'added' : 'none'));
  }
  goneBefore(old.length);
  return result;
}

function gone(message: { role: Message['role']; texts: string[] } | undefined): ShownMessage {
  const { role, texts } = message ?? { role: 'user' as const, texts: [] };
  const parts = texts.map((text): ShownPart => ({ kind: 'text', text, stretches: [], before: null }));
  return { role, history: false, place: null, parts, change: 'removed' };
}

function shownPart(part: PreviewPart, places: PromptPreview['sources']['places'], before: string | null): ShownPart {
  switch (part.kind) {
    case 'text': {
      const { text, stretches } = part;
      const shown = stretches.map(({ start, end, place }) => {
        const { kind, value } = places[place] ?? {};
        const known = kind !== 'value' ? 'text' : value === undefined ? 'value' : 'placed-value';
        return { start, end, place, kind: known } as const;
      });
      return { kind: 'text', text, stretches: shown, before: before === null ? null : differing(before, text) };
    }
    case 'media': {
      const { url, contentType = '' } = part;
      return { kind: 'media', url: url.length > ADDRESS ? `${url.slice(0, ADDRESS)}…` : url, contentType };
    }
    case 'section':
      return { kind: 'section', name: part.name };
    case 'value':
      return { kind: 'value', text: JSON.stringify(part.value, null, 2) };
  }
}

/** The text of before with the line breaks of now, which git may have changed; null where it is the same. */
function differing(before: string, text: string): string | null {
  const lf = withLf(before);
  if (lf === withLf(text)) return null;
  return text.includes('\r\n') ? lf.replaceAll('\n', '\r\n') : lf;
}

function textsOf(parts: readonly { text?: string }[] | readonly PreviewPart[]): string[] {
  return parts.flatMap((part) => ('text' in part && part.text !== undefined ? [part.text] : []));
}
