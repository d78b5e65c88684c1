import { finite, type Values } from './finite';
import { varianceComponents } from './varianceComponents';

/**
 * How much of the spread of the differences from case to case is only that the same call does not give the same score
 * twice. Where it is more than half, more repeats narrow the interval as well as more cases do.
 * @param before the repeats of each case
 * @param after the same cases in the same order
 * @returns 0 to 1; null where no case has two repeats on a side, or the differences do not vary
 */
export function noiseShare(before: readonly Values[], after: readonly Values[]): number | null {
  const pairs = before.flatMap((row, index) => {
    const [old, now] = [finite(row), finite(after[index] ?? [])];
    return old.length > 0 && now.length > 0 ? [{ old, now }] : [];
  });
  const differences = pairs.map(({ old, now }) => [mean(now) - mean(old)]);
  const spread = varianceComponents(differences).standardError;
  const noise = [pairs.map(({ old }) => old), pairs.map(({ now }) => now)].map(noiseOfMeans);
  const [ofBefore = null, ofAfter = null] = noise;
  if (spread === null || spread <= 1e-12 || ofBefore === null || ofAfter === null) return null;
  return Math.min(1, (ofBefore + ofAfter) / (spread ** 2 * pairs.length));
}

/** Variance of a case's mean that comes from its repeats. */
function noiseOfMeans(rows: readonly number[][]): number | null {
  const { withinCase } = varianceComponents(rows);
  return withinCase === null ? null : withinCase * mean(rows.map((row) => 1 / row.length));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
