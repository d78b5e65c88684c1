import type { CaseResult, RunSummary } from '../evaluate/run';
import { outOf } from './quantities';
import { widthOnScale } from './spreadText';

/**
 * A case's score as people read it, with its deviation over the repeats: `3.4/5 ±0.9`; where its only judge has a scale of
 * words, the word. Empty where there is none.
 */
export function caseScoreText({ score, spread, samples }: CaseResult, scale: RunSummary['scale']): string {
  if (score === null) return '';
  const [only, ...others] = samples.flatMap(({ judges }) => judges);
  if (only?.label !== undefined && others.length === 0) return only.label;
  return spread?.sd ? `${outOf(score, scale)} ±${widthOnScale(spread.sd, scale)}` : outOf(score, scale);
}
