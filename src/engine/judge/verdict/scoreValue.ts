/** The range that a score has to be in, both ends included. */
export interface Scale {
  min: number;
  max: number;
}

/** A reading of the text that stands where a score should: the number, or null where there is none to be trusted. */
export interface ScoreValue {
  score: number | null;
  /** Where the score ends in the text: what follows may be the reason. */
  end: number;
}

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const HAN_NUMERALS = '〇一二三四五六七八九十';

/** An angle bracket opens only what another one closes: `<4>`, and not `<4`. */
const OPENING = /^(?:[\s*_`[({|「【"'“‘’]|<(?=[^<>\n]{1,12}>)|\\boxed\{|\$(?=[^$\n]{1,20}\$))*/u;
const CLOSING = /^(?:[*_`~\])}>」】"'”’$]|\uFE0F|\u20E3)+/u;
/** Three digits behind a comma are thousands. */
const NUMBER = /^\+?(\d{1,6})(?:\.(\d{1,4})(?!\d)|,(\d{1,2})(?!\d))?/;
const WORD = new RegExp(`^(${NUMBER_WORDS.join('|')})\\b`, 'i');
const HAN = new RegExp(`^([${HAN_NUMERALS}兩两零])(?=\\s*(?:$|[\\s分顆颗星點点。，,.;；)）*_/]))`, 'u');
const UNIT = /^\s*(?:[★⭐🌟](?!\s*[★⭐🌟☆])|分|點|点|점|顆星|颗星|星|級|级|points?\b|pts?\b|stars?\b|marks?\b)/iu;
const OF_MOST =
  /^\s*(?:\/|-?\s*out[ -]of(?: a(?: possible| total)?)?|of|von|sur|de|из)[\s*_`]*(\d+(?:[.,]\d+)?|[a-z]+\b)(?:\s*(?:分|點|点|점|points?\b|stars?\b))?/iu;
const FULL_MARKS =
  /^\s*[([]?\s*(?:(?:滿分|满分|満点|만점)\s*(?:為|为|是)?[:\s]*(?<behind>\d+)(?:\s*(?:分|點|点|점))?|(?<before>\d+)\s*(?:分|點|点|점)?\s*(?:滿分|满分|満点|만점|制))(?:\s*[)\]])?/u;
const IN_BRACKETS_OF = /^\s*[([]\s*(?:out of|of|\/)\s*(\d+(?:[.,]\d+)?)/iu;
/** The scale behind the score: `on a scale of 1 to 5`, `(1-5)`, `(scale: 1-10)`. */
const SCALE_BEHIND =
  /^\s*(?:[([][^()[\]\d\n]{0,24}|(?:on|using) (?:a|the) (?:scale (?:of|from) )?)(\d+)\s*(?:-|–|~|to|到|至)\s*(\d+)(?:[- ]?(?:point )?scale)?(?:[^()[\]\d\n]{0,12}[)\]])?/iu;

/** The number of a level: `Level 3`. */
const LEVEL = /^[\s*_`]*(?:level|grade|等級|等级|級別|级别)\s+(?=\d)/iu;

/** Behind a number, what makes it more than one number, a share, or a count of something. */
const SPOILED: readonly RegExp[] = [
  /^\s*(?:%|percent\b|per cent\b|パーセント|퍼센트)/iu,
  /^\s*(?:-|–|—|~|〜|\.{2,}|…+|→|->|=>|to|or|and|through|或是|或者|或|到|至|和|、|&|\||又は|または|から|또는|에서)\s*[*_`]*[([]?\s*(?:an? )?(?:\d|★|[〇一二三四五六七八九十兩两]\s*分)/iu,
  /^\s*[,(]?\s*(?:or |and )?(?:maybe|perhaps|possibly|even|或|또는)\s*(?:an? )?\d/iu,
  /^\s*[([]\s*or\s*\d/iu,
  // Bounds around a letter, and a pause behind which something else may come.
  /^\s*(?:[≤≥]|[<>]=?\s*\p{L}\s*[<>])/u,
  /^\s*(?:\.{2,}|…)/u,
  /^\s*,\s*\d/u,
  /^\s+\d/u,
  /^[。:]\d/u,
  /^\s*\//u,
  /^\s*(?:個|个|項|项|次|條|条|處|处|種|种|成|倍|つ|개|가지)/u,
];

/** What may stand directly behind a score. */
const FOLLOWED_WELL =
  /^(?:$|\s*$|\s*\n|\s*[.,;:!)\]}|。，；：！、）】」"”’*_`(（[—–<]|\s+-(?!>)|\s*-\s|です|でし|とし|と評|で、|を付け|をつけ|입니다|이다|을|으로|\s+[A-Z\p{Lo}\p{So}]|\s+(?:because|since|as|for|due|given|overall|with|but|reason|explanation)\b)/u;

/**
 * Reads a score at the beginning of a text: `4`, `**4/5**`, `4.5 out of 5`, `4,5`, `四分`, `four`, `★★★★☆`, `4分（滿分5分）`,
 * `(1-5) 4`. A range, alternatives, a percentage, another denominator, a sign, an exponent, a number outside of the
 * scale and everything else is null, never a guess.
 * @param text half-width text, from where the score should begin
 */
export function readScoreValue(text: string, scale: Scale): ScoreValue {
  const echoed = skipScaleEcho(text, scale);
  const start = echoed + (LEVEL.exec(text.slice(echoed))?.[0].length ?? 0);
  const opened = start + (OPENING.exec(text.slice(start))?.[0].length ?? 0);
  const rest = text.slice(opened);
  const stars = readStars(rest, scale);
  if (stars !== undefined) return { score: stars.score, end: opened + stars.end };
  const mark = /^[★⭐🌟]\uFE0F?\s?(?=\d)/u.exec(rest)?.[0].length ?? 0;
  const number = readNumber(rest.slice(mark));
  if (number === undefined) return { score: null, end: start };
  let end = mark + number.end;
  const skip = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest.slice(end));
    if (match !== null) end += match[0].length;
    return match;
  };
  const failed = (): ScoreValue => ({ score: null, end: opened + end });
  skip(CLOSING);
  skip(UNIT);
  skip(CLOSING);
  const ofMost = skip(OF_MOST)?.[1];
  const fullMarks = skip(FULL_MARKS)?.groups;
  const inBrackets = IN_BRACKETS_OF.exec(rest.slice(end))?.[1];
  for (const most of [ofMost, fullMarks?.behind ?? fullMarks?.before, inBrackets]) {
    if (most !== undefined && toNumber(most) !== scale.max) return failed();
  }
  const echo = skip(SCALE_BEHIND);
  if (echo !== null && !isScale(echo[1], echo[2], scale)) return failed();
  const behind = rest.slice(end);
  if (isSpoiled(behind)) return failed();
  skip(CLOSING);
  if (!FOLLOWED_WELL.test(rest.slice(end)) || isSpoiled(rest.slice(end))) return failed();
  const inRange = number.value >= scale.min && number.value <= scale.max;
  return { score: inRange ? number.value : null, end: opened + end };
}

