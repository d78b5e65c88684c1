import type { CaseResult, RunSummary } from '../evaluate/run';
import { outOf } from './quantities';
import { widthOnScale } from './spreadText';

/** That of checks, whatever judges the other cases. */
const SHARE = { min: 0, max: 1 };

/**
 * A case's score as people read it, with its deviation over the repeats: `3.4/5 ±0.9`; where its only judge has a scale of
 * words, the word. Empty where there is none.
 */
export function caseScoreText({ score, spread, samples }: CaseResult, scale: RunSummary['scale']): string {
  if (score === null) return '';
  const [only, ...others] = samples.flatMap(({ judges }) => judges);
  if (only?.label !== undefined && others.length === 0) return only.label;
  const own = only === undefined ? SHARE : scale;
  return spread?.sd ? `${outOf(score, own)} ±${widthOnScale(spread.sd, own)}` : outOf(score, own);
}
