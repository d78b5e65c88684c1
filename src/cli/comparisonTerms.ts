import { positiveNumber, share, wholeNumber } from './numberOption';

/** More runs of a case, or calls at once, are a slip of the keyboard. */
const MOST_AT_ONCE = 1_000;

/** How cases are run and what a difference is held to, as the commands that compare take it. */
export interface ComparisonTerms {
  repeat?: number;
  concurrency?: number;
  /** US dollars. */
  budget?: number;
  /** Share of the scale, below 1. */
  margin?: number;
  seed?: number;
}

/** Reads the options as they stand on the command line. @throws {UsageError} */
export function readComparisonTerms({
  repeat,
  concurrency,
  budget,
  margin,
  seed,
}: { [Name in keyof ComparisonTerms]?: string }): ComparisonTerms {
  const most = MOST_AT_ONCE;
  return {
    ...(repeat !== undefined && { repeat: wholeNumber('--repeat', repeat, { most }) }),
    ...(concurrency !== undefined && { concurrency: wholeNumber('--concurrency', concurrency, { most }) }),
    ...(budget !== undefined && { budget: positiveNumber('--budget', budget) }),
    ...(margin !== undefined && { margin: share('--margin', margin) }),
    ...(seed !== undefined && { seed: wholeNumber('--seed', seed) }),
  };
}
