/**
 * The maximum in front of the score, as Chinese, Japanese and Korean put it: `滿分5分，給4分`, `5分滿分得4分`,
 * `5点満点中4点`, `5段階評価で4`, `5점 만점에 4점`, `5점 중 4점`. From 5 to 4 (`5점에서 4점`) is a range and no maximum.
 */
const FORMS = [
  String.raw`(?:滿分|满分)\s?(?:為|为|是)?\s?(\d{1,6})\s?[分點点]?\s?[,、]?\s?我?(?:給|给|得)?`,
  String.raw`(\d{1,6})\s?[分點点]\s?(?:(?:滿分|满分|制)?的?[裡里中下]的?|滿分|满分|制)\s?[,、]?\s?我?(?:給|给|得|拿|為|为)?`,
  String.raw`(\d{1,6})\s?(?:点満点(?:中の?|のうち|で)|点(?:中の?|のうち)|段階(?:評価)?(?:中の?|のうち|で))、?`,
  String.raw`(\d{1,6})\s?점\s?(?:만점(?:에서?|\s?중에?서?|\s?기준)|중에?서?)`,
];
const MAXIMUM_FIRST = new RegExp(
  String.raw`^(?:${FORMS.join('|')})\s?(?=[*_\x60]{0,3}[\d★〇一二三四五六七八九十])`,
  'u',
);

/**
 * Reads a maximum that stands in front of the score.
 * @param text half-width text, from where the score should begin
 * @returns the maximum, and where the score begins
 */
export function readMaximumFirst(text: string): { most: number; end: number } | undefined {
  const match = MAXIMUM_FIRST.exec(text);
  if (match === null) return undefined;
  const [all, ...forms] = match;
  return { most: Number(forms.find((most) => most !== undefined)), end: all.length };
}
