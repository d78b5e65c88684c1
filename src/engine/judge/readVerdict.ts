import { halfWidth } from './verdict/halfWidth';
import { withoutThoughts } from './verdict/hiddenThoughts';
import { readJsonInProse, readWholeJson } from './verdict/jsonVerdict';
import { readLabels } from './verdict/labelVerdict';
import { numeralAtEnd } from './verdict/numeral';
import { rankedLabels, type ScaleLabel } from './verdict/rankedLabels';
import type { Scale } from './verdict/scale';
import { readOnlyScore } from './verdict/scoreValue';
import { namesOtherScale, readMarked, readOpening, readSentences } from './verdict/sentenceVerdict';
import { readTable } from './verdict/tableVerdict';
import type { Verdict } from './verdict/verdict';
import { beginsWithTag, readXml } from './verdict/xmlVerdict';

/** No judge has reason to write more, its thoughts aside; what is longer is read from its beginning and its end. */
const LONGEST = 10_000;
/** The same with its thoughts. */
const LONGEST_RAW = 40_000;

const NOTHING: Verdict = { score: null, reason: '' };

/**
 * Reads a judge's reply. A score is never guessed: out of range, several different ones, a range, a percentage or none
 * at all is `score: null`, and a wrong number would be worse than none.
 *
 * In this order: hidden thoughts are removed (never closed: no verdict); a reply that is JSON, or fences it, is read as
 * JSON; one written in tags as tags; then labels at the beginning of a line (`Score: 4`, `**評分**：4/5`); then JSON,
 * tags and tables in the midst of prose; then `[[4]]`, a reply that is only a number, and sentences ("a score of 4").
 *
 * @param text the reply as it came
 * On a scale of words the score has to be one of its labels, in the same places; a number, a negation and a label in the
 * midst of a sentence are no verdict.
 *
 * @param scale the judge's scale, both ends included; with `labels` from the worst to the best where it is one of words
 * @param options.finishReason `length` where the reply was cut off: a number at its very end is then not trusted
 */
