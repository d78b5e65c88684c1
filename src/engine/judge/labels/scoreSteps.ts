/** A score that a person can give, and how it is written. */
export interface ScoreStep {
  score: number;
  text: string;
}

/** More whole scores in a row are more than anybody tells apart. */
const MOST_STEPS = 11;

/** The scores that a person chooses from on a judge's scale, lowest first: its labels, its whole numbers, or five steps. */
export function scoreSteps({
  min,
  max,
  labels,
}: {
  min: number;
  max: number;
  labels?: readonly { label: string; score: number }[];
}): ScoreStep[] {
  if (labels !== undefined && labels.length > 0) return labels.map(({ label, score }) => ({ score, text: label }));
  const whole = Number.isInteger(min) && Number.isInteger(max) && max - min > 1 && max - min < MOST_STEPS;
  const count = whole ? max - min + 1 : 5;
  return Array.from({ length: count }, (_, index) => {
    const score = Number((min + ((max - min) * index) / (count - 1)).toFixed(6));
    return { score, text: String(score) };
  });
}
