import { readEastAsianSentences } from './eastAsianSentences';
import { isForeign } from './labels';
import { isWrittenByOthers } from './mention';
import { isAttributed, isDenied } from './reportedSpeech';
import { isScale, type Scale } from './scale';
import { readOnlyScore, readScoreValue } from './scoreValue';

/** The judge says in the first person what it gives. */
const GIVES =
  /(?:\bI(?:['’]d| would| will|['’]ll| am|['’]m)? (?:\w+ )?(?:giv(?:e|ing)|rate|rating|assign(?:ing)?|award(?:ing)?|score|grade)\b[^.!?\n"“]{0,60}?(?:\ba (?:solid |strong |weak |low |high |clear )?|\ban |\bas |\bat |\bit |\bis |:\s*))(?=[*_`]*(?:score of |rating of )?[*_`]*(?:\d|one\b|two\b|three\b|four\b|five\b))(?:score of |rating of )?/gi;

/** "I rate this answer 4 out of 5": the maximum says what the number is. */
const GIVES_OF_MOST =
  /\bI(?:['’]d| would| will|['’]ll)? (?:\w+ )?(?:give|rate|score|grade) (?:[^.!?\n\d"“]{1,60} )?(?=[*_`]*\d(?:\.\d)?[*_`]*\s*(?:(?:\/|out of)\s*\d|stars?\b))/gi;

/** The same in German, French and Spanish. */
const GIVES_OF_MOST_ELSEWHERE =
  /\b(?:ich (?:gebe|vergebe|bewerte)|je (?:donne|mets|note|attribue)|(?<!\bno )le doy|(?<!\bno )(?:otorgo|asigno|califico)) (?:[^.!?\n\d"“]{1,60} )?(?=[*_`]*\d(?:[.,]\d)?[*_`]*\s*(?:\/|von|sur|de)\s*\d)/gi;

/** What the output is worth, said of the output. */
const DESERVES =
  /\b(?:answer|response|reply|output|it|this) (?:clearly |fully |only |still |therefore )?(?:deserves|earns|merits|receives|gets) (?:a |an )?(?:score of |rating of )?(?=[*_`]*(?:\d|one\b|two\b|three\b|four\b|five\b))/gi;

/** The words around a score, without saying whose. With a colon they have to begin a sentence. */
const OF_SCORE =
  /(?:\b(?:an? |the )?(?:overall |final )?(?:score|rating|grade)(?: of| is:?| would be)|(?<=[.!?。！？)]\s{0,4})(?:the |my )?(?:overall |final )?(?:score|rating|grade)\s*:)\s+(?=[*_`]*(?:\d|one\b|two\b|three\b|four\b|five\b))/gi;

/** A scale or full marks that a sentence names: `on a scale of 1 to 10`, `滿分10分`, `10点満点`. */
const NAMED_SCALE =
  /\bscale (?:of|from) (\d{1,6}) ?(?:to|-|–) ?(\d{1,6})|\b(\d{1,6}) ?(?:to|-|–) ?(\d{1,6}) scale\b/giu;
const NAMED_MOST =
  /(?:滿分|满分)\s{0,4}(?:為|为|是)?\s{0,4}(\d{1,6})|(?<!\d)(\d{1,6})\s{0,4}(?:点|點|점|分)?\s{0,4}(?:満点|만점|滿分|满分|分制)/gu;

/** What a score is of that is only one of several. */
const CRITERION =
  /\b(?:accuracy|correctness|completeness|clarity|tone|style|fluency|relevance|coherence|grammar|format(?:ting)?|helpfulness|depth|conciseness|readability|structure|difficulty|confidence)\b/iu;

const RULE =
  /^[\s*_`]*[\d.]+[\s*_`]*(?:means|would|requires?|is for|indicates|is reserved|should|could|might|=|:|代表|表示|意味)/iu;

/**
 * Reads a score from a sentence: "I would give it a 4", "a score of 4", "給 4 分". Words in the first person win over
 * others; several different numbers are no verdict.
 * @param half the reply in half-width forms, without its quotations
 */
export function readSentences(half: string, scale: Scale): number | null {
  if (namesOtherScale(half, scale)) return null;
  const strong = [
    ...valuesBehind(half, GIVES, scale),
    ...valuesBehind(half, GIVES_OF_MOST, scale),
    ...valuesBehind(half, GIVES_OF_MOST_ELSEWHERE, scale),
    ...valuesBehind(half, DESERVES, scale),
    ...readEastAsianSentences(half, scale),
  ];
  const values = strong.length > 0 ? strong : valuesBehind(half, OF_SCORE, scale);
  return agreed(values);
}

/** Whether a text speaks of another scale than this one, so that a bare number in it may be on that. */
export function namesOtherScale(half: string, scale: Scale): boolean {
  return (
    [...half.matchAll(NAMED_SCALE)].some(([, a, b, c, d]) => !isScale(a ?? c, b ?? d, scale)) ||
    [...half.matchAll(NAMED_MOST)].some(([, behind, before]) => Number(behind ?? before) !== scale.max)
  );
}

/** Nobody marks a score so many times. */
const MOST_MARKED = 50;

/** Reads the forms that stand for a score by themselves: `[[4]]`, `\boxed{4}`, and a fraction that occurs only once. */
export function readMarked(half: string, scale: Scale): number | null | undefined {
  for (const pattern of [/\[\[([^[\]\n]{1,20})\]\]/g, /\\boxed\{([^{}\n]{1,20})\}/g]) {
    const marked = [...half.matchAll(pattern)];
    if (marked.length > MOST_MARKED) return null;
    const own = marked.filter(({ index }) => !isWrittenByOthers(half.slice(0, index)));
    if (own.length > 0) return agreed(own.map(([, inner = '']) => readOnlyScore(inner, scale)));
  }
  return undefined;
}

/** A score that opens the reply, with its reason behind it on the same line. */
const OPENING =
  /^[\s*_`]*(?:(\d(?:\.\d)?)(?:\s*\/\s*\d+|\s*(?:分|点|點|점|out of \d+))?)[*_`]*\s*(?:[-–—:]\s+(?=\D)|[,;，；。、]\s*(?=\D)|\.\s+(?=\D))/u;

/**
 * Reads a score that stands first in the reply: `4 - mostly right`, `4/5. Clear.`, `4分，缺少日期`. A bare number with a full
 * stop is the beginning of a list, and so are several lines with numbers in front.
 * @returns undefined where the reply does not begin so; `end` is where the reason begins
 */
export function readOpening(half: string, scale: Scale): { score: number | null; end: number } | undefined {
  const match = OPENING.exec(half);
  if (match === null || /^[\s*_`]*\d+[*_`]*[.,、](?!\d)/.test(match[0])) return undefined;
  if (half.split('\n').filter((line) => /^[\s*_`-]*\d/.test(line)).length > 1) return undefined;
  return { score: readScoreValue(half, scale).score, end: match[0].length };
}

function valuesBehind(half: string, pattern: RegExp, scale: Scale): (number | null)[] {
  const values: (number | null)[] = [];
  for (const match of half.matchAll(pattern)) {
    const place = match.index + match[0].length;
    const sentence =
      half
        .slice(Math.max(0, match.index - 80), match.index)
        .split(/[.!?。！？\n]/)
        .at(-1) ?? '';
    const behind = half.slice(place, place + 120);
    if (isDenied(sentence) || isAttributed(sentence) || isDenied(match[0]) || RULE.test(behind)) continue;
    const near = `${sentence.split(/\s+/).slice(-4).join(' ')} ${match[0]}`;
    if (CRITERION.test(near) || isForeign(near)) continue;
    values.push(readScoreValue(behind, scale).score);
  }
  return values;
}

function agreed(values: readonly (number | null)[]): number | null {
  return values.length > 0 && values.every((value) => value === values[0]) ? (values[0] ?? null) : null;
}
