import type { Judgement } from '../judge/score';
import type { ReportOptions } from './report';

/**
 * A judge's score as people read it: the label where the scale has labels and the score is one, else `2/5`; of several
 * readings with as many digits as tell them apart: `3.7/5`, `0.67/1`.
 */
export function scoreOfJudge({ score, label, min, max }: Pick<Judgement, 'score' | 'label' | 'min' | 'max'>): string {
  if (score === null) return '';
  return label ?? `${Number(score.toFixed(max - min <= 1 ? 2 : 1))}/${max}`;
}

/** A judge's reason; where no model was asked, why not. */
export function reasonOfJudge(
  { reason, unasked }: Pick<Judgement, 'reason' | 'unasked'>,
  { say }: Pick<ReportOptions, 'say'>,
): string {
  return unasked === undefined ? reason : say(`judge.unasked-${unasked}`);
}
