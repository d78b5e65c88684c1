import type { Values } from './finite';

/**
 * Holm's step-down adjustment (1979, Scand. J. Statist. 6:65): p values that may be compared with alpha although several were looked at.
 * @param ps in any order; what is null or no number is no test and does not count
 * @returns adjusted, in the same order, null for null
 */
export function holm(ps: Values): (number | null)[] {
  return adjusted(ps, (ranked) => {
    let largest = 0;
    return ranked.map((p, rank) => {
      largest = Math.max(largest, Math.min(1, p * (ranked.length - rank)));
      return largest;
    });
  });
}

/**
 * Benjamini and Hochberg's step-up adjustment (1995, doi:10.1111/j.2517-6161.1995.tb02031.x), for the share of false
 * discoveries.
 * @param ps in any order; what is null or no number is no test and does not count
 * @returns adjusted, in the same order, null for null
 */
export function benjaminiHochberg(ps: Values): (number | null)[] {
  return adjusted(ps, (ranked) => {
    let smallest = 1;
    return ranked
      .map((p, rank) => ({ p, rank }))
      .reverse()
      .map(({ p, rank }) => {
        smallest = Math.min(smallest, (p * ranked.length) / (rank + 1));
        return smallest;
      })
      .reverse();
  });
}

function adjusted(ps: Values, adjust: (ranked: number[]) => number[]): (number | null)[] {
  const tests = ps.flatMap((p, index) => (typeof p === 'number' && !Number.isNaN(p) ? [{ p, index }] : []));
  tests.sort((a, b) => a.p - b.p);
  const result: (number | null)[] = ps.map(() => null);
  for (const [rank, p] of adjust(tests.map(({ p }) => p)).entries())
    result[(tests[rank] as { index: number }).index] = p;
  return result;
}
