import { contextRecallMeasure, factualCorrectness, faithfulness, hallucination } from './claims';
import type { Measure } from './measure';
import { noiseSensitivity } from './noise';
import { contextPrecisionMeasure, groundedness, triadContextRelevance } from './passages';
import { answerRelevance } from './questions';

export type { Measure, Measured, MeasureSubject } from './measure';

/** Every formula by the name that a judge's `assay.measure` gives it. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  faithfulness,
  hallucination,
  'factual-correctness': factualCorrectness,
  'answer-relevance': answerRelevance,
  'context-precision': contextPrecisionMeasure,
  'context-recall': contextRecallMeasure,
  'noise-sensitivity': noiseSensitivity,
  groundedness,
  'triad-context-relevance': triadContextRelevance,
};
