import { diffArrays } from 'diff';

/** A piece of a comparison: in both texts, only in the expected one, or only in the output. */
export interface DiffPiece {
  kind: 'same' | 'missing' | 'added';
  text: string;
}

/** Texts that are longer, in UTF-16 units, or that have more words are not compared: the search takes quadratic time. */
const LONGEST = 50_000;
const MOST_WORDS = 4_000;
/** A comparison that takes longer, in milliseconds, is given up. */
const PATIENCE = 150;

/**
 * Compares an output with the expected answer word by word. Words are Unicode's, so that Chinese and Japanese are
 * compared word by word as well.
 * @returns undefined where the texts are too long, or too different, to be compared
 */
export function wordDiff(expected: string, output: string): DiffPiece[] | undefined {
  if (expected.length > LONGEST || output.length > LONGEST) return undefined;
  const before = wordsOf(expected);
  const after = wordsOf(output);
  if (before.length > MOST_WORDS || after.length > MOST_WORDS) return undefined;
  const changes = diffArrays(before, after, { timeout: PATIENCE });
  return (
    changes &&
    readable(
      changes.map(({ added, removed, value }) => ({
        kind: added ? 'added' : removed ? 'missing' : 'same',
        text: value.join(''),
      })),
    )
  );
}

/**
 * Makes one change of changes that only spaces and punctuation lie between: "the old, big house" against "a new, small
 * house" is one change of three words and not three that have to be read crosswise.
 */
function readable(pieces: readonly DiffPiece[]): DiffPiece[] {
  const result: DiffPiece[] = [];
  let missing = '';
  let added = '';
  const close = () => {
    if (missing !== '') result.push({ kind: 'missing', text: missing });
    if (added !== '') result.push({ kind: 'added', text: added });
    missing = '';
    added = '';
  };
  pieces.forEach(({ kind, text }, index) => {
    if (kind === 'missing') missing += text;
    else if (kind === 'added') added += text;
    else if (missing !== '' && added !== '' && isFiller(text) && isReplacement(pieces, index + 1)) {
      missing += text;
      added += text;
    } else {
      close();
      result.push({ kind, text });
    }
  });
  close();
  return result;
}

/** Whether words give way to other words at this place, and are not only left out or put in. */
function isReplacement(pieces: readonly DiffPiece[], index: number): boolean {
  const [first, second] = [pieces[index], pieces[index + 1]];
  return first !== undefined && second !== undefined && first.kind !== 'same' && second.kind !== 'same';
}

function isFiller(text: string): boolean {
  return !text.includes('\n') && /^[\s\p{P}]*$/u.test(text);
}

function wordsOf(text: string): string[] {
  const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
