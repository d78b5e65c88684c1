import { normalQuantile } from './normal';

export interface SampleSizeOptions {
  /** Two-sided level; 0.05 by default. */
  alpha?: number;
  /** Probability to see the difference where it is real; 0.8 by default. */
  power?: number;
}

/** How far shares that are the same may be apart. */
const ROUNDING = 1e-12;

/**
 * Cases that show a mean difference of `delta`: ((z₁₋α⸝₂ + z₁₋β) · sd / δ)², not rounded (Miller 2024,
 * arXiv:2411.00640, equation 9).
 * @param sd standard deviation of the paired differences, 0 or more
 * @param delta not 0; its sign does not matter
 * @returns null where undefined
 */
export function sampleSizePaired(sd: number, delta: number, options: SampleSizeOptions = {}): number | null {
  const z = quantiles(options);
  if (z === undefined || !(sd >= 0) || !Number.isFinite(sd) || !isDifference(delta)) return null;
  return (((z.level + z.power) * sd) / delta) ** 2;
}

/**
 * Cases that show a change of the pass rate by `delta`, not rounded (Connor 1987, doi:10.2307/2531961):
 * (z₁₋α⸝₂ · √ψ + z₁₋β · √(ψ − δ²))² / δ².
 * @param discordant ψ: share of the cases that change from pass to fail or back, of |δ| to 1
 * @returns null where undefined
 */
export function sampleSizeMcnemar(discordant: number, delta: number, options: SampleSizeOptions = {}): number | null {
  const z = quantiles(options);
  const possible = discordant >= Math.abs(delta) - ROUNDING && discordant <= 1;
  if (z === undefined || !isDifference(delta) || !possible) return null;
  const left = Math.sqrt(Math.max(0, discordant - delta ** 2));
  return (z.level * Math.sqrt(discordant) + z.power * left) ** 2 / delta ** 2;
}

function quantiles({ alpha = 0.05, power = 0.8 }: SampleSizeOptions): { level: number; power: number } | undefined {
  if (!(alpha > 0 && alpha < 1 && power > 0 && power < 1)) return undefined;
  return { level: normalQuantile(1 - alpha / 2), power: normalQuantile(power) };
}

function isDifference(delta: number): boolean {
  return Number.isFinite(delta) && delta !== 0;
}
