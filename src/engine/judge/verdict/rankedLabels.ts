import { halfWidth } from './halfWidth';

/** One value of a scale of words. */
export interface ScaleLabel {
  label: string;
  score: number;
}

/** What stands in front of a label: a separator, or the beginning of a line, and marks. */
const BEFORE = /(?:^|[:=>|→\n]|\b(?:is|as)\b|[為为是は])[ \t*_`"'“”「『([【<#~-]{0,12}$/u;
/** What may stand behind a label: marks, and then the end of the line, a stop, a bracket or the word for a reason. */
const BEHIND =
  /^[*_`"'“”」』)\]】>~]{0,8}(?:[ \t]{0,8}(?:$|\n|[.,;!|})\]<。，；！、（(]|[-—–]\s)|[ \t]{1,8}(?:because|since|reason|explanation|rationale|理由|原因|說明|说明))/iu;
/** So many characters around a label are looked at. */
const AROUND = 32;
/** In the place of what is cut off, so that a cut is no beginning of a line. */
const CUT = '…';

/** Fills a rank up to the length of its label: a mark that may stand behind any score, and that nothing trims. */
const MARK = '_';

const NUMBER_WORDS = /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten)\b/gi;
const NUMERALS = /[\d〇一二三四五六七八九十兩两零★⭐]|🌟/gu;

/**
 * A reply in which each label that stands where a score could is its rank from 1 on, and nothing else is a number: so that
 * what reads numbers reads words as strictly. Every place stays where it is.
 * @param reply as it came
 * @param labels at most 9
 */
export function rankedLabels(reply: string, labels: readonly ScaleLabel[]): string {
  const half = halfWidth(reply);
  const ranks = new Map(labels.map(({ label }, index) => [folded(label), index + 1]));
  // The longest first: "correct" is part of "partially correct".
  const words = [...ranks.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(words.join('|'), 'giu');
  const masked = half.replace(NUMERALS, blank).replace(NUMBER_WORDS, blank);
  let ranked = '';
  let from = 0;
  for (const match of half.matchAll(pattern)) {
    const end = match.index + match[0].length;
    const cut = match.index > AROUND ? CUT : '';
    const before = cut + half.slice(Math.max(0, match.index - AROUND), match.index);
    if (!BEFORE.test(before) || !BEHIND.test(half.slice(end, end + AROUND))) continue;
    const rank = String(ranks.get(folded(match[0])) ?? '');
    ranked += masked.slice(from, match.index) + rank.padEnd(match[0].length, MARK);
    from = end;
  }
  return ranked + masked.slice(from);
}

function folded(label: string): string {
  return halfWidth(label).trim().toLowerCase();
}

function blank(text: string): string {
  return '#'.repeat(text.length);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, String.raw`[ \t]+`);
}
