import { seededWords } from './random';

export const FLIPS = 20_000;

/** Sums of the same values in another order differ in their last digits, relative to the sum of the sizes. */
const CLOSE = 1e-12;

/**
 * The share of 20,000 random sign patterns whose sum is at least as far from 0 as the observed one, with the observed
 * one counted in, (b + 1) / (m + 1), so that it is never 0 (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585).
 * @param values not all 0
 */
export function drawnFlips(values: readonly number[], seed: number): number {
  const source = Float64Array.from(values);
  const reach = source.reduce((sum, value) => sum + Math.abs(value), 0);
  const whole = source.reduce((sum, value) => sum + value, 0);
  const bar = Math.abs(whole) - CLOSE * reach;
  const fill = seededWords(seed);
  const signs = new Uint32Array(Math.ceil(source.length / 32));
  let far = 0;
  for (let flip = 0; flip < FLIPS; flip++) {
    fill(signs);
    let kept = 0;
    for (let index = 0; index < source.length; index++) {
      kept += (source[index] as number) * (((signs[index >>> 5] as number) >>> (index & 31)) & 1);
    }
    if (Math.abs(2 * kept - whole) >= bar) far++;
  }
  return (far + 1) / (FLIPS + 1);
}
