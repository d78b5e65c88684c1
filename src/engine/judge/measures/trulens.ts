/** TruLens asks for 0 (not at all) to 3 (fully) and shows the score on 0..1. */
export const TRULENS_MOST = 3;

/**
 * The mean of TruLens's levels: groundedness over the sentences of an answer, context relevance over the passages
 * (truera/trulens, `feedback/llm_provider.py`: `groundedness_measure_with_cot_reasons`, `context_relevance`; "the RAG
 * triad" in its documentation).
 * @param levels each 0..3
 * @returns 0..1; null where there is none
 */
export function meanLevel(levels: readonly number[]): number | null {
  if (levels.length === 0) return null;
  return levels.reduce((sum, level) => sum + level, 0) / levels.length / TRULENS_MOST;
}
