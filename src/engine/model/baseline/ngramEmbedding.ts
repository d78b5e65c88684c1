import { characterNgrams } from '../../text/characterNgrams';

const DIMENSIONS = 1_024;
/** Pairs and triples: single characters say little, longer ones are rarely shared. */
const ORDERS = [2, 3];

/**
 * A text as a vector of how often its character pairs and triples occur, each counted at the place that its hash names
 * (feature hashing, Weinberger et al. 2009, arXiv 0902.2206). No language model: texts are alike where their characters are.
 * @returns of length 1, or all zeros where there is nothing to count
 */
export function ngramEmbedding(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0);
  for (const order of ORDERS) {
    for (const [ngram, count] of characterNgrams(text.toLowerCase(), order)) {
      const place = hash(ngram) % DIMENSIONS;
      vector[place] = (vector[place] as number) + Math.sqrt(count);
    }
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
