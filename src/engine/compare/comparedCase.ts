import { isKnown } from './caseOutcome';
import type { CaseComparison, CaseOutcome } from './comparison';

/** What of a case its comparison rests on. */
export type ComparedCase = Pick<CaseComparison, 'id' | 'tags' | 'weight' | 'same' | 'unjudged' | 'before' | 'after'>;

/** One number of each case in both versions, of the cases in which it is known, and their means. */
export interface CaseSides {
  /** 0..1, times the case's weight over the mean weight: of equal weights, the scores themselves. */
  before: number[];
  after: number[];
  /** Weighted means over the cases whose scores are known; null where there is none. */
  meanBefore: number | null;
  meanAfter: number | null;
}

/**
 * @param part the number of an outcome; null where not known
 */
export function caseSides(cases: readonly ComparedCase[], part: (outcome: CaseOutcome) => number | null): CaseSides {
  const pairs: { weight: number; before: number; after: number; measured: boolean }[] = [];
  for (const { weight, same, before, after } of cases) {
    const [old, now] = [partOf(before, part), partOf(after, part)];
    if (same) {
      // One sample: what is known of it on either side holds for both, and if nothing is, they are still equal.
      const value = now ?? old;
      pairs.push({ weight, before: value ?? 0, after: value ?? 0, measured: value !== null });
    } else if (old !== null && now !== null) {
      pairs.push({ weight, before: old, after: now, measured: true });
    }
  }
  const known = pairs.filter(({ measured }) => measured);
  const meanWeight = pairs.reduce((total, { weight }) => total + weight, 0) / pairs.length;
  const share = (weight: number) => weight / meanWeight;
  return {
    before: pairs.map(({ weight, before }) => before * share(weight)),
    after: pairs.map(({ weight, after }) => after * share(weight)),
    meanBefore: weightedMean(known.map(({ weight, before }) => ({ weight, value: before }))),
    meanAfter: weightedMean(known.map(({ weight, after }) => ({ weight, value: after }))),
  };
}

/** after − before of a case; 0 for the same sample, null where one of them is not known. */
export function changeOf({ same, before, after }: Pick<CaseComparison, 'same' | 'before' | 'after'>): number | null {
  if (same) return 0;
  return isKnown(before) && isKnown(after) ? after.score - before.score : null;
}

function partOf(outcome: CaseOutcome | null, part: (outcome: CaseOutcome) => number | null): number | null {
  return isKnown(outcome) ? part(outcome) : null;
}

function weightedMean(values: readonly { weight: number; value: number }[]): number | null {
  const weights = values.reduce((total, { weight }) => total + weight, 0);
  return weights > 0 ? values.reduce((total, { weight, value }) => total + weight * value, 0) / weights : null;
}
