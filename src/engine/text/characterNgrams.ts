/**
 * Character n-grams: a measure of likeness that needs no word boundaries, so that it works for Chinese and Japanese
 * as for English, and forgives inflection and small differences of wording.
 */

/** Only so much of a text is compared: counting six orders of n-grams of megabytes would take gigabytes. */
export const LONGEST_COMPARED = 100_000;

/**
 * How often each n-gram of one order occurs. White space is left out, as chrF does.
 * @param text any text; only its first `LONGEST_COMPARED` UTF-16 units count
 * @param order length of an n-gram in Unicode code points, 1 or more
 */
export function characterNgrams(text: string, order: number): Map<string, number> {
  return countNgrams(visibleCharacters(text), order);
}

/**
 * chrF, the character n-gram F-score of a candidate against a reference, 0 (nothing in common) to 1 (the same but for
 * white space): precision and recall are averaged over the orders 1..maxOrder, then combined with recall weighing
 * `beta` times as much as precision.
 *
 * Formula: Maja Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015, section 2, with the
 * effective order of sacreBLEU 2 (orders for which either text is too short do not count), so that short texts are
 * not punished for being short. `100 × characterFScore(c, r)` is what `sacrebleu -m chrf` prints for one sentence.
 * Two empty texts are equal: 1; here sacreBLEU says 0.
 */
export function characterFScore(
  candidate: string,
  reference: string,
  { maxOrder = 6, beta = 2 }: { maxOrder?: number; beta?: number } = {},
): number {
  const candidateCharacters = visibleCharacters(candidate);
  const referenceCharacters = visibleCharacters(reference);
  if (candidateCharacters.length === 0 && referenceCharacters.length === 0) return 1;

  let precision = 0;
  let recall = 0;
  const orders = Math.min(maxOrder, candidateCharacters.length, referenceCharacters.length);
  for (let order = 1; order <= orders; order++) {
    const inReference = countNgrams(referenceCharacters, order);
    let matches = 0;
    for (const [ngram, count] of countNgrams(candidateCharacters, order)) {
      matches += Math.min(count, inReference.get(ngram) ?? 0);
    }
    precision += matches / (candidateCharacters.length - order + 1);
    recall += matches / (referenceCharacters.length - order + 1);
  }
  if (precision === 0 || recall === 0) return 0;
  precision /= orders;
  recall /= orders;
  return ((1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall);
}

function visibleCharacters(text: string): string[] {
  return [...text.slice(0, LONGEST_COMPARED).replace(/\s+/gu, '')];
}

function countNgrams(characters: readonly string[], order: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + order <= characters.length; start++) {
    const ngram = order === 1 ? (characters[start] as string) : characters.slice(start, start + order).join('');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}