export function readVerdict(
  text: string,
  scale: Scale & { labels?: readonly ScaleLabel[] },
  options: { finishReason?: string } = {},
): Verdict {
  // What a model thinks may be long; what it says comes at the end.
  const raw = text.length > LONGEST_RAW ? `${text.slice(0, LONGEST_RAW / 2)}\n${text.slice(-LONGEST_RAW / 2)}` : text;
  const plain = withoutThoughts(raw.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'))?.trim();
  if (plain === undefined || plain === '') return NOTHING;
  const bounded = plain.length > LONGEST ? `${plain.slice(0, LONGEST / 2)}\n${plain.slice(-LONGEST / 2)}` : plain;
  const { labels } = scale;
  return labels === undefined ? readNumber(bounded, scale, options) : readLabel(bounded, labels, options);
}

/** Reads a verdict in words by the same rules: each label stands for its rank, and a number is no verdict. */
function readLabel(text: string, labels: readonly ScaleLabel[], options: { finishReason?: string }): Verdict {
  const scale = { min: 1, max: Math.max(2, labels.length) };
  const ranked = rankedLabels(text, labels);
  const { score: rank, reason } = readNumber(ranked, scale, options);
  const place = ranked.indexOf(reason);
  // What is not found as it stands was written with escapes.
  const said = place >= 0 ? text.slice(place, place + reason.length) : readNumber(text, scale, options).reason;
  // A label at the very end of a reply that was cut off may be the beginning of a longer one.
  const isCut = options.finishReason === 'length' && /\d_*$/.test(ranked.trimEnd());
  const chosen = rank === null || isCut ? undefined : labels[rank - 1];
  if (chosen === undefined) return { score: null, reason: said };
  return { score: chosen.score, label: chosen.label, reason: said };
}

/** @param bounded without thoughts, not empty and not too long */
function readNumber(bounded: string, scale: Scale, { finishReason }: { finishReason?: string }): Verdict {
  const reply = unwrapped(unfenced(bounded));
  const half = withoutInlineTags(halfWidth(reply));
  const verdict =
    readWholeJson(reply, scale) ??
    (beginsWithTag(half) ? readXml(reply, half, scale) : undefined) ??
    readLabels(reply, half, scale) ??
    readTable(reply, half, scale) ??
    readJsonInProse(reply, half, scale) ??
    readXml(reply, half, scale) ??
    readUnlabelled(reply, half, scale);
  return finishReason === 'length' && endsInScore(verdict, half) ? { ...verdict, score: null } : verdict;
}

/**
 * What may stand between a score and the end of a reply that was cut off, and have more behind it: `4.`, `4 out`, `5点満`.
 * A closing mark says that the score is complete.
 */
const UNFINISHED = String.raw`(?:\.|[^\S\n]*[^\d\s*_\x60/}\])"'”’<>|.。!,;:，；：、][^\d\n*_\x60/}\])"'”’<>|.。!,;:，；：、]{0,11}|\s*)`;

/** Where a reply was cut off right behind a score, more of it may have been lost: a digit, a decimal, a maximum, a star. */
function endsInScore({ score }: Verdict, half: string): boolean {
  if (score === null) return false;
  const end = half.trimEnd();
  return (
    /[★⭐🌟]\uFE0F?$/u.test(end) ||
    new RegExp(`(?<!\\d)${score}${UNFINISHED}$`, 'i').test(end) ||
    numeralAtEnd(end) === score
  );
}

function readUnlabelled(reply: string, half: string, scale: Scale): Verdict {
  const marked = readMarked(half, scale);
  if (marked !== undefined) return { score: marked, reason: reply.replace(/\[\[[^[\]\n]{1,20}\]\]/g, '').trim() };
  if (namesOtherScale(half, scale)) return NOTHING;
  const [first = '', ...rest] = half.split('\n');
  const alone = readOnlyScore(first.replace(/^\s*(?:#{1,6}|[-*+•])\s+/u, ''), scale);
  if (alone !== null) {
    // Two bare numbers are two answers.
    const another = rest.some((line) => line.trim() !== '' && readOnlyScore(line, scale) !== null);
    return { score: another ? null : alone, reason: reply.split('\n').slice(1).join('\n').trim() };
  }
  const last = half.trimEnd().split('\n').at(-1) ?? '';
  if (/[/★分點点점]|out of/u.test(last)) {
    const closing = readOnlyScore(last, scale);
    if (closing !== null) return { score: closing, reason: reply.trimEnd().split('\n').slice(0, -1).join('\n').trim() };
  }
  const opening = readOpening(half, scale);
  if (opening !== undefined) {
    return { score: opening.score, reason: opening.score === null ? '' : reply.slice(opening.end).trim() };
  }
  const score = readSentences(withoutQuotations(half), scale);
  return score === null ? NOTHING : { score, reason: reply.trim() };
}

/** A reply that is wholly in one code fence is what the fence holds; a fence that is never closed counts as well. */
function unfenced(reply: string): string {
  const match = /^(`{3,}|~{3,})(?![`~])[^\n]*\n([\s\S]*?)(?:\n[ \t]*\1[ \t]*|\n?)$/.exec(reply);
  if (match === null || (match[2] ?? '').includes(`\n${match[1]}`)) return reply;
  return (match[2] ?? '').trim();
}

/** A reply that is wholly in one element is what the element holds, unless the element has a meaning of its own. */
function unwrapped(reply: string): string {
  const match =
    /^<(output|answer|response|result|evaluation|verdict|judge?ment|assessment|[評评][估價价]|評価|평가)>([\s\S]*)<\/\1>$/i.exec(
      reply,
    );
  return match === null ? reply : (match[2] ?? '').trim();
}

/** Tags of formatting become spaces, so that no place moves. */
function withoutInlineTags(half: string): string {
  return half.replace(/<\/?(?:b|i|u|em|strong|p|div|span|li|ul|ol|h[1-6]|br)\s*\/?>/gi, (tag) =>
    ' '.repeat(tag.length),
  );
}

function withoutQuotations(half: string): string {
  return half
    .replace(/^\s*>.*$/gm, '')
    .replace(
      /"[^"\n]{0,2000}"|“[^“”\n]{0,2000}”|「[^「」\n]{0,2000}」|«[^«»\n]{0,2000}»|„[^„“”\n]{0,2000}[“”]|『[^『』\n]{0,2000}』|`[^`\n]{0,2000}`/gu,
      '""',
    );
}
