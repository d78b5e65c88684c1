import type { Evidence } from '../score';
import type { Measure } from './measure';
import { noiseSensitivity as noiseSensitivityOf } from './ragas';
import { isText, partsOf, passageNumbers, reasonOf } from './replyShape';

/**
 * How little the answer is led astray by what was retrieved: 1 − Ragas's noise sensitivity over relevant passages (see
 * `ragas.ts`), so that more is better as everywhere else.
 *
 * Reply: `{answerClaims: [{claim, reason, correct, passages}], expectedClaims: [{claim, passages}]}`, where `passages`
 * are the numbers of the passages that support the claim, from 1
 */
export const noiseSensitivity: Measure = {
  needs: ['expected', 'context'],
  compute(reply, { passages }) {
    const answer = supportOf(reply, 'answerClaims', passages.length);
    const reference = supportOf(reply, 'expectedClaims', passages.length);
    if (answer === undefined || reference === undefined) return undefined;
    const right = answer.map(({ part }) => part.correct);
    if (!right.every((correct): correct is boolean => typeof correct === 'boolean')) return undefined;
    const verdicts = {
      answerByReference: right,
      answerByPassage: answer.map(({ support }) => support),
      referenceByPassage: reference.map(({ support }) => support),
    };
    const sensitivity = noiseSensitivityOf(verdicts, 'relevant');
    const evidence = answer.map(
      ({ part }, index): Evidence => ({
        kind: 'claim',
        text: String(part.claim),
        holds: right[index] === true,
        ...reasonOf(part),
      }),
    );
    return { score: sensitivity === null ? null : 1 - sensitivity, evidence };
  },
};

/** The claims under a key, each with whether each passage supports it. */
function supportOf(
  reply: unknown,
  key: string,
  passages: number,
): { part: Record<string, unknown>; support: boolean[] }[] | undefined {
  const claims: { part: Record<string, unknown>; support: boolean[] }[] = [];
  for (const part of partsOf(reply, key) ?? [{}]) {
    const numbers = passageNumbers(part.passages, passages);
    if (!isText(part.claim) || numbers === undefined) return undefined;
    claims.push({ part, support: Array.from({ length: passages }, (_, index) => numbers.includes(index + 1)) });
  }
  return claims;
}
