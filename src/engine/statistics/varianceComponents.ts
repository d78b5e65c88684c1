import { finite, type Values } from './finite';

/** Where scores vary: from call to call of one case, or from case to case. Null where undefined; squares of the unit. */
export interface VarianceComponents {
  /** Mean variance of the repeats of one case; null where no case has two. */
  withinCase: number | null;
  /** Variance of the cases' true means: that of the observed ones less what the repeats explain, at least 0. */
  betweenCases: number | null;
  /** Of the mean over all cases, in the unit of the scores; null where there are less than two. */
  standardError: number | null;
}

/**
 * One-way random effects by the law of total variance (Miller 2024, arXiv:2411.00640, section 3.2).
 * @param scoresByCase a row of repeats for each case; rows may differ in length
 */
export function varianceComponents(scoresByCase: readonly Values[]): VarianceComponents {
  const rows = scoresByCase.map(finite).filter((row) => row.length > 0);
  const repeated = rows.filter((row) => row.length > 1);
  const within = repeated.length === 0 ? null : mean(repeated.map(variance));
  if (rows.length < 2) return { withinCase: within, betweenCases: null, standardError: null };
  const ofMeans = variance(rows.map(mean));
  const share = mean(rows.map((row) => 1 / row.length));
  return {
    withinCase: within,
    betweenCases: within === null ? null : Math.max(0, ofMeans - within * share),
    standardError: Math.sqrt(ofMeans / rows.length),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}
