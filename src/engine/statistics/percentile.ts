import { finite, type Values } from './finite';

/**
 * A percentile with linear interpolation between neighbours: numpy's default, type 7 of Hyndman and Fan 1996
 * (doi:10.1080/00031305.1996.10473566).
 * @param values in any order; what is not known takes no part
 * @param p 0 to 100
 * @returns in the unit of the values; null where there is none, or for a `p` out of its range
 */
export function percentile(values: Values, p: number): number | null {
  const sorted = finite(values).sort((a, b) => a - b);
  if (sorted.length === 0 || !(p >= 0 && p <= 100)) return null;
  const place = (p / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}
