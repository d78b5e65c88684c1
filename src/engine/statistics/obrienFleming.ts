import { density, normalCdf, normalQuantile } from './normal';

/** Boundaries of a test that is looked at several times, one for each look. */
export interface Boundaries {
  /** |Z| at or above it ends the test at that look; Infinity where nothing may be spent yet. */
  z: number[];
  /** The same as a nominal two-sided p: a p at or below it ends the test. */
  p: number[];
}

/** Where the running statistic is, on those paths that have not ended: its density is even, so one half is enough. */
interface Running {
  /** Values of the score S = Z √t, rising from 0. */
  grid: Float64Array;
  /** The density there, times the weights of Simpson's rule. */
  mass: Float64Array;
  /** Share of the information, t. */
  at: number;
}

/** Beyond this |Z| there is nothing that a number could tell from 0 beside the rest. */
const REACH = 9;
/** Intervals of the grid: at least, for each standard deviation of the next step, and at most. */
const [FEWEST, PER_STEP, MOST] = [400, 12, 2_000];

/**
 * Boundaries by Lan and DeMets' (1983, doi:10.1093/biomet/70.3.659) spending function of O'Brien and Fleming's type, on
 * the total two-sided alpha: spent(t) = 2 (1 − Φ(z₁₋α⸝₂ / √t)). The chance to stop at a look for the first time is
 * integrated recursively (Armitage, McPherson and Rowe 1969, doi:10.2307/2343787).
 * @param fractions shares of the information at each look, rising, above 0 and at most 1
 * @param options.alpha total two-sided level, above 0 and below 1; 0.05 by default
 * @returns empty where the fractions or alpha are not such
 */
export function obrienFleming(fractions: readonly number[], { alpha = 0.05 }: { alpha?: number } = {}): Boundaries {
  const rising = fractions.every((each, index) => each > (fractions[index - 1] ?? 0) && each <= 1);
  if (!rising || fractions.length === 0 || !(alpha > 0 && alpha < 1)) return { z: [], p: [] };
  const level = normalQuantile(alpha / 2);
  const spent = fractions.map((fraction) => 2 * normalCdf(level / Math.sqrt(fraction)));
  const z: number[] = [];
  let running: Running | undefined;
  for (const [index, fraction] of fractions.entries()) {
    const toSpend = (spent[index] as number) - (spent[index - 1] ?? 0);
    // Nothing has ended before the first look, so its boundary needs no search.
    const bound =
      running === undefined ? -level / Math.sqrt(fraction) : boundaryFor(toSpend, crossing(running, fraction));
    z.push(bound);
    const next = fractions[index + 1];
    if (next !== undefined) running = carried(running, { fraction, next, bound: Math.min(bound, REACH) });
  }
  return { z, p: z.map((bound) => 2 * normalCdf(-bound)) };
}

/** The chance that |Z| reaches a bound at this look and has not ended before, as a function of the bound. */
function crossing({ grid, mass, at }: Running, fraction: number): (bound: number) => number {
  const spread = Math.sqrt(fraction - at);
  return (bound) => {
    const edge = bound * Math.sqrt(fraction);
    let chance = 0;
    for (let index = 0; index < grid.length; index++) {
      const from = grid[index] as number;
      chance += (mass[index] as number) * (normalCdf((from - edge) / spread) + normalCdf((-from - edge) / spread));
    }
    // Once for paths above 0 and once for their mirror images.
    return 2 * chance;
  };
}

function boundaryFor(toSpend: number, exceeding: (bound: number) => number): number {
  if (!(toSpend > 1e-300)) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, 40];
  while (high - low > 1e-10) {
    const middle = (low + high) / 2;
    if (exceeding(middle) > toSpend) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The density on [0, bound √t] at this look. */
function carried(
  before: Running | undefined,
  { fraction, next, bound }: { fraction: number; next: number; bound: number },
): Running {
  const edge = bound * Math.sqrt(fraction);
  const wanted = (PER_STEP * edge) / Math.sqrt(next - fraction);
  const intervals = 2 * Math.ceil(Math.min(Math.max(wanted, FEWEST), MOST) / 2);
  const grid = new Float64Array(intervals + 1);
  const mass = new Float64Array(intervals + 1);
  const width = edge / intervals;
  for (let index = 0; index <= intervals; index++) {
    const to = index * width;
    grid[index] = to;
    const simpson = index === 0 || index === intervals ? 1 : index % 2 === 1 ? 4 : 2;
    mass[index] = ((simpson * width) / 3) * densityAt(to, before, fraction);
  }
  return { grid, mass, at: fraction };
}

function densityAt(to: number, before: Running | undefined, fraction: number): number {
  if (before === undefined) return density(to / Math.sqrt(fraction)) / Math.sqrt(fraction);
  const { grid, mass, at } = before;
  const spread = Math.sqrt(fraction - at);
  let sum = 0;
  for (let index = 0; index < grid.length; index++) {
    const from = grid[index] as number;
    sum += (mass[index] as number) * (density((to - from) / spread) + density((to + from) / spread));
  }
  return sum / spread;
}
