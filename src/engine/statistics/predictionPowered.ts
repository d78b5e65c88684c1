import { normalQuantile } from './normal';

export interface PredictionPoweredInput {
  /** People's scores of the labelled items. */
  human: readonly number[];
  /** The judge's scores of the same items in the same order. */
  judge: readonly number[];
  /** The judge's scores of items that nobody labelled. */
  judgeUnlabelled: readonly number[];
}

/**
 * The mean that people would give, from few labels of theirs and many scores of a judge: mean(human) + λ ·
 * (mean(judge, unlabelled) − mean(judge, labelled)), with the λ of 0..1 that makes the interval shortest (prediction-powered
 * inference, PPI++: Angelopoulos, Duchi, Zrnic 2023, arXiv 2311.01453, example 1 and section 6; as `ppi_mean_ci` of ppi_py
 * with λ tuned). It holds whatever the judge's errors are; a judge that tells nothing leaves the mean of the labels.
 * @param options.alpha 1 − the confidence, above 0 and below 1; 0.05 by default
 * @returns in the unit of the scores; null with less than two labels or without an unlabelled item
 * @throws {RangeError} where people's and the judge's scores differ in number
 */
export function predictionPowered(
  { human, judge, judgeUnlabelled }: PredictionPoweredInput,
  { alpha = 0.05 }: { alpha?: number } = {},
): { estimate: number; low: number; high: number } | null {
  if (human.length !== judge.length) throw new RangeError(`${human.length} and ${judge.length} scores`);
  const [n, more] = [human.length, judgeUnlabelled.length];
  const known = [...human, ...judge, ...judgeUnlabelled].every((score) => Number.isFinite(score));
  if (n < 2 || more < 1 || !known || !(alpha > 0 && alpha < 1)) return null;
  const lambda = tunedLambda(human, judge, judgeUnlabelled);
  const residuals = human.map((score, index) => score - lambda * (judge[index] as number));
  const estimate = mean(residuals) + lambda * mean(judgeUnlabelled);
  const error = Math.sqrt((lambda ** 2 * variance(judgeUnlabelled)) / more + variance(residuals) / n);
  const reach = normalQuantile(1 - alpha / 2) * error;
  return { estimate, low: estimate - reach, high: estimate + reach };
}

/** cov(human, judge) / ((1 + n/N) · var(judge)), within 0..1. */
function tunedLambda(human: readonly number[], judge: readonly number[], unlabelled: readonly number[]): number {
  const [centreH, centreJ] = [mean(human), mean(judge)];
  const covariance = mean(human.map((score, index) => (score - centreH) * ((judge[index] as number) - centreJ)));
  const all = [...judge, ...unlabelled];
  const spread = (variance(all) * all.length) / (all.length - 1);
  if (spread === 0) return 0;
  return Math.min(1, Math.max(0, covariance / ((1 + human.length / unlabelled.length) * spread)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Divided by n, as the reference does. */
function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}
