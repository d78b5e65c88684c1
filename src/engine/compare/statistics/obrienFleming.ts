import { density, normalCdf, normalQuantile } from './normal';

/** Boundaries of a test that is looked at several times. */
export interface Boundaries {
  /** |Z| at or above it ends the test at that look; Infinity where nothing may be spent yet. */
  z: number[];
  /** The same as a two-sided p. */
  p: number[];
}

/** Points on which the density of the running statistic is carried along. */
const POINTS = 1_201;
const REACH = 8;

/**
 * Boundaries by Lan and DeMets' (1983) spending function of O'Brien and Fleming's type, on the total two-sided alpha:
 * spent(t) = 2 (1 − Φ(z₁₋α⸝₂ / √t)). The chance to stop at a look for the first time is integrated recursively
 * (Armitage, McPherson and Rowe 1969).
 * @param fractions shares of the information at each look, rising, above 0 and at most 1
 * @returns empty where the fractions are not such
 */
export function obrienFleming(fractions: readonly number[], { alpha = 0.05 }: { alpha?: number } = {}): Boundaries {
  const rising = fractions.every((each, index) => each > (fractions[index - 1] ?? 0) && each <= 1);
  if (!rising || fractions.length === 0 || !(alpha > 0 && alpha < 1)) return { z: [], p: [] };
  const level = normalQuantile(1 - alpha / 2);
  const spent = fractions.map((fraction) => 2 * (1 - normalCdf(level / Math.sqrt(fraction))));
  const z: number[] = [];
  // Of the score S = Z √t, on those paths that have not ended yet.
  let running: { grid: Float64Array; weights: Float64Array; at: number } | undefined;
  for (const [index, fraction] of fractions.entries()) {
    const toSpend = (spent[index] as number) - (spent[index - 1] ?? 0);
    const exceeding = crossing(running, fraction);
    const bound = boundaryFor(toSpend, exceeding);
    z.push(bound);
    running = carried(running, fraction, Math.min(bound, REACH) * Math.sqrt(fraction));
  }
  return { z, p: z.map((bound) => 2 * normalCdf(-bound)) };
}

/** The chance that |Z| reaches a bound at this look and has not ended before, as a function of the bound. */
function crossing(
  running: { grid: Float64Array; weights: Float64Array; at: number } | undefined,
  fraction: number,
): (bound: number) => number {
  if (running === undefined) return (bound) => 2 * normalCdf(-bound);
  const { grid, weights, at } = running;
  const spread = Math.sqrt(fraction - at);
  return (bound) => {
    const edge = bound * Math.sqrt(fraction);
    let chance = 0;
    for (let index = 0; index < grid.length; index++) {
      const from = grid[index] as number;
      chance += (weights[index] as number) * (normalCdf((from - edge) / spread) + normalCdf((-from - edge) / spread));
    }
    return chance;
  };
}

function boundaryFor(toSpend: number, exceeding: (bound: number) => number): number {
  if (toSpend < 1e-15) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, 12];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (exceeding(middle) > toSpend) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The density on [−edge, edge] at this look, with Simpson's weights. */
function carried(
  running: { grid: Float64Array; weights: Float64Array; at: number } | undefined,
  fraction: number,
  edge: number,
): { grid: Float64Array; weights: Float64Array; at: number } {
  const grid = new Float64Array(POINTS);
  const weights = new Float64Array(POINTS);
  const width = (2 * edge) / (POINTS - 1);
  for (let index = 0; index < POINTS; index++) {
    const to = -edge + index * width;
    grid[index] = to;
    const simpson = index === 0 || index === POINTS - 1 ? 1 : index % 2 === 1 ? 4 : 2;
    weights[index] = ((simpson * width) / 3) * densityAt(to, running, fraction);
  }
  return { grid, weights, at: fraction };
}

function densityAt(
  to: number,
  running: { grid: Float64Array; weights: Float64Array; at: number } | undefined,
  fraction: number,
): number {
  if (running === undefined) return density(to / Math.sqrt(fraction)) / Math.sqrt(fraction);
  const spread = Math.sqrt(fraction - running.at);
  let sum = 0;
  for (let index = 0; index < running.grid.length; index++) {
    sum += (running.weights[index] as number) * density((to - (running.grid[index] as number)) / spread);
  }
  return sum / spread;
}
