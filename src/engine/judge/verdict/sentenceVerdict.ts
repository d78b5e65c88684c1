import { readOnlyScore, readScoreValue, type Scale } from './scoreValue';

/** The judge says in the first person what it gives. */
const GIVES =
  /(?:\bI(?:['’]d| would| will|['’]ll| am|['’]m)? (?:\w+ )?(?:giv(?:e|ing)|rate|rating|assign(?:ing)?|award(?:ing)?|score|grade)\b[^.!?\n"“]{0,60}?(?:\ba |\ban |\bas |\bat |\bit |\bis |:\s*))(?=[*_`]*(?:score of |rating of )?[*_`]*(?:\d|one\b|two\b|three\b|four\b|five\b))(?:score of |rating of )?/gi;

/** The words around a score, without saying whose. */
const OF_SCORE =
  /\b(?:an? |the )?(?:overall |final )?(?:score|rating|grade)(?: of|:| is| would be)\s+(?=[*_`]*(?:\d|one\b|two\b|three\b|four\b|five\b))/gi;

const CHINESE =
  /(?:給予?|给予?|打|評為|评为|得|評定為|评定为)[^。！？\n「」"“”0-9]{0,16}?(?=\s*[*_]*(?:\d|[一二三四五六七八九十]\s*(?:分|星|顆|颗)))/gu;
const JAPANESE = /(?=(?<![\d.])\d(?:\.\d)?\s*点(?:です|とし|と評価|を付け|をつけ|。|$))/gu;
const KOREAN = /(?=(?<![\d.])\d(?:\.\d)?\s*점(?:입니다|을|으로|이다|\.|$))/gu;

/** What turns such words into their opposite, or into a rule. */
const DENIED =
  /\b(?:not|never|cannot|can't|couldn't|wouldn't|won't|don't|isn't|instead of|rather than|if|unless|between|from)\b|n't\b|不能|不會|不会|無法|无法|不給|不给|並非|并非|如果|若/iu;
const RULE =
  /^[\s*_`]*[\d.]+[\s*_`]*(?:means|would|requires?|is for|indicates|is reserved|should|could|might|=|:|代表|表示|意味)/iu;

/**
 * Reads a score from a sentence: "I would give it a 4", "a score of 4", "給 4 分". Words in the first person win over
 * others; several different numbers are no verdict.
 * @param half the reply in half-width forms, without its quotations
 */
export function readSentences(half: string, scale: Scale): number | null {
  const strong = [
    ...valuesBehind(half, GIVES, scale),
    ...valuesBehind(half, CHINESE, scale),
    ...valuesBehind(half, JAPANESE, scale),
    ...valuesBehind(half, KOREAN, scale),
  ];
  const values = strong.length > 0 ? strong : valuesBehind(half, OF_SCORE, scale);
  return agreed(values);
}

/** Reads the forms that stand for a score by themselves: `[[4]]`, `\boxed{4}`, and a fraction that occurs only once. */
export function readMarked(half: string, scale: Scale): number | null | undefined {
  for (const pattern of [/\[\[([^[\]\n]{1,20})\]\]/g, /\\boxed\{([^{}\n]{1,20})\}/g]) {
    const values = [...half.matchAll(pattern)].map(([, inner = '']) => readOnlyScore(inner, scale));
    if (values.length > 0) return agreed(values);
  }
  return undefined;
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
    if (DENIED.test(sentence) || DENIED.test(match[0]) || RULE.test(behind)) continue;
    values.push(readScoreValue(behind, scale).score);
  }
  return values;
}

function agreed(values: readonly (number | null)[]): number | null {
  return values.length > 0 && values.every((value) => value === values[0]) ? (values[0] ?? null) : null;
}
