import type { Evidence } from '../score';
import type { Measure } from './measure';
import { answerRelevancy } from './ragas';
import { isText, partsOf, reasonOf } from './replyShape';

/**
 * Ragas's answer relevance: how like the question asked the questions are that the answer would answer, by their
 * embeddings (see `ragas.ts`). Below 0, which only opposite embeddings give, counts as 0.
 *
 * Reply: `{questions: [{question, reason, noncommittal}]}`
 */
export const answerRelevance: Measure = {
  needs: [],
  embeds: true,
  async compute(reply, { question, embed }) {
    const evidence: Evidence[] = [];
    const evading: boolean[] = [];
    for (const part of partsOf(reply, 'questions') ?? [{}]) {
      if (!isText(part.question) || typeof part.noncommittal !== 'boolean') return undefined;
      evidence.push({ kind: 'question', text: part.question, ...reasonOf(part) });
      evading.push(part.noncommittal);
    }
    if (evidence.length === 0) return undefined;
    const [asked, ...generated] = await embed([question, ...evidence.map(({ text }) => text)]);
    const relevance = answerRelevancy(asked ?? [], generated, evading);
    return { score: relevance === null ? null : Math.max(0, relevance), evidence };
  },
};
