import { ngramCounts } from './words';

/** How much two texts share, each 0..1. */
export interface Overlap {
  precision: number;
  recall: number;
  f1: number;
}

/**
 * ROUGE-N: runs of n words that two texts share, each counted as often as both have it (Lin 2004, "ROUGE: A Package for
 * Automatic Evaluation of Summaries", section 2; as google-research's `rouge_score` without stemming).
 */
export function rougeN(candidate: readonly string[], reference: readonly string[], n: number): Overlap {
  const [ofCandidate, ofReference] = [ngramCounts(candidate, n), ngramCounts(reference, n)];
  let shared = 0;
  for (const [ngram, count] of ofReference) shared += Math.min(count, ofCandidate.get(ngram) ?? 0);
  const total = (words: readonly string[]) => Math.max(0, words.length - n + 1);
  return overlap(shared, total(candidate), total(reference));
}

/** ROUGE-L: the longest common subsequence of words (Lin 2004, section 3). */
export function rougeL(candidate: readonly string[], reference: readonly string[]): Overlap {
  // One row of the table at a time, so that long texts take little room.
  let row = new Uint32Array(reference.length + 1);
  for (const word of candidate) {
    const next = new Uint32Array(reference.length + 1);
    for (let place = 1; place <= reference.length; place++) {
      next[place] =
        word === reference[place - 1]
          ? (row[place - 1] as number) + 1
          : Math.max(row[place] as number, next[place - 1] as number);
    }
    row = next;
  }
  return overlap(row[reference.length] as number, candidate.length, reference.length);
}

function overlap(shared: number, ofCandidate: number, ofReference: number): Overlap {
  const precision = ofCandidate === 0 ? 0 : shared / ofCandidate;
  const recall = ofReference === 0 ? 0 : shared / ofReference;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
