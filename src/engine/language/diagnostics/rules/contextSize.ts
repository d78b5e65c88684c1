import { modelFacts } from '../../../model/modelFacts';
import { resolveModel } from '../../../model/resolveModel';
import { type TokenCounter, tokenCounter } from '../../../model/tokens';
import { pause } from '../../../testset/pause';
import { mapAt } from '../../index/promptFacts';
import type { LanguageContext } from '../../languageContext';
import { findingAt } from '../finding';
import type { PromptRule } from '../rule';
import { writtenModel } from './modelNames';

/** So much is counted in one go, in UTF-16 units. */
const AT_ONCE = 16 * 1024;

/** A prompt whose own text, and that of its partials, is longer than all that its model takes, before any input. */
export const contextSize: PromptRule = async ({ document, source, context }) => {
  const model = mapAt(document.frontmatter(), []).find(({ key }) => key === 'model')?.value;
  const name = model && writtenModel(model, document.text);
  if (name === undefined || document.isPartial) return [];
  const resolved = resolveModel(name.text, context.endpoints);
  if ('code' in resolved) return [];
  const texts = [document, ...[...source.partials.values()].map(({ file, text }) => context.parse(text, file))].map(
    plainText,
  );
  const { contextTokens: limit } = await modelFacts(resolved.endpoint, resolved.model);
  // A token is a byte at least: of a text with fewer nothing has to be counted.
  if (limit === undefined || texts.join('').length * 3 <= limit || bytesOf(texts) <= limit) return [];
  const counter = await tokenCounter(name.text);
  const tokens = await countPast(texts, counter, limit, context);
  if (tokens <= limit) return [];
  return [findingAt(document, 'prompt.longer-than-context', 'warning', name.span, { model: name.text, limit })];
};

/** What of a template is sent as it stands. */
function plainText({
  text,
  template,
  tags,
}: {
  text: string;
  template: { start: number; end: number };
  tags: readonly { start: number; end: number }[];
}): string {
  let from = template.start;
  const pieces: string[] = [];
  for (const { start, end } of tags) {
    pieces.push(text.slice(from, start));
    from = Math.max(from, end);
  }
  return [...pieces, text.slice(from, template.end)].join('');
}

function bytesOf(texts: readonly string[]): number {
  const encoder = new TextEncoder();
  return texts.reduce((sum, text) => sum + encoder.encode(text).length, 0);
}

/** Counts until there are more than the limit, with pauses, so that nobody waits for it. */
async function countPast(
  texts: readonly string[],
  counter: TokenCounter,
  limit: number,
  { signal }: LanguageContext,
): Promise<number> {
  let tokens = 0;
  for (const text of texts) {
    for (let from = 0; from < text.length; from += AT_ONCE) {
      if (tokens > limit || signal?.aborted) return tokens;
      tokens += counter.count(text.slice(from, from + AT_ONCE));
      await pause();
    }
  }
  return tokens;
}
