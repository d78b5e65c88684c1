import { normalQuantile } from './normal';

/**
 * The score interval of a share (Wilson 1927, doi:10.1080/01621459.1927.10502953): stays within 0 to 1, and says something
 * also where nothing or everything succeeded.
 * @param successes 0 to `n`
 * @param n 1 or more
 * @param options.confidence above 0 and below 1; 0.95 by default
 * @returns null where there is nothing to count
 */
export function wilson(
  successes: number,
  n: number,
  { confidence = 0.95 }: { confidence?: number } = {},
): { low: number; high: number } | null {
  if (!(n > 0 && successes >= 0 && successes <= n) || !(confidence > 0 && confidence < 1)) return null;
  const z = normalQuantile(0.5 + confidence / 2);
  const share = successes / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  // At the ends the sums cancel but for the rounding.
  return {
    low: successes === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: successes === n ? 1 : Math.min(1, (centre + half) / scale),
  };
}
