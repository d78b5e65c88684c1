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

/** What a judge said each time that it was asked, without the maximum: `4, 3, –`; empty where it was asked once. */
export function readingScores({ readings = [] }: Pick<Judgement, 'readings'>): string {
  return readings.map(({ label, score }) => label ?? (score === null ? '–' : String(score))).join(', ');
}

/** The score, and of several readings each: `3.5/5 (4, 3)`. */
export function scoreWithReadings(judgement: Judgement): string {
  const readings = readingScores(judgement);
  return readings === '' ? scoreOfJudge(judgement) : `${scoreOfJudge(judgement)} (${readings})`;
}

/** A judge's reason; where no model was asked, why not. */
export function reasonOfJudge(
  { reason, unasked }: Pick<Judgement, 'reason' | 'unasked'>,
  { say }: Pick<ReportOptions, 'say'>,
): string {
  return unasked === undefined ? reason : say(`judge.unasked-${unasked}`);
}
