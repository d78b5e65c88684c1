import type { Evidence } from '../score';
import type { Measure } from './measure';
import { contextRecall, factualCorrectness as factualCorrectnessOf, faithfulness as faithfulnessOf } from './ragas';
import { isText, partsOf, reasonOf } from './replyShape';

/**
 * Ragas's faithfulness: the share of the answer's claims that the context supports (see `ragas.ts`).
 *
 * Reply: `{claims: [{claim, reason, supported}]}`
 */
export const faithfulness: Measure = {
  needs: ['context'],
  compute(reply) {
    const claims = claimsOf(reply, 'claims', 'claim', 'supported');
    return claims && { score: faithfulnessOf(claims.map(({ holds }) => holds === true)), evidence: claims };
  },
};

/**
 * The share of the answer's claims that are not made up: that the context or the expected answer supports. The formula is
 * faithfulness's; what counts as support is wider, so it can be used where there is no retrieval.
 *
 * Reply: `{claims: [{claim, reason, supported}]}`
 */
export const hallucination: Measure = { ...faithfulness, needs: [] };

/**
 * Ragas's context recall: the share of the expected answer's claims that the passages hold (see `ragas.ts`).
 *
 * Reply: `{claims: [{claim, reason, attributed}]}`
 */
export const contextRecallMeasure: Measure = {
  needs: ['expected', 'context'],
  judgesContext: true,
  compute(reply) {
    const claims = claimsOf(reply, 'claims', 'claim', 'attributed', 'expected');
    return claims && { score: contextRecall(claims.map(({ holds }) => holds === true)), evidence: claims };
  },
};

/**
 * Ragas's factual correctness, F₁: claims of the answer that the expected answer supports, and the other way round (see
 * `ragas.ts`).
 *
 * Reply: `{answerClaims: [{claim, reason, supported}], expectedClaims: [{claim, reason, supported}]}`
 */
export const factualCorrectness: Measure = {
  needs: ['expected'],
  compute(reply) {
    const answer = claimsOf(reply, 'answerClaims', 'claim', 'supported');
    const reference = claimsOf(reply, 'expectedClaims', 'claim', 'supported', 'expected');
    if (answer === undefined || reference === undefined) return undefined;
    const holds = (claims: Evidence[]) => claims.map((claim) => claim.holds === true);
    const score = factualCorrectnessOf(holds(answer), holds(reference))?.f1 ?? null;
    return { score, evidence: [...answer, ...reference] };
  },
};

/** Claims with their verdicts; undefined where one of them has no text or no verdict. */
export function claimsOf(
  reply: unknown,
  key: string,
  text: string,
  verdict: string,
  kind: Evidence['kind'] = 'claim',
): Evidence[] | undefined {
  const claims: Evidence[] = [];
  for (const part of partsOf(reply, key) ?? [{}]) {
    const { [text]: claim, [verdict]: holds } = part;
    if (!isText(claim) || typeof holds !== 'boolean') return undefined;
    claims.push({ kind, text: claim, holds, ...reasonOf(part) });
  }
  return claims;
}
