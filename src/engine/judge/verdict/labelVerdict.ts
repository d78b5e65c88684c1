import { outerElements } from './elements';
import { type LabelLine, labelLines } from './labelLines';
import { isScale, readOnlyScore, readScoreValue, type Scale } from './scoreValue';
import type { Verdict } from './verdict';

/** A reason that begins on the line of the score. */
const INLINE_REASON =
  /(?:^|[\s,;.|)*_`。，；])(?:brief )?(?:reason(?:ing)?|explanation|rationale|justification|comment|理由|原因|說明|说明|解釋|解释|評語|评语|이유|설명)[*_`]*\s*[:=|][*_`]*\s*/iu;

/**
 * Reads a verdict from labels at the beginning of lines.
 *
 * Score before reason: what stands in the reason does not count. Reason before score: the last label counts. A final or
 * overall score wins over the others; a score that is only initial, or one of several criteria, is no verdict.
 * @param text the reply; `half` the same in half-width forms
 * @returns undefined where no line begins with a label for a score
 */
export function readLabels(text: string, half: string, scale: Scale): Verdict | undefined {
  const all = withoutTemplate(labelLines(half).filter(isLabelOfScore(half)), half);
  const insideFence = fencesOf(half);
  const insideElement = within(outerElements(half));
  const outside = all.filter(({ start }) => !insideFence(start)).filter(({ start }) => !insideElement(start));
  const labels = outside.some(isScore) ? outside : all;
  const counting = countingLabels(labels);
  const chosen = choose(counting);
  if (chosen === undefined) {
    if (!counting.some(isScore)) return readInlineScore(text, half, labels, scale);
    return { score: null, reason: labelledReason(text, labels, undefined) ?? '' };
  }
  const doubt = isExample(chosen, half) || isTakenBack(chosen, labels, half) || isOneOfTwoLevels(labels, half);
  const value = doubt ? { score: null, end: chosen.end } : scoreAt(chosen, half, scale);
  const inline = INLINE_REASON.exec(half.slice(value.end, chosen.end));
  const score = value.score;
  if (inline !== null) {
    const start = value.end + inline.index + inline[0].length;
    return { score, reason: clean(text.slice(start)) };
  }
  const reason = labelledReason(text, labels, chosen) ?? restOf(text, chosen, value.end);
  return { score: SECOND_SCORE.test(half.slice(value.end, chosen.end)) ? null : score, reason };
}

/** A verdict under a heading that says that it is an example. */
function isExample({ start }: LabelLine, half: string): boolean {
  const above =
    half
      .slice(Math.max(0, start - 80), start)
      .trimEnd()
      .split('\n')
      .at(-1) ?? '';
  return /^[\s#*_-]*(?:for )?(?:example|sample|e\.g\.|範例|范例|例如|示例|例)\s*[:：]?[*_]*$/iu.test(above);
}

/** Words with which a judge takes back what it has said. */
const TAKEN_BACK =
  /\b(?:actually|wait|correction|corrected|on second thought|on reflection|scratch that|no[,:])|更正|不對|不对|等等|修正|訂正|いや、|訂正|정정/iu;

/** Between the score and its reason another number stands in a line that takes the score back. */
function isTakenBack(chosen: LabelLine, labels: readonly LabelLine[], half: string): boolean {
  const reason = labels.find(({ kind, start }) => kind === 'reason' && start > chosen.start);
  const between = half.slice(chosen.end, reason?.start ?? half.length);
  return between.length < 600 && between.split('\n').some((line) => TAKEN_BACK.test(line) && /\d/.test(line));
}

/** One verdict is indented as a quotation is, and another is not: which of them is the judge's is not to be told. */
function isOneOfTwoLevels(labels: readonly LabelLine[], half: string): boolean {
  const scores = labels.filter(({ kind }) => kind === 'score' || isFinal(kind));
  const indented = scores.filter(({ start }) => /^(?: {4}|\t)/.test(half.slice(start, start + 4)));
  return indented.length > 0 && indented.length < scores.length;
}

/** Another score on the line of the first. */
const SECOND_SCORE =
  /(?:^|[\s,;.])(?:score|rating|分數|分数|評分|评分|得分|スコア|評価|점수)[*_`]*\s*[:=]\s*[*_`]*[\d★]/iu;

/** Leaves out verdicts in words: `Verdict: correct`. */
function isLabelOfScore(half: string): (label: LabelLine) => boolean {
  return ({ kind, value, end }) => kind !== 'verdict' || /[\d★⭐]|[一二三四五]\s*分/u.test(half.slice(value, end));
}

/** What the instruction asks for, repeated and not filled in: `<one sentence>`, `[1-5]`, `...`. */
const UNFILLED = /^\s*(?:<[^<>\n]*>|\[[^[\]\n]*(?:-|–|~|to)[^[\]\n]*\]|\{+\w+\}+|\.{3}|…)\s*$/u;

/** The labels without those of a format that was repeated before it was filled in. */
function withoutTemplate(labels: readonly LabelLine[], half: string): readonly LabelLine[] {
  const filled = labels.filter(({ value, end }) => !UNFILLED.test(half.slice(value, end)));
  return filled.some(isScore) ? filled : labels;
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

function isFinal(kind: LabelLine['kind']): boolean {
  return kind === 'final' || kind === 'verdict';
}

function isScore({ kind }: LabelLine): boolean {
  return kind !== 'reason';
}

/** The labels up to the reason, where a verdict stands before it; all of them where it comes after. */
function countingLabels(labels: readonly LabelLine[]): readonly LabelLine[] {
  const verdict = labels.findIndex(({ kind }) => kind === 'score' || isFinal(kind));
  const firstReason = labels.findIndex(({ kind }) => kind === 'reason');
  if (verdict < 0 || firstReason < 0 || firstReason < verdict) return labels;
  return labels.slice(0, firstReason);
}

function choose(labels: readonly LabelLine[]): LabelLine | undefined {
  const verdict = labels.findLast(({ kind }) => isFinal(kind)) ?? labels.findLast(({ kind }) => kind === 'score');
  if (verdict !== undefined) return verdict;
  const dimensions = labels.filter(({ kind }) => kind === 'dimension');
  return dimensions.length === 1 ? dimensions[0] : undefined;
}

/** The value behind a label, or alone on the next line that is not blank. */
function scoreAt(label: LabelLine, half: string, scale: Scale): { score: number | null; end: number } {
  if (namesOtherScale(half.slice(label.start, label.value), scale)) return { score: null, end: label.value };
  const line = half.slice(label.value, label.end);
  if (line.trim().replace(/[*_`|:]/g, '') !== '') {
    const { score, end } = readScoreValue(line, scale);
    return { score, end: label.value + end };
  }
  const next = /^\s*\n(?:[ \t]*\n)*([^\n]*)/.exec(half.slice(label.end));
  if (next === null) return { score: null, end: label.end };
  const alone = next[1] ?? '';
  return { score: readOnlyScore(alone.replace(/^\s*[-*+]\s+/, ''), scale), end: label.end + next[0].length };
}

/** Whether the words of a label say that the score is on another scale: `Score (0-100)`, `Rating (out of 10)`, `Score /10`. */
function namesOtherScale(label: string, scale: Scale): boolean {
  if (label.includes('%')) return true;
  const ends = /(\d+)\s*(?:-|–|~|to|到|至)\s*(\d+)/.exec(label);
  if (ends !== null) return !isScale(ends[1], ends[2], scale);
  const most =
    /(?:\/|out of|of|max\w*|滿分|满分|満点|만점)\s*(\d+)|(\d+)\s*(?:分|点|點|점)?\s*(?:滿分|满分|満点|만점|制)/iu.exec(
      label,
    );
  return most !== null && Number(most[1] ?? most[2]) !== scale.max;
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

/** Tells whether a place lies inside of one of some spans, which are in their order. The places only ever go up. */
function within(spans: readonly { start: number; end: number }[]): (place: number) => boolean {
  let next = 0;
  return (place) => {
    while (next < spans.length && (spans[next]?.end ?? 0) <= place) next++;
    return (spans[next]?.start ?? Number.POSITIVE_INFINITY) < place;
  };
}
