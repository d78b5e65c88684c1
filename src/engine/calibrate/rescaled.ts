import type { JudgeScale } from '../judge/judgeScale';
import type { LabelledOutput } from './labelledOutput';

/** Labelled outputs whose scores stand on one scale, as they would be on another. */
export function rescaled(outputs: readonly LabelledOutput[], from: JudgeScale, to: JudgeScale): LabelledOutput[] {
  return outputs.map((output) => ({
    ...output,
    ratings: output.ratings.map((rating) => ({ ...rating, score: onOtherScale(rating.score, from, to) })),
  }));
}

/** As far up as before; on a scale of two words what passed passes, on one of more words the nearest of them. */
function onOtherScale(score: number, from: JudgeScale, to: JudgeScale): number {
  const share = (score - from.min) / (from.max - from.min);
  const exact = to.min + share * (to.max - to.min);
  if (to.labels === undefined) return exact;
  if (to.labels.length === 2) return score >= from.threshold ? to.max : to.min;
  const [nearest] = [...to.labels].sort((a, b) => Math.abs(a.score - exact) - Math.abs(b.score - exact));
  return nearest?.score ?? exact;
}
