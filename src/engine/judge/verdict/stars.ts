import type { Scale, ScoreValue } from './scale';

/**
 * Reads stars at the beginning of a text. Filled ones count; where empty ones stand behind them, all together must be the
 * scale's maximum.
 * @returns undefined where the text does not begin with stars, or where one of them is only a mark: `⭐ 4/5`
 */
export function readStars(text: string, { min, max }: Scale): ScoreValue | undefined {
  if (/^[★⭐🌟]\uFE0F?\s?\d/u.test(text)) return undefined;
  const match = /^((?:[★⭐🌟]\uFE0F?\s?)+)((?:[☆✩]\uFE0F?\s?)*)/u.exec(text);
  if (match === null) return undefined;
  const filled = [...(match[1] ?? '').matchAll(/[★⭐🌟]/gu)].length;
  const empty = [...(match[2] ?? '').matchAll(/[☆✩]/gu)].length;
  const end = match[0].length;
  // A number beside the stars has to say the same.
  const beside = /^\s*[([]?\s*(\d(?:\.\d)?)\s*(?:\/|out of|分|點|点|점)/iu.exec(text.slice(end))?.[1];
  if (beside !== undefined && Number(beside) !== filled) return { score: null, end };
  const whole = (empty === 0 || filled + empty === max) && filled >= min && filled <= max;
  const isMore = beside === undefined && /^\s*[½\d.]/u.test(text.slice(end));
  return { score: whole && !isMore ? filled : null, end };
}
