import { textsOf } from './argumentText';
import type { Check, CheckFinding } from './check';

/** Personal data of one kind: how it looks, and how its check digits tell it from other numbers. */
interface PiiKind {
  pattern: RegExp;
  isValid?(match: string): boolean;
}

const KINDS: Readonly<Record<string, PiiKind>> = {
  email: { pattern: /[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.[A-Za-z]{2,24}/g },
  phone: {
    pattern:
      /(?<![\w.]|\d[ -])(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}[ .-]\d{3,4}[ .-]?\d{3,4}(?![ ]?[\w.-]*\d)/g,
    isValid: (match) => /^.{0,20}$/.test(match) && digitsOf(match).length >= 9 && digitsOf(match).length <= 15,
  },
  'credit-card': { pattern: /(?<![\w.])\d(?:[ -]?\d){12,18}(?![\w.]*\d)/g, isValid: (match) => luhn(digitsOf(match)) },
  iban: { pattern: /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?!\w)/g, isValid: isIban },
  'us-ssn': { pattern: /(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g },
  'tw-id': { pattern: /(?<!\w)[A-Z][1289]\d{8}(?!\w)/g, isValid: isTaiwanId },
  'cn-id': { pattern: /(?<!\w)\d{17}[\dXx](?!\w)/g, isValid: isChineseId },
  'jp-my-number': { pattern: /(?<![\w-]|\d )\d{4}[ -]?\d{4}[ -]?\d{4}(?![\w-]| \d)/g, isValid: isMyNumber },
  ip: {
    pattern: /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)/g,
    isValid: (match) => match.split('.').every((part) => Number(part) <= 255),
  },
};

/** The kinds of personal data that are known. */
export const PII_KINDS: readonly string[] = Object.keys(KINDS);

/** Longer outputs are searched up to here. */
const LONGEST = 200_000;

/**
 * The output has personal data in it, of the given kinds or of any: `not-pii`, `not-pii: [email, phone]`. Numbers count
 * only where their check digits are right. What was found is never repeated.
 */
export const pii: Check = {
  fault(spec) {
    if (spec.argument === undefined || spec.argument === true) return undefined;
    const wanted = textsOf(spec.argument);
    const wrong = wanted?.find((kind) => !Object.hasOwn(KINDS, kind));
    return wanted !== undefined && wrong === undefined
      ? undefined
      : { code: 'check.argument-pii', args: { check: spec.kind, known: PII_KINDS.join(', ') } };
  },
  run({ argument }, { output }): CheckFinding {
    const wanted = argument === true ? undefined : textsOf(argument);
    const found = piiIn(output, wanted);
    const kinds = [...new Set(found.map(({ kind }) => kind))];
    const shown = found.slice(0, 3).map(({ kind, masked }) => `${kind} ${masked}`);
    return { holds: kinds.length > 0, args: { found: shown.join(', '), kinds: (wanted ?? []).join(', ') } };
  },
};

/** Personal data in a text, masked. */
export function piiIn(text: string, kinds: readonly string[] = PII_KINDS): { kind: string; masked: string }[] {
  const searched = text.slice(0, LONGEST);
  return kinds.flatMap((kind) => {
    const { pattern, isValid = () => true } = KINDS[kind] as PiiKind;
    return [...searched.matchAll(pattern)]
      .map(([match]) => match)
      .filter(isValid)
      .map((match) => ({ kind, masked: masked(match) }));
  });
}

/** The first and the last character, and how long it is. */
function masked(match: string): string {
  return `${match[0] ?? ''}${'•'.repeat(Math.max(1, Math.min(8, match.length - 2)))}${match.at(-1) ?? ''}`;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Check digit of card numbers (ISO/IEC 7812-1, annex B). */
function luhn(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO 13616: the rearranged number leaves 1 when divided by 97. */
function isIban(match: string): boolean {
  const plain = match.replaceAll(' ', '');
  if (plain.length < 15 || plain.length > 34) return false;
  let rest = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = /\d/.test(character) ? character : String(character.charCodeAt(0) - 55);
    for (const digit of value) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

const TAIWAN_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/** National identification number of Taiwan. */
function isTaiwanId(match: string): boolean {
  const letter = TAIWAN_LETTERS.indexOf(match[0] ?? '') + 10;
  const digits = [Math.floor(letter / 10), letter % 10, ...[...match.slice(1)].map(Number)];
  const weights = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1];
  return digits.reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0) % 10 === 0;
}

/** Resident identity number of China (GB 11643-1999). */
function isChineseId(match: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(match[index]), 0);
  const month = Number(match.slice(10, 12));
  return month >= 1 && month <= 12 && '10X98765432'[sum % 11] === match[17]?.toUpperCase();
}

/** Individual number of Japan (ordinance 85 of 2014, article 5). */
function isMyNumber(match: string): boolean {
  const digits = digitsOf(match);
  if (/^(\d)\1*$/.test(digits)) return false;
  let sum = 0;
  for (let n = 1; n <= 11; n++) sum += Number(digits[11 - n]) * (n <= 6 ? n + 1 : n - 5);
  const rest = sum % 11;
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest);
}
