import { halfWidth } from './halfWidth';
import { labelKind } from './labels';
import { type LenientObject, type LenientValue, readLenientList, readLenientObject } from './lenientJson';
import { isMention } from './mention';
import type { Scale } from './scale';
import { readOnlyScore } from './scoreValue';
import { isSum } from './sumOfParts';
import type { Verdict } from './verdict';

/** A reply is searched for so many objects; then it is no reply to be read as JSON. */
const MOST_OBJECTS = 100;
/** Longer objects are not verdicts. */
const LONGEST_OBJECT = 20_000;

/** Entries without the braces around them. */
const BARE_ENTRIES = /^\s*"[^"\n]{1,40}"\s*:[\s\S]*[^\s}\]]\s*$/;

/** Reads a reply that is one JSON value, also cut off or loosely written; undefined where it is none with a score. */
export function readWholeJson(text: string, scale: Scale): Verdict | undefined {
  const start = text.search(/\S/);
  if (BARE_ENTRIES.test(text)) return readWholeJson(`{${text}}`, scale);
  if (text[start] === '"') {
    const inner = encodedTwice(text);
    return inner === undefined ? undefined : readWholeJson(inner, scale);
  }
  if (text[start] === '[') {
    const list = readLenientList(text, start);
    const items = list?.kind === 'list' ? list.items : [];
    const verdicts = items.map((item) => (item.kind === 'object' ? verdictOf(item.object, scale) : undefined));
    const [first, ...others] = verdicts.filter((verdict) => verdict !== undefined);
    if (first === undefined || others.length === 0) return first;
    return { score: null, reason: first.reason };
  }
  if (text[start] !== '{') return undefined;
  const object = readLenientObject(text, start);
  if (object === undefined || text.slice(object.end).trim() !== '') return undefined;
  return verdictOf(object, scale);
}

/** Reads the last object with a score that stands somewhere in a text and is not only mentioned there. */
export function readJsonInProse(text: string, half: string, scale: Scale): Verdict | undefined {
  let last: Verdict | undefined;
  let at = text.indexOf('{');
  for (let count = 0; at >= 0 && count < MOST_OBJECTS; count++) {
    const object = readLenientObject(text.slice(0, at + LONGEST_OBJECT), at);
    const stands = object?.closed && !isMention(half, at, object.end);
    const verdict = stands ? verdictOf(object, scale) : undefined;
    last = verdict ?? last;
    at = text.indexOf('{', object?.closed ? object.end : at + 1);
  }
  return last;
}

function encodedTwice(text: string): string | undefined {
  try {
    const inner: unknown = JSON.parse(text);
    return typeof inner === 'string' && /^\s*[{[]/.test(inner) ? inner : undefined;
  } catch {
    return undefined;
  }
}

/** The verdict of an object: of its own keys, or of the one object inside of it that has a score. */
function verdictOf({ entries }: LenientObject, scale: Scale): Verdict | undefined {
  const kinds = entries.map(({ key, value }) => ({ kind: kindOf(key), value }));
  const finals = kinds.filter(({ kind }) => kind === 'final');
  const scores = finals.length > 0 ? finals : kinds.filter(({ kind }) => kind === 'score');
  const reason = reasonOf(kinds.filter(({ kind }) => kind === 'reason').map(({ value }) => value));
  if (scores.length > 0) {
    const read = scores.map(({ value }) => scoreOf(value, scale));
    const agreed = read.every((score) => score === read[0]) ? (read[0] ?? null) : null;
    const parts = kinds.flatMap(({ kind, value }) =>
      (kind === undefined || kind === 'dimension') && value.kind === 'bare' ? [value.text] : [],
    );
    const isOther = namesOtherScale(entries, scale) || (finals.length > 0 && isSum(agreed, parts));
    return { score: isOther ? null : agreed, reason };
  }
  const inner = entries
    .map(({ value }) => (value.kind === 'object' ? verdictOf(value.object, scale) : undefined))
    .filter((verdict) => verdict !== undefined);
  const [only] = inner;
  if (only === undefined || inner.length > 1) return inner.length > 1 ? { score: null, reason } : undefined;
  return { score: only.score, reason: only.reason === '' ? reason : only.reason };
}

/** Whether the object says that its score is out of something else: `{"score": 4, "max_score": 10}`. */
function namesOtherScale(entries: LenientObject['entries'], { max }: Scale): boolean {
  return entries.some(
    ({ key, value }) =>
      /^(?:max|max[_ ]?score|maximum|out[_ ]?of|total|denominator|滿分|满分)$/i.test(key) &&
      value.kind === 'bare' &&
      /^\d/.test(value.text) &&
      Number(value.text) !== max,
  );
}

function kindOf(key: string): 'score' | 'final' | 'dimension' | 'reason' | undefined {
  const words = halfWidth(key)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim();
  if (/^thoughts?$/i.test(words)) return 'reason';
  const kind = labelKind(words);
  if (kind === 'verdict') return 'final';
  return kind === 'initial' || kind === 'note' ? undefined : kind;
}

function scoreOf(value: LenientValue, scale: Scale): number | null {
  if (value.kind === 'text') return value.complete ? readOnlyScore(halfWidth(value.text), scale) : null;
  // A number at the very end of a text that was cut off may have lost digits.
  if (value.kind === 'bare') return value.complete && !/^["']/.test(value.text) ? readNumber(value.text, scale) : null;
  if (value.kind === 'object') {
    const { entries } = value.object;
    const own = entries.find(({ key }) => /^(?:value|score)$/i.test(key));
    return own === undefined || own.value.kind === 'object' ? null : scoreOf(own.value, scale);
  }
  return null;
}

function readNumber(text: string, scale: Scale): number | null {
  const plain = halfWidth(text);
  if (/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(plain)) {
    const number = Number(plain);
    return number >= scale.min && number <= scale.max && !/e/i.test(plain) ? number : null;
  }
  return readOnlyScore(plain, scale);
}

function reasonOf(values: readonly LenientValue[]): string {
  const texts = values.flatMap(textsOf).map((text) => text.trim());
  return texts.filter((text) => text !== '').join('\n');
}

function textsOf(value: LenientValue): string[] {
  if (value.kind === 'text' || value.kind === 'bare') return [value.text];
  if (value.kind === 'list') return value.items.flatMap(textsOf);
  return value.object.entries.flatMap((entry) => textsOf(entry.value));
}
