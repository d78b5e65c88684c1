const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const HAN_NUMERALS = '〇一二三四五六七八九十';

/** Three digits behind a comma are thousands. */
const DIGITS = /^\+?(\d{1,6})(?:\.(\d{1,4})(?!\d)|,(\d{1,2})(?!\d))?/;
const WORD = new RegExp(`^(${NUMBER_WORDS.join('|')})\\b`, 'i');
const HAN = new RegExp(`^([${HAN_NUMERALS}兩两零])(?=\\s*(?:$|[\\s分顆颗星點点。，,.;；)）*_/]))`, 'u');

/** What a score is counted in, behind its number. */
export const UNIT =
  /^\s*(?:[★⭐🌟](?!\s*[★⭐🌟☆])|分|點|点|점|顆星|颗星|星|級|级|points?\b|pts?\b|stars?\b|marks?\b|punkten?\b|sternen?\b|étoiles?(?![\p{L}])|puntos?\b|estrellas?\b)/iu;

/** Particles that may stand directly behind a number without a unit, and what counts other things than points. */
const PARTICLE = /^[でと입이을으つ個个개]/u;

/** Reads the number at the beginning of a text: in digits, as an English word, as one Chinese numeral. */
export function readNumeral(text: string): { value: number; end: number } | undefined {
  const digits = DIGITS.exec(text);
  if (digits !== null) {
    const [all, whole = '', decimals, afterComma] = digits;
    const fraction = decimals ?? afterComma;
    const behind = text.slice(all.length);
    // An exponent, an ordinal, a version, half a number.
    if (/^[\p{L}\d+½¼¾^]/u.test(behind) && !UNIT.test(behind) && !PARTICLE.test(behind)) return undefined;
    if (/^[.,]\d/.test(behind)) return undefined;
    return { value: Number(fraction === undefined ? whole : `${whole}.${fraction}`), end: all.length };
  }
  const word = WORD.exec(text);
  if (word !== null) return { value: toNumber(word[1] ?? ''), end: word[0].length };
  const han = HAN.exec(text);
  if (han === null) return undefined;
  if (/^\s*[點点]\s*[〇一二三四五六七八九\d]/u.test(text.slice(han[0].length))) return undefined;
  const numeral = (han[1] ?? '').replace(/[兩两]/u, '二').replace('零', '〇');
  return { value: HAN_NUMERALS.indexOf(numeral), end: han[0].length };
}

/** The number that digits or an English word stand for. */
export function toNumber(text: string): number {
  const word = NUMBER_WORDS.indexOf(text.toLowerCase());
  return word >= 0 ? word : Number(text.replace(',', '.'));
}

const WORD_AT_END = new RegExp(`(?:([${HAN_NUMERALS}])|\\b(${NUMBER_WORDS.join('|')}))$`, 'iu');

/** The number whose word a text ends in, which more of it might change: "four" in "fourteen", 四 in 四點五. */
export function numeralAtEnd(text: string): number | undefined {
  const match = WORD_AT_END.exec(text);
  if (match === null) return undefined;
  return match[1] === undefined ? toNumber(match[2] ?? '') : HAN_NUMERALS.indexOf(match[1]);
}

const HOLDS_NUMBER =
  /[\d★⭐]|[〇一二三四五六七八九十兩两]\s*[分點点星顆颗]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b/iu;

/** Whether a text holds a number, a word for one with a unit, or a star. */
export function holdsNumber(text: string): boolean {
  return HOLDS_NUMBER.test(text);
}
