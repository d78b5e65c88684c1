import { characterFScore, characterNgrams } from '../../text/characterNgrams';
import { ModelError, type ModelRequest } from '../provider';

/** Unrelated texts of one language share so much of their n-grams; below it there is nothing in common. */
const CHANCE = 0.1;
/** From here on two texts say the same in nearly the same words. */
const SAME = 0.8;

/** A clause is missing where less than so much of its character pairs is in the other text. */
const PRESENT = 0.5;
/** So many missing clauses are named, each cut to so many characters. */
const NAMED = 2;
const LONGEST_NAMED = 30;

/**
 * Scores an output by its overlap with the expected answer: chrF (see `characterFScore`), stretched so that chance is the
 * lowest score and nearly the same text the highest, then rounded to the scale's whole steps. Without an expected answer
 * it is how much of the output's n-grams the context holds. The reason names the clauses that are missing. No language
 * model: it sees characters, not meaning.
 * @returns a reply in the form that judges are asked for, `{"reason", "score"}` as JSON
 * @throws {ModelError} `bad-request` where there is nothing to compare with
 */
export function overlapVerdict(judged: NonNullable<ModelRequest['judged']>): string {
  const { output, expected, context, min, max, labels } = judged;
  const isContext = expected === undefined;
  if (isContext && !context?.length) {
    throw new ModelError('bad-request', 'baseline/overlap needs an expected answer or a context to compare with');
  }
  const reference = isContext ? (context ?? []).join('\n') : asText(expected);
  // Against a context only precision counts: a faithful answer is found in it, but does not repeat all of it.
  const overlap = characterFScore(output, reference, isContext ? { beta: 0 } : {});
  const share = Math.min(1, Math.max(0, (overlap - CHANCE) / (SAME - CHANCE)));
  const exact = min + share * (max - min);
  const score = labels === undefined ? stepOf(exact, { min, max }) : nearestLabel(exact, labels);
  const missing = isContext ? clausesMissing(output, reference) : clausesMissing(reference, output);
  return JSON.stringify({ reason: reasonFor(overlap, missing, reference, isContext), score });
}

function stepOf(exact: number, { min, max }: { min: number; max: number }): number {
  return max - min >= 2 ? Math.round(exact) : Number(exact.toFixed(2));
}

function nearestLabel(exact: number, labels: readonly { label: string; score: number }[]): string {
  let [nearest] = labels;
  for (const label of labels) {
    if (nearest === undefined || Math.abs(label.score - exact) < Math.abs(nearest.score - exact)) nearest = label;
  }
  return nearest?.label ?? '';
}

/** The clauses of a text of which less than half is in another one. */
function clausesMissing(text: string, other: string): string[] {
  const there = characterNgrams(other.toLowerCase(), 2);
  return text
    .split(/[，。；！？、\n]|[,.;!?](?=\s|$)/u)
    .map((clause) => clause.trim())
    .filter((clause) => {
      const pairs = [...characterNgrams(clause.toLowerCase(), 2).keys()];
      return pairs.length > 1 && pairs.filter((pair) => there.has(pair)).length < pairs.length * PRESENT;
    });
}

function reasonFor(overlap: number, missing: readonly string[], reference: string, isContext: boolean): string {
  const percent = Math.round(overlap * 100);
  const named = missing.slice(0, NAMED).map(cut);
  if (/\p{Script=Han}/u.test(reference)) {
    const parts = named.map((clause) => `「${clause}」`).join('、');
    const lacking = parts === '' ? '' : isContext ? `，內容中找不到：${parts}` : `，缺少：${parts}`;
    return `與${isContext ? '內容' : '預期答案'}的字元重疊為 ${percent}%${lacking}（內建基準，並非語言模型）。`;
  }
  const parts = named.map((clause) => `"${clause}"`).join(', ');
  const lacking = parts === '' ? '' : isContext ? `; not in the context: ${parts}` : `; missing: ${parts}`;
  const what = isContext ? 'context' : 'expected answer';
  return `${percent} % character overlap with the ${what}${lacking} (built-in baseline, no language model).`;
}

function cut(clause: string): string {
  const characters = [...clause];
  return characters.length <= LONGEST_NAMED ? clause : `${characters.slice(0, LONGEST_NAMED).join('')}…`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
