/** Longer texts are cut: the baseline is a floor, not a search engine. */
const LONGEST = 200_000;

/**
 * Divides a text into sentences, trimmed: lines first, then Unicode's rules (UAX #29 through `Intl.Segmenter`), which
 * know `。！？` as well. Marks of lists and headings are taken off; what holds neither letter nor digit is left out.
 */
export function sentencesOf(text: string): string[] {
  const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' });
  const sentences: string[] = [];
  for (const line of text.slice(0, LONGEST).split(/\r\n|\r|\n/)) {
    const plain = line.replace(/^\s*(?:[-*+•>#]+|\d+[.)])\s+/u, '').trim();
    for (const { segment } of segmenter.segment(plain)) {
      const sentence = segment.trim();
      if (/[\p{L}\p{N}]/u.test(sentence)) sentences.push(sentence);
    }
  }
  return sentences;
}
