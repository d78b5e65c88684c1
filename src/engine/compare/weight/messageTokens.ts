import type { TokenCounter } from '../../model/tokens';
import type { Message } from '../../prompt/message';

/** Tokens of the text of some messages, without what the endpoint adds around each. */
export type MessageTokens = (messages: readonly Message[]) => number;

/** Texts that were counted are kept: of many renderings most messages are the same. */
const MOST_KEPT = 5_000;

/** Counts each text once. */
export function messageTokens(counter: TokenCounter): MessageTokens {
  const counts = new Map<string, number>();
  const countOf = (text: string) => {
    const known = counts.get(text);
    if (known !== undefined) return known;
    const count = counter.count(text);
    if (counts.size < MOST_KEPT) counts.set(text, count);
    return count;
  };
  return (messages) =>
    messages.reduce(
      (sum, { content }) => sum + content.reduce((all, { text }) => all + (text === undefined ? 0 : countOf(text)), 0),
      0,
    );
}
