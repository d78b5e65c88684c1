import { type LabelLine, labelLines } from './labelLines';
import { mayAnnounceWords } from './labels';
import { holdsNumber } from './numeral';

/**
 * The labels of a reply that announce a score or a reason, in their order: without verdicts and reviews in words, without
 * remarks, and without those of a format that was repeated before it was filled in.
 * @param half half-width text
 */
export function scoreLabels(half: string): readonly LabelLine[] {
  return withoutRemarks(withoutTemplate(labelLines(half).filter(announcesNumber(half)), half), half);
}

export function isFinal({ kind }: LabelLine): boolean {
  return kind === 'final' || kind === 'verdict';
}

/** Whether a label is for the score itself, and not for one that is initial or one of several. */
export function isVerdict(label: LabelLine): boolean {
  return label.kind === 'score' || label.kind === 'note' || isFinal(label);
}

/** Whether a label is for any score. */
export function isScore({ kind }: LabelLine): boolean {
  return kind !== 'reason';
}

/** French and Spanish write `Note : 4/5`, `Nota: 4 puntos`; `Note: 2 of the sources are missing` is a remark. */
const MARK_OF_NOTE =
  /^[\s*_]*(?:[★⭐]|\d+(?:[.,]\d+)?\s*(?:\/|(?:sur|de|su)\s|étoiles?(?!\p{L})|points?\b|puntos\b|estrellas\b))/iu;
const BARE_NUMBER = /^[\s*_]*\d+(?:[.,]\d+)?[\s*_.]*$/u;

/** Leaves out `Verdict: correct`, notes that are no marks, and headings with no number below. */
function announcesNumber(half: string): (label: LabelLine) => boolean {
  return ({ kind, start, value, end }) => {
    if (kind === 'reason') return true;
    const words = half.slice(start, value);
    const behind = valueText(half, value, end);
    if (kind === 'note') return MARK_OF_NOTE.test(behind) || BARE_NUMBER.test(behind);
    const isHeading = half.slice(value, end).trim() === '' && !/[:=|→]/u.test(words);
    const needsNumber = kind === 'verdict' || isHeading || mayAnnounceWords(words);
    return !needsNumber || holdsNumber(behind);
  };
}

/** What stands behind a label, or the number that begins the next line that is not blank. */
function valueText(half: string, value: number, end: number): string {
  const behind = half.slice(value, end);
  if (behind.replace(/[\s*_`|:]/g, '') !== '') return behind;
  const below = /^\s*\n\s*([^\n]*)/.exec(half.slice(end, end + 80))?.[1] ?? '';
  return BEGINS_WITH_NUMBER.test(below) ? below : '';
}

const BEGINS_WITH_NUMBER =
  /^[\s*_`"'「『【[(<]*(?:[\d★⭐🌟星별一二三四五六七八九十]|\\boxed|(?:one|two|three|four|five)\b)/iu;

/**
 * Whether a note may be a school grade, of which 1 is the best in German: a number with no maximum, and without the space
 * that French puts in front of a colon.
 */
export function mayBeGrade({ kind, start, value, end }: LabelLine, half: string): boolean {
  if (kind !== 'note' || /\s[*_]*:/u.test(half.slice(start, value))) return false;
  return !MARK_OF_NOTE.test(valueText(half, value, end));
}

/** Beside a score a note is a remark, unless it is nothing but a number. */
function withoutRemarks(labels: readonly LabelLine[], half: string): readonly LabelLine[] {
  const isScored = labels.some((label) => label.kind !== 'note' && isVerdict(label));
  return labels.filter(
    ({ kind, value, end }) => kind !== 'note' || !isScored || ONLY_MARK.test(valueText(half, value, end)),
  );
}

const ONLY_MARK =
  /^[\s*_]*(?:(?:[★☆⭐]\uFE0F?\s?){1,12}|\d+(?:[.,]\d+)?\s*(?:(?:\/|sur|de|su)\s*\d+(?:[.,]\d+)?|étoiles?|points?|puntos|estrellas)?)[\s*_.]*$/iu;

/** What the instruction asks for, repeated and not filled in: `<one sentence>`, `[1-5]`, `...`. */
const UNFILLED = /^\s*(?:<[^<>\n]*>|\[[^[\]\n]*(?:-|–|~|to)[^[\]\n]*\]|\{+[^{}\n]{1,40}\}+|\.{3}|…)\s*$/u;

/** The labels without those of a format that was repeated before it was filled in. */
function withoutTemplate(labels: readonly LabelLine[], half: string): readonly LabelLine[] {
  const filled = labels.filter(({ value, end }) => !UNFILLED.test(half.slice(value, end)));
  return filled.some(isScore) ? filled : labels;
}
