import type { TokenLogprob } from '../model/provider';
import { type WeightedScore, weightedScore } from '../statistics';
import type { Scale } from './judgeScale';
import { isWhole } from './scaleWords';

/** What stands right before the score in a reply: its key or label, a separator and marks. */
const LEADS_TO_SCORE =
  /(?:score|rating|grade|分數|分数|評分|评分|得分|スコア|評価|点数|점수|평점)["'*_\x60]*\s*[:：=]\s*["'*_\x60]*$/iu;

/** The place of the score in a reply's tokens; undefined where none of them is just the score. */
export function scorePlace(tokens: readonly TokenLogprob[], emitted: number): number | undefined {
  let before = '';
  let found: number | undefined;
  for (const [place, { token }] of tokens.entries()) {
    const isScore = token.trim().replace(/^"|"$/g, '') === String(emitted);
    if (isScore && (LEADS_TO_SCORE.test(before) || tokens.length === 1)) found = place;
    before = (before + token).slice(-60);
  }
  return found;
}

/**
 * The probability-weighted score of a verdict (G-Eval, Liu et al. 2023, arXiv 2303.16634), from the alternatives at the
 * place of the score that was given.
 * @returns undefined where there are no log-probabilities at that place, or the scale is not one of whole numbers: then
 *   the verdict stands as it was given
 */
export function weightedVerdict(
  tokens: readonly TokenLogprob[] | undefined,
  emitted: number,
  scale: Scale,
): WeightedScore | undefined {
  // The 0 that might have stood in the place of a 1 is the beginning of 0.9 as well.
  if (tokens === undefined || !isWhole(scale)) return undefined;
  const place = scorePlace(tokens, emitted);
  const top = place === undefined ? undefined : tokens[place]?.top;
  if (top === undefined) return undefined;
  return weightedScore(top, { min: scale.min, max: scale.max, emitted }) ?? undefined;
}

/** The tokens with alternatives only where the score is: all that is worth keeping of them. */
export function withScoreAlternatives(tokens: readonly TokenLogprob[], emitted: number | null): TokenLogprob[] {
  const place = emitted === null ? undefined : scorePlace(tokens, emitted);
  return tokens.map(({ token, logprob, top }, index) =>
    index === place && top !== undefined ? { token, logprob, top } : { token, logprob },
  );
}
