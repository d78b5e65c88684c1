import { endsWell, isConditional, isSpoiled } from './behindScore';
import { readMaximumFirst } from './maximumFirst';
import { readNumeral, toNumber, UNIT } from './numeral';
import { isScale, type Scale, type ScoreValue } from './scale';
import { readStars } from './stars';

/** An angle bracket opens only what another one closes: `<4>`, and not `<4`. */
const OPENING = /^(?:[\s*_`[({|「【"'“‘’]|<(?=[^<>\n]{1,12}>)|\\boxed\{|\$(?=[^$\n]{1,20}\$))*/u;
const CLOSING = /^(?:[*_`~\])}>」】"'”’$]|\uFE0F|\u20E3)+/u;
const OF_MOST =
  /^\s*(?:\/|-?\s*out[ -]of(?: a(?: possible| total)?)?|of|von|sur|de|su|van|из)[\s*_`]*(\d+(?:[.,]\d+)?|[a-z]+\b)(?:\s*(?:分|點|点|점|points?\b|stars?\b|punkten?\b|puntos?\b)(?:満点|만점)?)?/iu;
const FULL_MARKS =
  /^\s*[([]?\s*(?:(?:滿分|满分|満点|만점|總分|总分)\s*(?:為|为|是)?[:\s]*(?<behind>\d+)(?:\s*(?:分|點|点|점))?|(?<before>\d+)\s*(?:分|點|点|점|段階)?\s*(?:滿分|满分|満点|만점|制|中|중|기준))(?:\s*[)\]])?/u;
const IN_BRACKETS_OF = /^\s*[([]\s*(?:out of|of|\/)\s*(\d+(?:[.,]\d+)?)/iu;
/** The scale behind the score: `on a scale of 1 to 5`, `(1-5)`, `(scale: 1-10)`. */
const SCALE_BEHIND =
  /^\s*(?:[([][^()[\]\d\n]{0,24}|(?:on|using) (?:a|the) (?:scale (?:of|from) )?)(\d+)\s*(?:-|–|~|to|到|至)\s*(\d+)(?:[- ]?(?:point )?scale)?(?:[^()[\]\d\n]{0,12}[)\]])?/iu;

/** A star, or the word for one, in front of a number; and how stars are counted: `★ 4/5`, `星4つ`, `별 4개`. */
const STAR_MARK = /^(?:[★⭐🌟]\uFE0F?|星|별)\s?(?=\d)/u;
const COUNTED = /^\s?(?:つ|個|개|顆|颗)/u;

/** The number of a level: `Level 3`. */
const LEVEL = /^[\s*_`]*(?:level|grade|等級|等级|級別|级别)\s+(?=\d)/iu;

/**
 * Reads a score at the beginning of a text: `4`, `**4/5**`, `4.5 out of 5`, `4,5`, `四分`, `four`, `★★★★☆`, `4分（滿分5分）`,
 * `5点満点中4点`, `(1-5) 4`. A range, alternatives, a bound, a percentage, another denominator, a sign, an exponent, a
 * number outside of the scale and everything else is null, never a guess.
 * @param text half-width text, from where the score should begin
 */
export function readScoreValue(text: string, scale: Scale): ScoreValue {
  const echoed = skipScaleEcho(text, scale);
  const level = echoed + (LEVEL.exec(text.slice(echoed))?.[0].length ?? 0);
  const opening = level + (OPENING.exec(text.slice(level))?.[0].length ?? 0);
  const maximum = readMaximumFirst(text.slice(opening));
  const start = opening + (maximum?.end ?? 0);
  if (maximum !== undefined && maximum.most !== scale.max) return { score: null, end: start };
  const opened = maximum === undefined ? opening : start + (OPENING.exec(text.slice(start))?.[0].length ?? 0);
  const rest = text.slice(opened);
  const stars = readStars(rest, scale);
  if (stars !== undefined) return { score: stars.score, end: opened + stars.end };
  const mark = STAR_MARK.exec(rest)?.[0].length ?? 0;
  const number = readNumeral(rest.slice(mark));
  if (number === undefined) return { score: null, end: level };
  let end = mark + number.end;
  const skip = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest.slice(end));
    if (match !== null) end += match[0].length;
    return match;
  };
  const failed = (): ScoreValue => ({ score: null, end: opened + end });
  if (mark > 0) skip(COUNTED);
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
  if (isSpoiled(rest.slice(end))) return failed();
  skip(CLOSING);
  const behind = rest.slice(end);
  if (!endsWell(behind) || isConditional(number.value, behind)) return failed();
  const inRange = number.value >= scale.min && number.value <= scale.max;
  return { score: inRange ? number.value : null, end: opened + end };
}

/** Reads a text that must be a score and nothing else, but for marks and a full stop around it. */
export function readOnlyScore(text: string, scale: Scale): number | null {
  const { score, end } = readScoreValue(text, scale);
  return score !== null && /^[\s.。!！*_`~\])}>」】"'”’$|]*$/u.test(text.slice(end)) ? score : null;
}

/** The scale repeated from the instruction in front of the score: `(1-5) 4`, `1-5: 4`. */
function skipScaleEcho(text: string, { min, max }: Scale): number {
  const echo = new RegExp(
    `^[\\s*_]*[([<]\\s*${min}\\s*(?:-|–|~|to|到|至)\\s*${max}\\s*[)\\]>][\\s:*_]*(?=[\\d★*_\`〇一二三四五六七八九十])`,
    'u',
  );
  return echo.exec(text)?.[0].length ?? 0;
}
