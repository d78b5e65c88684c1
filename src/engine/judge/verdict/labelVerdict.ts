import { hasSecondScore, isOfOthers, isOneInCode, isOneOfTwoLevels, isOnlyMaximum, isTakenBack } from './doubts';
import { outerElements } from './elements';
import type { LabelLine } from './labelLines';
import { scoreAt } from './labelledScore';
import { INLINE_REASON } from './labels';
import type { Scale } from './scale';
import { isFinal, isScore, isVerdict, scoreLabels } from './scoreLabels';
import { readOnlyScore } from './scoreValue';
import { within } from './spans';
import { isSum, partsOf } from './sumOfParts';
import type { Verdict } from './verdict';

/**
 * Reads a verdict from labels at the beginning of lines.
 *
 * Score before reason: what stands in the reason does not count. Reason before score: the last label counts. A final or
 * overall score wins over the others; a score that is only initial, or one of several criteria, is no verdict.
 * @param text the reply; `half` the same in half-width forms
 * @returns undefined where no line begins with a label for a score
 */
export function readLabels(text: string, half: string, scale: Scale): Verdict | undefined {
  const all = scoreLabels(half);
  if (all.length === 0) return undefined;
  const insideFence = fencesOf(half);
  const insideElement = within(outerElements(half));
  const outside = all.filter(({ start }) => !insideFence(start)).filter(({ start }) => !insideElement(start));
  const labels = outside.some(isScore) ? outside : all;
  const counting = countingLabels(labels);
  const chosen = choose(counting, labels, half);
  if (chosen === undefined) {
    if (!counting.some(isScore)) return readInlineScore(text, half, labels, scale);
    return { score: null, reason: labelledReason(text, labels, undefined) ?? '' };
  }
  const { score: read, end } = scoreAt(chosen, half, scale);
  const behind = half.slice(end, chosen.end);
  const inline = INLINE_REASON.exec(behind);
  const isDoubtful =
    isOfOthers(chosen, half) ||
    isOnlyMaximum(chosen, read, counting, half, scale) ||
    isTakenBack(chosen, labels, half) ||
    isOneOfTwoLevels(labels, half) ||
    isOneInCode(counting, half) ||
    (isFinal(chosen) && isSum(read, partsOf(half))) ||
    hasSecondScore(inline === null ? behind : behind.slice(0, inline.index));
  const score = isDoubtful ? null : read;
  if (inline !== null) return { score, reason: clean(text.slice(end + inline.index + inline[0].length)) };
  return { score, reason: labelledReason(text, labels, chosen) ?? restOf(text, chosen, end) };
}

/** The score at the very end of a reply that begins with its reason: `Reason: clear. Score: 4`. */
function readInlineScore(text: string, half: string, labels: readonly LabelLine[], scale: Scale): Verdict | undefined {
  const reason = labels[0];
  if (reason === undefined) return undefined;
  const inline = INLINE_SCORE.exec(half);
  if (inline === null || inline.index < reason.value) return undefined;
  const score = readOnlyScore(half.slice(inline.index + inline[0].length), scale);
  return { score, reason: clean(text.slice(reason.value, inline.index + 1)) };
}

/** On the last line, where a sentence has ended. */
const INLINE_SCORE =
  /[.!;|)。！；）]\s*[*_`]*(?:(?:final |overall )?(?:score|rating)|分數|分数|評分|评分|得分|スコア|評価|점수)[*_`]*\s*[:=][*_`]*\s*(?=[^:=\n]*$)/iu;

/** The labels up to the reason, where a verdict stands before it; all of them where it comes after. */
function countingLabels(labels: readonly LabelLine[]): readonly LabelLine[] {
  const verdict = labels.findIndex(isVerdict);
  const firstReason = labels.findIndex(({ kind }) => kind === 'reason');
  if (verdict < 0 || firstReason < 0 || firstReason < verdict) return labels;
  return labels.slice(0, firstReason);
}

/**
 * The label that counts: the last one behind a reason, which may quote others; else the one for the whole, unless it is
 * taken back and another one follows.
 */
function choose(counting: readonly LabelLine[], labels: readonly LabelLine[], half: string): LabelLine | undefined {
  const verdicts = counting.filter(isVerdict);
  const last = verdicts.at(-1);
  if (last !== undefined) {
    const whole = verdicts.findLast(isFinal);
    const isBehindReason = counting.some(({ kind, start }) => kind === 'reason' && start < last.start);
    return whole === undefined || isBehindReason || isTakenBack(whole, labels, half) ? last : whole;
  }
  const dimensions = counting.filter(({ kind }) => kind === 'dimension');
  return dimensions.length === 1 ? dimensions[0] : undefined;
}

/** What the reason's label announces, up to the label of the score that counts or to the end. */
function labelledReason(text: string, labels: readonly LabelLine[], chosen: LabelLine | undefined): string | undefined {
  const first = labels.find(({ kind, start }) => kind === 'reason' && (chosen === undefined || start > chosen.start));
  const reason = first ?? labels.find(({ kind }) => kind === 'reason');
  if (reason === undefined) return undefined;
  const end = chosen !== undefined && chosen.start > reason.start ? chosen.start : text.length;
  return clean(text.slice(reason.value, end));
}

/** Without a label, all around the score is the reason. */
function restOf(text: string, label: LabelLine, end: number): string {
  const behind = text.slice(end).replace(/^[\s*_`|)\]}.,;:，。；：、—–-]+/u, '');
  return clean([text.slice(0, label.start).trim(), behind.trim()].filter((part) => part !== '').join('\n'));
}

function clean(text: string): string {
  return text
    .replace(/\n\s*(?:`{3,}|~{3,})\s*$/u, '')
    .trim()
    .replace(/^\|?\s*|\s*\|$/gu, '');
}

/** Tells whether a place lies between the lines of a code fence. The places asked for only ever go up. */
function fencesOf(half: string): (place: number) => boolean {
  const fences = [...half.matchAll(/^[ \t]*(?:`{3,}|~{3,})/gm)].map(({ index }) => index);
  let passed = 0;
  return (place) => {
    while (passed < fences.length && (fences[passed] as number) < place) passed++;
    return passed % 2 === 1;
  };
}
