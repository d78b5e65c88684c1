import type { Span } from './templateParts';
import { templateParts } from './templateParts';

/** A sentence of a template, by offsets in the template. */
export interface SentenceSpan extends Span {
  /** What goes with it: its white space, and where nothing else stands there its list mark and its line. */
  cut: Span;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' });

/** Marks of lists, headings and quotations: part of the line, none of the sentence. */
const LINE_MARK =
  /^\s*(?:(?:[-*+•‣–>]|#{1,6}|\(?(?:\d{1,3}|[a-zA-Z])[.)]|\d{1,3}、|[（(]?[一二三四五六七八九十]{1,3}[、)）])(?:\s+|(?<=、)))+/u;
/** A line that is a tag of markup and nothing else: one of a pair is never taken out. */
const MARKUP = /^\s*<\/?[\w:-]+(?:\s[^<>]*)?>\s*$/;
const FENCE = /^\s*(?:```|~~~)/;
/** What an abbreviation that takes a point looks like at the end of a segment. */
const ABBREVIATION = /(?:^|[\s(])(?:(?:Dr|Mr|Mrs|Ms|Prof|St|vs|cf|e\.g|i\.e|No|Fig|approx|resp)|\p{Lu})\.\s*$/u;

/**
 * Divides a template into its sentences, by Unicode's rules (UAX #29), which know `。！？` as well. Items of lists,
 * headings and fenced blocks are sentences of their own; a sentence may go on over a line break. Tags are never cut
 * through, and what holds neither a letter nor a digit is none.
 * @returns in their order; none where the template cannot be parsed
 */
export function splitSentences(template: string): SentenceSpan[] {
  const parts = templateParts(template);
  if (parts === undefined) return [];
  const { atoms } = parts;
  // Same length, and one word to the segmenter whatever stands in the tag.
  let masked = template;
  for (const { start, end } of atoms) masked = masked.slice(0, start) + 'x'.repeat(end - start) + masked.slice(end);
  const spans = parts.texts.flatMap((text) => unitsOf(masked, text).flatMap((unit) => sentencesIn(masked, unit)));
  return spans.map((span) => ({ ...span, cut: cutOf(masked, span, spans) }));
}

/** Stretches that no sentence goes beyond: fenced blocks, and lines with those that carry them on. */
function unitsOf(masked: string, { start, end }: Span): (Span & { whole?: boolean })[] {
  const lines = linesOf(masked, start, end);
  const units: (Span & { whole?: boolean; open?: boolean })[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Span;
    const text = masked.slice(line.start, line.end);
    if (FENCE.test(text)) {
      const close = lines.findIndex((each, at) => at > index && FENCE.test(masked.slice(each.start, each.end)));
      if (close > 0) {
        units.push({ start: line.start, end: (lines[close] as Span).end, whole: true });
        index = close;
      }
      continue;
    }
    if (MARKUP.test(text)) continue;
    const before = units.at(-1);
    const carriesOn =
      before !== undefined &&
      !before.whole &&
      before.end === (lines[index - 1]?.end ?? -1) &&
      goesOn(masked.slice(before.start, before.end), text);
    if (carriesOn) before.end = line.end;
    else {
      const mark = LINE_MARK.exec(text)?.[0].length ?? 0;
      units.push({ start: line.start + mark, end: line.end });
    }
  }
  return units;
}

/** Whether a line carries on a sentence of the one before: it begins small, or that one ends in a comma. */
function goesOn(before: string, line: string): boolean {
  const last = before.trimEnd();
  const next = line.trimStart();
  if (last === '' || next === '' || LINE_MARK.test(line) || /[.!?。！？:：…]["'”’」』)）]*$/u.test(last)) return false;
  return /[,，、;；]$/u.test(last) || /^\p{Ll}/u.test(next.replace(/^x{4,}/, ''));
}

function sentencesIn(masked: string, { start, end, whole }: Span & { whole?: boolean }): Span[] {
  const trim = (from: number, to: number): Span[] => {
    const text = masked.slice(from, to);
    if (!/[\p{L}\p{N}]/u.test(text)) return [];
    const lead = text.length - text.trimStart().length;
    return [{ start: from + lead, end: from + text.trimEnd().length }];
  };
  if (whole) return trim(start, end);
  // A line break within a unit is none to a sentence; both of CR and LF are one space each, so that places stay.
  const text = masked.slice(start, end).replace(/[\r\n]/g, ' ');
  const found: Span[] = [];
  let from = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    const to = index + segment.length;
    if (to < text.length && ABBREVIATION.test(text.slice(from, to))) continue;
    found.push(...trim(start + from, start + to));
    from = to;
  }
  return found;
}

/** What is taken out with a sentence so that no hole stays. */
function cutOf(text: string, { start, end }: Span, all: readonly Span[]): Span {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const rest = text.slice(end);
  const lineEnd = end + (/[\r\n]/.exec(rest)?.index ?? rest.length);
  const before = text.slice(lineStart, start);
  const after = text.slice(end, lineEnd);
  const alone = before.replace(LINE_MARK, '').trim() === '' && after.trim() === '';
  if (alone) return wholeLines(text, lineStart, lineEnd);
  // Up to the next sentence of the line; the last one takes the space before it.
  const next = all.find((each) => each.start >= end && each.start <= lineEnd);
  const space = /^[^\S\r\n]+/.exec(after)?.[0].length ?? 0;
  if (next !== undefined || space < after.length) return { start, end: end + space };
  const back = /[^\S\r\n]+$/.exec(before)?.[0].length ?? 0;
  return { start: start - back, end: end + space };
}

/** Lines with one line break, and with the blank line after them where there is one before them, too. */
function wholeLines(text: string, lineStart: number, lineEnd: number): Span {
  const breakAt = (offset: number) => /^(?:\r\n|\r|\n)/.exec(text.slice(offset, offset + 2))?.[0].length ?? 0;
  let end = lineEnd + breakAt(lineEnd);
  if (end === lineEnd) {
    // The last line: the break before it goes.
    const head = text.slice(0, lineStart);
    return { start: lineStart - (/(?:\r\n|\r|\n)$/.exec(head)?.[0].length ?? 0), end };
  }
  const blankBefore = lineStart === 0 || /(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)$/.test(text.slice(0, lineStart));
  const blankAfter = /^[^\S\r\n]*(?:\r\n|\r|\n)/.exec(text.slice(end))?.[0].length ?? 0;
  if (blankBefore && blankAfter > 0) end += blankAfter;
  return { start: lineStart, end };
}

function linesOf(text: string, start: number, end: number): Span[] {
  const lines: Span[] = [];
  let from = start;
  for (const { index, 0: found } of text.slice(start, end).matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start: from, end: start + index });
    from = start + index + found.length;
  }
  lines.push({ start: from, end });
  return lines;
}
