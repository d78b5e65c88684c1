import type { TokenLogprob } from '../provider';

/** More tokens are not kept: no score stands so far behind, and their perplexity would be the same. */
const MOST_TOKENS = 20_000;
/** The most alternatives that the protocol gives. */
const MOST_ALTERNATIVES = 20;

/** Adds the tokens of one chunk, or of a whole reply: `choices[0].logprobs.content` of the protocol. */
export function addLogprobs(tokens: TokenLogprob[], logprobs: unknown): void {
  const content = (logprobs as { content?: unknown } | null | undefined)?.content;
  if (!Array.isArray(content)) return;
  for (const entry of content) {
    const read = tokenOf(entry);
    if (read === undefined || tokens.length >= MOST_TOKENS) return;
    const alternatives = (entry as { top_logprobs?: unknown }).top_logprobs;
    const top = Array.isArray(alternatives)
      ? alternatives
          .slice(0, MOST_ALTERNATIVES)
          .map(tokenOf)
          .filter((each) => each !== undefined)
      : [];
    tokens.push(top.length === 0 ? read : { ...read, top });
  }
}

function tokenOf(value: unknown): { token: string; logprob: number } | undefined {
  const { token, logprob } = (value ?? {}) as { token?: unknown; logprob?: unknown };
  return typeof token === 'string' && typeof logprob === 'number' && Number.isFinite(logprob)
    ? { token, logprob }
    : undefined;
}
