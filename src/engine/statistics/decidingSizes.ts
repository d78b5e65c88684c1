import { sampleSizeMcnemar, sampleSizePaired } from './sampleSize';

/** On top of the formulas for large samples, since the spread that was seen is itself a sample. */
const RESERVE = 1.15;

/**
 * About how many cases would decide: 1.15 · (((z₁₋α⸝₂ + z₁₋β) · s / δ)² + 2) for scores, 1.15 times Connor's formula for
 * 0/1 scores, with a power of 80 %. "About", since a pilot of 20 cases leaves a wide range.
 * @param seen what the cases so far show: the standard deviation and the mean of their differences, and where all scores
 * are 0 or 1 the share of cases that changed
 * @returns rounded up; null where nothing varies or there is no such difference
 */
export function decidingSizes(
  seen: { sd: number | null; mean: number | null; discordant: number | null },
  { margin, alpha }: { margin: number; alpha: number },
): { forMargin: number | null; forEffect: number | null } {
  const { sd, mean, discordant } = seen;
  if (sd === null || sd === 0 || mean === null) return { forMargin: null, forEffect: null };
  const size = (delta: number) => {
    if (discordant === null) {
      const plain = sampleSizePaired(sd, delta, { alpha });
      // Two more since the spread is estimated: the t quantile is wider than the normal one.
      return rounded(plain === null ? null : plain + 2);
    }
    // A pass rate cannot change by more than the share of the cases that change.
    return rounded(sampleSizeMcnemar(Math.min(1, Math.max(discordant, Math.abs(delta))), delta, { alpha }));
  };
  return { forMargin: size(margin), forEffect: size(mean) };
}

function rounded(plain: number | null): number | null {
  return plain === null ? null : Math.ceil(RESERVE * plain);
}
