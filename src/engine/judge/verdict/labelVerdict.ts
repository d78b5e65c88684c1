import { type LabelLine, labelLines } from './labelLines';
import { readOnlyScore, readScoreValue, type Scale } from './scoreValue';
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
  const all = labelLines(half);
  const outside = all.filter(({ start }) => !insideFence(half, start));
  const labels = outside.some(isScore) ? outside : all;
  const counting = countingLabels(labels);
  const chosen = choose(counting);
  if (chosen === undefined) {
    return counting.some(isScore) ? { score: null, reason: labelledReason(text, labels, undefined) } : undefined;
  }
  const value = scoreAt(chosen, half, scale);
  const inline = INLINE_REASON.exec(half.slice(value.end, chosen.end));
  const score = value.score;
  if (inline !== null) {
    const start = value.end + inline.index + inline[0].length;
    return { score, reason: clean(text.slice(start)) };
  }
  const labelled = labelledReason(text, labels, chosen);
  return { score, reason: labelled !== '' ? labelled : restOf(text, chosen, value.end) };
}

function isScore({ kind }: LabelLine): boolean {
  return kind !== 'reason';
}

/** The labels up to the reason, where a verdict stands before it; all of them where it comes after. */
function countingLabels(labels: readonly LabelLine[]): readonly LabelLine[] {
  const verdict = labels.findIndex(({ kind }) => kind === 'score' || kind === 'final');
  const firstReason = labels.findIndex(({ kind }) => kind === 'reason');
  if (verdict < 0 || firstReason < 0 || firstReason < verdict) return labels;
  return labels.slice(0, firstReason);
}

function choose(labels: readonly LabelLine[]): LabelLine | undefined {
  const last = (kind: LabelLine['kind']) => labels.findLast((label) => label.kind === kind);
  const verdict = last('final') ?? last('score');
  if (verdict !== undefined) return verdict;
  const dimensions = labels.filter(({ kind }) => kind === 'dimension');
  return dimensions.length === 1 ? dimensions[0] : undefined;
}

/** The value behind a label, or alone on the next line that is not blank. */
function scoreAt(label: LabelLine, half: string, scale: Scale): { score: number | null; end: number } {
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

/** What the reason's label announces, up to the label of the score that counts or to the end. */
function labelledReason(text: string, labels: readonly LabelLine[], chosen: LabelLine | undefined): string {
  const first = labels.find(({ kind, start }) => kind === 'reason' && (chosen === undefined || start > chosen.start));
  const reason = first ?? labels.find(({ kind }) => kind === 'reason');
  if (reason === undefined) return '';
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

/** Whether a place lies between the lines of a code fence. */
function insideFence(half: string, place: number): boolean {
  let inside = false;
  for (const fence of half.slice(0, place).matchAll(/^[ \t]*(?:`{3,}|~{3,})/gm)) inside = fence.index >= 0 && !inside;
  return inside;
}
