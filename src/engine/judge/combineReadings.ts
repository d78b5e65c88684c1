import type { Aggregate } from '../testset/testSet';
import type { Judge } from './judge';
import { bothOrders } from './pairwise';
import type { Reading } from './score';

/** One score from all that a judge was asked. */
export interface Combined {
  /** On the judge's own scale; null as soon as one reading has none, so that scores always have the same parts. */
  score: number | null;
  /** Sample standard deviation of the readings; absent below two scores. */
  spread?: number;
  /** The label of the score, where it is one. */
  label?: string;
}

/**
 * Combines the readings of one judgement: the mean over the repeats of each model, then over the models of a panel their
 * mean, median or majority (Verga et al. 2024, "Replacing Judges with Juries", arXiv 2404.18796). A pair is first
 * decided from its two orders.
 */
export function combineReadings({ settings, labels }: Judge, readings: readonly Reading[]): Combined {
  const byModel = new Map<string, (number | null)[]>();
  for (const verdict of settings.pairwise ? decidedPairs(readings) : readings) {
    byModel.set(verdict.model, [...(byModel.get(verdict.model) ?? []), verdict.score]);
  }
  const scores = [...byModel.values()].flat().filter((score) => score !== null);
  const spread = deviation(scores);
  const known = spread === undefined ? {} : { spread };
  if (scores.length === 0 || scores.length < [...byModel.values()].flat().length) return { score: null, ...known };
  const perModel = [...byModel.values()].map((each) => mean(each as number[]));
  const score = aggregate(perModel, settings.aggregate);
  const label = labels?.find((candidate) => candidate.score === score)?.label;
  return { score, ...known, ...(label !== undefined && { label }) };
}

function decidedPairs(readings: readonly Reading[]): { model: string; score: number | null }[] {
  const decided: { model: string; score: number | null }[] = [];
  for (let index = 0; index < readings.length; index += 2) {
    const pair = readings.slice(index, index + 2);
    decided.push({ model: pair[0]?.model ?? '', score: bothOrders(pair) });
  }
  return decided;
}

/** @param scores one a model, at least one */
export function aggregate(scores: readonly number[], how: Aggregate): number {
  if (how === 'median') return median(scores);
  if (how === 'mean') return mean(scores);
  const counts = new Map<number, number>();
  for (const score of scores) counts.set(score, (counts.get(score) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const winners = [...counts].filter(([, count]) => count === most).map(([score]) => score);
  // Without a majority the middle of those that share it, as a panel of two that disagrees has.
  return winners.length === 1 ? (winners[0] as number) : median(winners);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

function deviation(numbers: readonly number[]): number | undefined {
  if (numbers.length < 2) return undefined;
  const centre = mean(numbers);
  return Math.sqrt(numbers.reduce((sum, each) => sum + (each - centre) ** 2, 0) / (numbers.length - 1));
}
