import type { TokenCounter } from '../model/tokens';

/** Counted texts are kept: while somebody types in one message the others stay as they are. */
const counts = new Map<string, number>();
const MOST_KEPT = 2_000;

/** The tokens of a text of a message. All counters count alike: they differ in whether that is right for their model. */
export function countTokens(counter: TokenCounter, text: string): number {
  const known = counts.get(text);
  if (known !== undefined) return known;
  const tokens = counter.count(text);
  if (counts.size >= MOST_KEPT) counts.clear();
  counts.set(text, tokens);
  return tokens;
}
