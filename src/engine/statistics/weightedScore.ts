/** One of the tokens that a model might have given at a place. */
export interface TokenProbability {
  token: string;
  /** Natural logarithm of its probability. */
  logprob: number;
}

export interface WeightedScore {
  /** The mean of the scores on the scale, weighted by their probabilities. */
  score: number;
  /** How much of the probability lay on them, 0..1. Where it is small the score says little. */
  mass: number;
}

/**
 * The score that a model gives on average rather than once: Σ p(s)·s over the whole numbers of the scale, with the
 * probabilities of these alone adding up to 1 (G-Eval, Liu et al. 2023, arXiv 2303.16634, equation 1). Tokens of one
 * number (`4`, ` 4`) add up; only ASCII digits count.
 * @param topLogprobs the alternatives at the place of the score
 * @param options.emitted the score that was given: it stands where none of the alternatives is on the scale
 * @returns null where neither is on the scale
 */
export function weightedScore(
  topLogprobs: readonly TokenProbability[],
  { min, max, emitted }: { min: number; max: number; emitted?: number | null },
): WeightedScore | null {
  let sum = 0;
  let mass = 0;
  for (const { token, logprob } of topLogprobs) {
    const written = token.trim().replace(/^"|"$/g, '');
    if (!/^-?\d+$/.test(written) || Number.isNaN(logprob)) continue;
    const score = Number(written);
    if (score < min || score > max) continue;
    // What is certain comes as a little above 0 where a server rounds.
    const probability = Math.exp(Math.min(0, logprob));
    sum += score * probability;
    mass += probability;
  }
  if (mass > 0) return { score: Math.min(max, Math.max(min, sum / mass)), mass: Math.min(1, mass) };
  const isOnScale = typeof emitted === 'number' && emitted >= min && emitted <= max;
  return isOnScale ? { score: emitted, mass: 0 } : null;
}
