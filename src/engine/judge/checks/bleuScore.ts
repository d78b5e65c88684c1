import { ngramCounts } from './words';

/** What becomes of an order in which nothing matches, which would make all of it 0 (Chen and Cherry 2014). */
export type Smoothing = 'none' | 'epsilon' | 'add-one';

const ORDERS = 4;
const EPSILON = 0.1;

/**
 * Sentence BLEU-4 with several references: the geometric mean of the clipped precisions of 1 to 4 words, times the brevity
 * penalty (Papineni et al. 2002, doi:10.3115/1073083.1073135; as NLTK's `sentence_bleu`). `epsilon` and `add-one` are
 * methods 1 and 2 of Chen and Cherry 2014 (doi:10.3115/v1/W14-3346).
 * @returns 0..1
 */
export function bleuScore(
  candidate: readonly string[],
  references: readonly (readonly string[])[],
  smoothing: Smoothing = 'none',
): number {
  if (candidate.length === 0 || references.length === 0) return 0;
  let logs = 0;
  for (let n = 1; n <= ORDERS; n++) {
    const counts = ngramCounts(candidate, n);
    const most = new Map<string, number>();
    for (const reference of references) {
      for (const [ngram, count] of ngramCounts(reference, n)) most.set(ngram, Math.max(count, most.get(ngram) ?? 0));
    }
    let matches = 0;
    for (const [ngram, count] of counts) matches += Math.min(count, most.get(ngram) ?? 0);
    let total = Math.max(1, candidate.length - n + 1);
    if (n === 1 && matches === 0) return 0;
    if (smoothing === 'add-one' && n > 1) {
      matches++;
      total++;
    } else if (smoothing === 'epsilon' && matches === 0) matches = EPSILON;
    if (matches === 0) return 0;
    logs += Math.log(matches / total) / ORDERS;
  }
  return brevityPenalty(candidate.length, references) * Math.exp(logs);
}

/** Against the reference whose length is nearest; of two as near the shorter. */
function brevityPenalty(length: number, references: readonly (readonly string[])[]): number {
  const nearest = references
    .map((reference) => reference.length)
    .reduce((best, each) => {
      const [a, b] = [Math.abs(best - length), Math.abs(each - length)];
      return b < a || (b === a && each < best) ? each : best;
    });
  return length > nearest ? 1 : Math.exp(1 - nearest / length);
}

/**
 * Google's BLEU: the least of precision and recall over all runs of 1 to 4 words together, the best over the references
 * (Wu et al. 2016, arXiv 1609.08144, section 6; as NLTK's `sentence_gleu`).
 * @returns 0..1
 */
export function gleuScore(candidate: readonly string[], references: readonly (readonly string[])[]): number {
  let best = 0;
  for (const reference of references) {
    let [shared, ofCandidate, ofReference] = [0, 0, 0];
    for (let n = 1; n <= ORDERS; n++) {
      const [a, b] = [ngramCounts(candidate, n), ngramCounts(reference, n)];
      for (const [ngram, count] of a) shared += Math.min(count, b.get(ngram) ?? 0);
      ofCandidate += Math.max(0, candidate.length - n + 1);
      ofReference += Math.max(0, reference.length - n + 1);
    }
    const most = Math.max(ofCandidate, ofReference);
    if (most > 0) best = Math.max(best, shared / most);
  }
  return best;
}