function isSpoiled(behind: string): boolean {
  return SPOILED.some((pattern) => pattern.test(behind));
}

/** Whether two numbers, as they are written, are the ends of the scale. */
export function isScale(from: string | undefined, to: string | undefined, { min, max }: Scale): boolean {
  return Number(from) === min && Number(to) === max;
}

/** Reads a text that must be a score and nothing else, but for marks and a full stop around it. */
export function readOnlyScore(text: string, scale: Scale): number | null {
  const { score, end } = readScoreValue(text, scale);
  return score !== null && /^[\s.。!！*_`~\])}>」】"'”’$|]*$/u.test(text.slice(end)) ? score : null;
}

/** The scale repeated from the instruction in front of the score: `(1-5) 4`, `1-5: 4`, `滿分5分，給4分`. */
function skipScaleEcho(text: string, { min, max }: Scale): number {
  const echo = new RegExp(
    `^[\\s*_]*(?:[([<]\\s*${min}\\s*(?:-|–|~|to|到|至)\\s*${max}\\s*[)\\]>]|(?:滿分|满分)\\s*${max}\\s*(?:分|點|点)?\\s*[,，、]?\\s*(?:我?給|我?给|得)?)[\\s:*_]*(?=[\\d★*_\`〇一二三四五六七八九十])`,
    'u',
  );
  return echo.exec(text)?.[0].length ?? 0;
}

function readNumber(text: string): { value: number; end: number } | undefined {
  const digits = NUMBER.exec(text);
  if (digits !== null) {
    const [all, whole = '', decimals, afterComma] = digits;
    const fraction = decimals ?? afterComma;
    const next = text[all.length] ?? '';
    // An exponent, an ordinal, a version, half a number.
    if (/[\p{L}\d+½¼¾^]/u.test(next) && !UNIT.test(text.slice(all.length)) && !/^[でと입이을으]/u.test(next))
      return undefined;
    if (/^[.,]\d/.test(text.slice(all.length))) return undefined;
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

function toNumber(text: string): number {
  const word = NUMBER_WORDS.indexOf(text.toLowerCase());
  return word >= 0 ? word : Number(text.replace(',', '.'));
}

/** Filled stars count; where empty ones stand behind them, all together must be the scale's maximum. */
function readStars(text: string, { min, max }: Scale): ScoreValue | undefined {
  // One star in front of a fraction is a mark.
  if (/^[★⭐🌟]\uFE0F?\s?\d/u.test(text)) return undefined;
  const match = /^((?:[★⭐🌟]\uFE0F?\s?)+)((?:[☆✩]\uFE0F?\s?)*)/u.exec(text);
  if (match === null) return undefined;
  const filled = [...(match[1] ?? '').matchAll(/[★⭐🌟]/gu)].length;
  const empty = [...(match[2] ?? '').matchAll(/[☆✩]/gu)].length;
  const end = match[0].length;
  // A number beside the stars has to say the same.
  const beside = /^\s*[([]?\s*(\d(?:\.\d)?)\s*(?:\/|out of|分|點|点)/iu.exec(text.slice(end))?.[1];
  if (beside !== undefined && Number(beside) !== filled) return { score: null, end };
  const whole = (empty === 0 || filled + empty === max) && filled >= min && filled <= max;
  return { score: whole && !/^\s*[½\d.]/u.test(text.slice(end)) ? filled : null, end };
}
