import { findingAt } from '../finding';
import type { PromptRule } from '../rule';

/** Verbs that ask for it. Behind an article they are nouns, and behind `about` it is something else that is asked for. */
const VERBS =
  /\b(?:respond|reply|answer|return|output|produce|generate|emit|print|write|provide|format|structure|give(?! you))\b[^.!?;:\n{}]{0,50}?\bJSON\b/gi;

/** Other ways of saying it. */
const ASKING: readonly RegExp[] = [
  /\b(?:output|response|answer|reply|result)s? (?:must|should|has to|have to|needs to|shall|is to|will)\b[^.!?;\n{}]{0,40}?\bJSON\b/gi,
  /(?:以|用|使用|採用|采用|按照|依照)(?![下上前後后及者戶户於于])[^。！？；，\n{}]{0,6}JSON[^。！？；\n{}]{0,10}(?:輸出|输出|回傳|回传|返回|回覆|回复|回答|作答|呈現|呈现|給出|给出)/gi,
  /(?:輸出|输出|回傳|回传|返回|回覆|回复|回答|產生|产生|生成|給出|给出)(?!的)[^。！？；，\n{}的]{0,10}JSON/gi,
  /(?:只|僅|仅)(?:需|要|能|可|以|用|輸出|输出|回傳|回传|返回|回覆|回复|回答|給|给)[^。！？；，\n{}]{0,6}JSON/gi,
];

/** Words before it that make it something else: a refusal, or a noun. */
const NEGATED =
  /(?:\b(?:not|never|without|no|n't|cannot|avoid|instead of|rather than)|不要|不得|不可|不能|不必|無需|无需|別|别|勿)[^.!?。！？\n]{0,24}$/i;
const NOUN = /\b(?:the|an?|this|that|their|your|its|each|expected|previous)\s+$/i;
/** What follows where the JSON is something that is there already. */
const GIVEN =
  /^\s*(?:below|above|provided|given|file|input|document|data (?:below|above)|you (?:are|were|get)|以下|如下資料)/i;

/**
 * A template that asks for JSON in words, without `output.format: json`: then nothing makes the model keep to it, and nothing
 * checks that it did.
 */
export const jsonInWords: PromptRule = ({ document }) => {
  const { parsed, isPartial, text, template } = document;
  const { output, raw } = parsed.metadata;
  const says = output?.format !== undefined || output?.schema !== undefined;
  // Where the frontmatter cannot be read, it may well say so.
  const unreadable = document.yaml !== undefined && raw === undefined;
  if (isPartial || says || unreadable) return [];
  const written = text.slice(template.start, template.end);
  if (!/json/i.test(written)) return [];
  const found = [VERBS, ...ASKING]
    .flatMap((pattern) => [...written.matchAll(pattern)].filter((match) => asks(written, match, pattern === VERBS)))
    .map(({ index, 0: phrase }) => ({ start: template.start + index, end: template.start + index + phrase.length }))
    .sort((a, b) => a.start - b.start)
    .find(({ start }) => document.tagAt(start + 1) === undefined);
  return found === undefined ? [] : [findingAt(document, 'prompt.json-without-format', 'warning', found)];
};

function asks(written: string, { index, 0: phrase }: RegExpExecArray, isVerb: boolean): boolean {
  const before = written.slice(Math.max(0, index - 40), index);
  const behind = written.slice(index + phrase.length, index + phrase.length + 24);
  const inside = phrase.replace(/json$/i, '');
  if (isVerb && (NOUN.test(before) || /\b(?:about|from|based on|given)\b/i.test(inside))) return false;
  return !NEGATED.test(before) && !NEGATED.test(inside) && !GIVEN.test(behind);
}
