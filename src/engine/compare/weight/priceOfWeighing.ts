import { callsOfJudgement, modelsOfJudge } from '../../evaluate/judgeTerms';
import type { EvaluationPlan } from '../../evaluate/plan';
import type { TokenCounter } from '../../model/tokens';
import type { CaseOutcome } from '../comparison';
import type { PlanPrice } from '../priceOfPlan';

/** Tokens that an answer and a judge's reply are held to be where nothing is known of them. */
const ANSWER_TOKENS = 300;
const VERDICT_TOKENS = 150;

/**
 * About what so many calls cost, in US dollars, without a cache: by the calls on record, else by the tokens that are sent.
 * @returns null where a price is not known
 */
export async function priceOfWeighing(
  {
    full,
    known,
    perCall,
    calls,
  }: {
    full: EvaluationPlan;
    known: ReadonlyMap<string, CaseOutcome>;
    /** Mean tokens of a call's messages. */
    perCall: number;
    calls: { model: number; judges: number };
  },
  counter: TokenCounter,
  priceOf: PlanPrice,
): Promise<number | null> {
  if (calls.model === 0) return 0;
  const { repeat } = full;
  const recorded = [...known.values()].flatMap(({ cost }) => (cost === null ? [] : [cost / repeat]));
  const { maxOutputTokens } = full.parsed.metadata.config ?? {};
  const output = typeof maxOutputTokens === 'number' ? maxOutputTokens : ANSWER_TOKENS;
  const one =
    recorded.length > 0
      ? recorded.reduce((sum, cost) => sum + cost, 0) / recorded.length
      : await priceOf(full, { input: Math.round(perCall), output });
  if (one === null) return null;
  let total = one * calls.model;
  for (const [index, { judge }] of full.loadedJudges.entries()) {
    const { source } = judge;
    const partials = [...source.partials.values()].map(({ text }) => text);
    const input = [source.text, ...partials].reduce(
      (sum, text) => sum + counter.count(text),
      output + Math.round(perCall),
    );
    const terms = full.judges[index];
    const models = terms === undefined ? [] : modelsOfJudge(terms);
    for (const model of models) {
      const price = await priceOf({ model }, { input, output: VERDICT_TOKENS });
      if (price === null) return null;
      total += (price * calls.model * callsOfJudgement(terms ?? {})) / models.length;
    }
  }
  return total;
}
