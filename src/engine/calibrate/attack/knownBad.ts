import { fingerprint } from '../../evaluate/fingerprint';
import type { Judge } from '../../judge/judge';
import { seededRandom } from '../../statistics/random';
import { humanScore, type LabelledOutput } from '../labelledOutput';

/**
 * Whether people found an output bad beyond doubt: their mean is below the judge's threshold and in the lower half of its
 * scale. What is merely not good enough may pass now and then, and would blame an attack for it.
 */
export function isKnownBad({ ratings }: LabelledOutput, { min, max, threshold }: Judge): boolean {
  const score = humanScore(ratings);
  return score !== null && score < threshold && score < (min + max) / 2;
}

/**
 * Some of the outputs, chosen by a seed, in their own order; all of them where there are no more.
 * @param limit 1 or more
 */
export function chosen(outputs: readonly LabelledOutput[], limit: number, seed: number): LabelledOutput[] {
  if (outputs.length <= limit) return [...outputs];
  const random = seededRandom(seed);
  const order = outputs.map((output) => ({ output, at: random() })).sort((a, b) => a.at - b.at);
  const taken = new Set(order.slice(0, limit).map(({ output }) => output));
  return outputs.filter((output) => taken.has(output));
}

/** Chance for one attack on one output, so that adding another attack leaves it, and what is cached, as it is. */
export function randomFor(seed: number, ...of: readonly string[]): () => number {
  return seededRandom(Number.parseInt(fingerprint([seed, ...of]).slice(0, 8), 16));
}
