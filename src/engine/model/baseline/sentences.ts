/** A sentence of a text, trimmed. */
export interface Sentence {
  text: string;
  /** Its position among the sentences of the text. */
  index: number;
}

/** Longer texts are cut: the baseline is a floor, not a search engine. */
const LONGEST = 200_000;

/**
 * Divides a text into sentences: lines first, then Unicode's rules (UAX #29 through `Intl.Segmenter`), which know `。！？`
 * as well as abbreviations. Marks of lists and headings are taken off.
 */
export function sentencesOf(text: string): Sentence[] {
  const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' });
  const sentences: Sentence[] = [];
  for (const line of text.slice(0, LONGEST).split(/\r\n|\r|\n/)) {
    const plain = line.replace(/^\s*(?:[-*+•>#]+|\d+[.)])\s+/u, '').trim();
    if (plain === '') continue;
    for (const { segment } of segmenter.segment(plain)) {
      const sentence = segment.trim();
      if (/[\p{L}\p{N}]/u.test(sentence)) sentences.push({ text: sentence, index: sentences.length });
    }
  }
  return sentences;
}
