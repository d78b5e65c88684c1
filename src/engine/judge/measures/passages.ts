import type { Evidence } from '../score';
import type { Measure } from './measure';
import { contextPrecision } from './ragas';
import { isText, partsOf, passageNumbers, reasonOf } from './replyShape';
import { meanLevel, TRULENS_MOST } from './trulens';

/**
 * Ragas's context precision: whether the passages that help are retrieved before those that do not (see `ragas.ts`).
 *
 * Reply: `{passages: [{passage, reason, relevant}]}`, where `passage` counts from 1
 */
export const contextPrecisionMeasure: Measure = {
  needs: ['expected', 'context'],
  judgesContext: true,
  compute(reply, { passages }) {
    const verdicts = verdictsOf(reply, passages.length, (part) =>
      typeof part.relevant === 'boolean' ? part.relevant : undefined,
    );
    if (verdicts === undefined) return undefined;
    const relevant = verdicts.map(({ verdict }) => verdict);
    return {
      score: contextPrecision(relevant),
      evidence: verdicts.map(({ verdict, reason }, index) => ({
        ...passage(passages[index]),
        holds: verdict,
        ...reason,
      })),
    };
  },
};

/**
 * The context relevance of TruLens's triad: how relevant each passage is, 0 to 3, as a mean (see `trulens.ts`).
 *
 * Reply: `{passages: [{passage, reason, level}]}`, where `passage` counts from 1
 */
export const triadContextRelevance: Measure = {
  needs: ['context'],
  judgesContext: true,
  compute(reply, { passages }) {
    const verdicts = verdictsOf(reply, passages.length, ({ level }) => (isLevel(level) ? level : undefined));
    if (verdicts === undefined) return undefined;
    return {
      score: meanLevel(verdicts.map(({ verdict }) => verdict)),
      evidence: verdicts.map(({ verdict, reason }, index) => ({
        ...passage(passages[index]),
        holds: verdict * 2 >= TRULENS_MOST,
        ...reason,
      })),
    };
  },
};

/**
 * The groundedness of TruLens's triad: how far the context supports each sentence of the answer, 0 to 3, as a mean (see
 * `trulens.ts`).
 *
 * Reply: `{sentences: [{sentence, reason, level}]}`
 */
export const groundedness: Measure = {
  needs: ['context'],
  compute(reply) {
    const levels: number[] = [];
    const evidence: Evidence[] = [];
    for (const part of partsOf(reply, 'sentences') ?? [{}]) {
      const { sentence, level } = part;
      if (!isText(sentence) || !isLevel(level)) return undefined;
      levels.push(level);
      evidence.push({ kind: 'claim', text: sentence, holds: level * 2 >= TRULENS_MOST, ...reasonOf(part) });
    }
    return { score: meanLevel(levels), evidence };
  },
};

/** One verdict for every passage, in their order; undefined where one is missing, doubled or of another kind. */
function verdictsOf<T>(
  reply: unknown,
  passages: number,
  read: (part: Record<string, unknown>) => T | undefined,
): { verdict: T; reason: { reason?: string } }[] | undefined {
  const parts = partsOf(reply, 'passages');
  if (parts === undefined || parts.length !== passages) return undefined;
  const verdicts = new Map<number, { verdict: T; reason: { reason?: string } }>();
  for (const part of parts) {
    const [number] = passageNumbers([part.passage], passages) ?? [];
    const verdict = read(part);
    if (number === undefined || verdict === undefined || verdicts.has(number)) return undefined;
    verdicts.set(number, { verdict, reason: reasonOf(part) });
  }
  return Array.from({ length: passages }, (_, index) => verdicts.get(index + 1)).filter((each) => each !== undefined);
}

function passage(text = ''): Pick<Evidence, 'kind' | 'text'> {
  return { kind: 'passage', text };
}

function isLevel(level: unknown): level is number {
  return Number.isInteger(level) && (level as number) >= 0 && (level as number) <= TRULENS_MOST;
}
