import { diffArrays } from 'diff';

/** A piece of a comparison: in both texts, only in the expected one, or only in the output. */
export interface DiffPiece {
  kind: 'same' | 'missing' | 'added';
  text: string;
}

/** Texts with more words than this are not compared: the search takes quadratic time. */
const MOST_WORDS = 4_000;
/** A comparison that takes longer, in milliseconds, is given up. */
const PATIENCE = 150;

/**
 * Compares an output with the expected answer word by word. Words are Unicode's, so that Chinese and Japanese are
 * compared word by word as well.
 * @returns undefined where the texts are too long, or too different, to be compared
 */
export function wordDiff(expected: string, output: string): DiffPiece[] | undefined {
  const before = wordsOf(expected);
  const after = wordsOf(output);
  if (before.length > MOST_WORDS || after.length > MOST_WORDS) return undefined;
  const changes = diffArrays(before, after, { timeout: PATIENCE });
  return changes?.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'missing' : 'same',
    text: value.join(''),
  }));
}

function wordsOf(text: string): string[] {
  const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
  return Array.from(segmenter.segment(text.slice(0, 100_000)), ({ segment }) => segment);
}
