import { characterFScore } from '../../text/characterNgrams';
import { ModelError, type ModelRequest } from '../provider';

/** Unrelated texts of one language share so much of their n-grams; below it there is nothing in common. */
const CHANCE = 0.1;
/** From here on two texts say the same in nearly the same words. */
const SAME = 0.8;

/**
 * Scores an output by its overlap with the expected answer: chrF (see `characterFScore`), stretched so that chance is the
 * lowest score and nearly the same text the highest, then rounded to the scale's whole steps. Without an expected answer
 * it is how much of the output's n-grams the context holds. No language model: it sees words, not meaning.
 * @returns a reply in the form that judges answer in
 * @throws {ModelError} `bad-request` where there is nothing to compare with
 */
export function overlapVerdict(judged: ModelRequest['judged']): string {
  const reference = judged && referenceOf(judged);
  if (judged === undefined || reference === undefined) {
    throw new ModelError('bad-request', 'baseline/overlap needs an expected answer or a context to compare with');
  }
  const { output, min, max } = judged;
  const { text, isContext } = reference;
  // Against a context what counts is precision: a faithful answer is found in it, but does not repeat all of it.
  const overlap = characterFScore(output, text, isContext ? { beta: 0.1 } : {});
  const share = Math.min(1, Math.max(0, (overlap - CHANCE) / (SAME - CHANCE)));
  const exact = min + share * (max - min);
  const score = max - min >= 2 ? Math.round(exact) : Number(exact.toFixed(2));
  return `Reason: ${reasonFor(overlap, text, isContext)}\nScore: ${score}`;
}

function referenceOf({
  expected,
  context,
}: NonNullable<ModelRequest['judged']>): { text: string; isContext: boolean } | undefined {
  if (expected !== undefined) {
    return { text: typeof expected === 'string' ? expected : JSON.stringify(expected), isContext: false };
  }
  return context === undefined ? undefined : { text: context.join('\n'), isContext: true };
}

function reasonFor(overlap: number, reference: string, isContext: boolean): string {
  const percent = Math.round(overlap * 100);
  if (/\p{Script=Han}/u.test(reference)) {
    return `與${isContext ? '內容' : '預期答案'}的字元重疊為 ${percent}%（內建基準，並非語言模型）。`;
  }
  return `${percent} % character overlap with the ${isContext ? 'context' : 'expected answer'} (built-in baseline, no language model).`;
}
