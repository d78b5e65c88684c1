import { badArgument, type Check, type CheckFinding } from './check';

/**
 * The output's perplexity is at most so much: exp(−mean of its tokens' log-probabilities), 1 where the model was sure of
 * every token (Jelinek et al. 1977). The model is asked for log-probabilities; without them it is unknown.
 */
export const perplexity: Check = {
  fault: ({ argument, kind, ...spec }) =>
    typeof argument === 'number' && argument >= 1 && Number.isFinite(argument)
      ? undefined
      : badArgument({ kind, argument, ...spec }, 'number'),
  run({ argument }, { logprobs }): CheckFinding {
    const limit = Number(argument);
    if (logprobs === undefined || logprobs.length === 0) {
      return { holds: false, args: { limit }, unknown: 'check.perplexity-unknown' };
    }
    const mean = logprobs.reduce((sum, { logprob }) => sum + logprob, 0) / logprobs.length;
    const found = Math.exp(-mean);
    return { holds: found <= limit, args: { found: Number(found.toFixed(3)), limit } };
  },
};
