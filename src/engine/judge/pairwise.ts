import type { Scale } from './judgeScale';
import type { Reading } from './score';

/** What a judge of pairs answers: which of the two it was shown is better. */
export const PAIR_SCALE: Scale = {
  min: 0,
  max: 1,
  labels: [
    { label: 'B', score: 0 },
    { label: 'tie', score: 0.5 },
    { label: 'A', score: 1 },
  ],
};

/** What that means for the output under test, against the expected answer. */
export const OUTCOME_SCALE: Scale = {
  min: 0,
  max: 1,
  labels: [
    { label: 'loss', score: 0 },
    { label: 'tie', score: 0.5 },
    { label: 'win', score: 1 },
  ],
};

/** The score of the output under test, from a judge's answer about A and B. */
export function outcomeOf(score: number, order: 'output-first' | 'output-second'): number {
  return order === 'output-first' ? score : 1 - score;
}

/**
 * One verdict from both orders: the output wins or loses only where it does so in both; what turns around with the order
 * says more of the judge than of the answers, and is a tie (Zheng et al. 2023, arXiv 2306.05685, section 3.4).
 * @param readings the outcomes of the output in the two orders, on 0..1
 * @returns null where one of them is missing
 */
export function bothOrders(readings: readonly Pick<Reading, 'score'>[]): number | null {
  const [first, second] = readings.map(({ score }) => score);
  if (first === undefined || second === undefined || first === null || second === null) return null;
  return first === second ? first : 0.5;
}

/** Whether a judge of pairs took the same place in both orders, whatever stood there. */
export function followsPosition(readings: readonly Pick<Reading, 'score' | 'order'>[]): boolean {
  const [first, second] = readings.map(({ score }) => score);
  return (
    first !== undefined &&
    second !== undefined &&
    first !== null &&
    second !== null &&
    first + second === 1 &&
    first !== second
  );
}
