import type { Scale } from '../judge/judgeScale';
import { isWhole } from '../judge/scaleWords';

/** Finer scales are put into five levels: a table of a hundred steps says nothing. */
const MOST_STEPS = 11;
const LEVELS = 5;

/** The steps of a scale in which agreement is counted, from the worst to the best. */
export interface Categories {
  scores: number[];
  /** In words: the labels, or the numbers. */
  names: string[];
  /** True where the scale itself has no steps, so that scores go to the nearest of five levels. */
  rounded: boolean;
}

/** The categories of a scale: its labels, its whole numbers, or five levels where it has neither or too many. */
export function categoriesOf(scale: Scale): Categories {
  const { min, max, labels } = scale;
  if (labels !== undefined) {
    return { scores: labels.map(({ score }) => score), names: labels.map(({ label }) => label), rounded: false };
  }
  const steps = isWhole(scale) && max - min < MOST_STEPS ? max - min + 1 : LEVELS;
  const scores = Array.from({ length: steps }, (_, index) => min + (index / (steps - 1)) * (max - min));
  return { scores, names: scores.map((score) => String(Number(score.toFixed(2)))), rounded: steps !== max - min + 1 };
}

/** The nearest category of a score; of two that are as near the lower one. */
export function categoryOf(score: number, { scores }: Categories): number {
  let nearest = 0;
  for (const [index, candidate] of scores.entries()) {
    if (Math.abs(candidate - score) < Math.abs((scores[nearest] as number) - score)) nearest = index;
  }
  return nearest;
}
