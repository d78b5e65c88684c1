import type { RunHeader } from './run';
import type { NextStep, VarianceParts } from './spread';
import { studentT975 } from './studentT';

/** Half-widths below it are sure enough: the margin within which two versions count as unchanged. */
const SURE_ENOUGH = 0.05;
/** More readings or calls than that are not proposed. */
const MOST_READINGS = 20;
const MOST_CALLS = 100;

/** What of a run the choice depends on. */
export interface RunTerms extends Pick<RunHeader, 'judges' | 'repeat'> {
  /** Of the prompt's own calls; undefined where the prompt leaves it to the endpoint. */
  temperature?: number;
}

/**
 * What would make a run's mean surer at the least price: more of what makes it unsure most. Readings cost only the judge's
 * calls; temperature 0 costs nothing, and is proposed where the calls differ and it is not 0 already; more cases help
 * whatever the reason.
 * @param cases how many have a score
 */
export function nextStep(parts: VarianceParts | null, cases: number, terms: RunTerms): NextStep {
  if (parts === null) return { step: 'none', width: null };
  const { standardError, caseShare, sampleShare, judgeShare } = parts;
  const widthOf = (error: number, n = cases) => studentT975(n - 1) * error;
  const from = widthOf(standardError);
  if (from <= SURE_ENOUGH) return { step: 'none', width: from };
  // What is left of the width where a share of the variance becomes a part of itself.
  const left = (share: number, part: number) => widthOf(standardError * Math.sqrt(1 - share + share * part));
  if (judgeShare !== null && judgeShare > caseShare && judgeShare >= (sampleShare ?? 0)) {
    const now = Math.max(1, ...terms.judges.map(({ repeat = 1 }) => repeat));
    const repeat = Math.min(MOST_READINGS, now * 2);
    if (repeat > now) return { step: 'repeat-the-judge', repeat, from, to: left(judgeShare, now / repeat) };
  }
  if (sampleShare !== null && sampleShare > caseShare) {
    if (terms.temperature !== 0) return { step: 'temperature-0', from, to: left(sampleShare, 0) };
    const repeat = Math.min(MOST_CALLS, terms.repeat * 2);
    const both = sampleShare + (judgeShare ?? 0);
    if (repeat > terms.repeat)
      return { step: 'repeat-the-prompt', repeat, from, to: left(both, terms.repeat / repeat) };
  }
  // As many as are needed to be sure enough, and at most as many again.
  const wanted = Math.ceil(cases * Math.min(2, (from / SURE_ENOUGH) ** 2));
  const more = Math.max(1, wanted - cases);
  const to = widthOf(standardError * Math.sqrt(cases / (cases + more)), cases + more);
  return { step: 'more-cases', more, from, to };
}
