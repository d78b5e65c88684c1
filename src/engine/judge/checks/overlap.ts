import { bleuScore, gleuScore, type Smoothing } from './bleuScore';
import { measure } from './measured';
import { rougeL as lcs, type Overlap, rougeN } from './rougeScores';
import { tokensOf, wordsOf } from './words';

/** `rouge-1: 0.6`, `rouge-1: { at-least: 0.6, to: text, measure: recall }`: words in common with the expected answer. */
export const rouge1 = rouge((candidate, reference) => rougeN(candidate, reference, 1));

/** The same with pairs of words. */
export const rouge2 = rouge((candidate, reference) => rougeN(candidate, reference, 2));

/** The same with the longest common subsequence of words. */
export const rougeL = rouge(lcs);

const MEASURES = ['f1', 'precision', 'recall'] as const;

/** The best over several references, as the package does. */
function rouge(overlap: (candidate: readonly string[], reference: readonly string[]) => Overlap) {
  return measure(
    0.5,
    (output, references, more) => {
      const candidate = wordsOf(output);
      const part = (more.measure ?? 'f1') as (typeof MEASURES)[number];
      return Math.max(...references.map((reference) => overlap(candidate, wordsOf(reference))[part]));
    },
    {
      keys: ['measure'],
      fault: (more) => more.measure !== undefined && !MEASURES.includes(more.measure as (typeof MEASURES)[number]),
    },
  );
}

const SMOOTHINGS: readonly unknown[] = ['none', 'epsilon', 'add-one'];

/** `bleu: 0.4`, `bleu: { at-least: 0.4, to: [one, another], smoothing: epsilon }`: runs of words in common. */
export const bleu = measure(
  0.5,
  (output, references, more) =>
    bleuScore(tokensOf(output), references.map(tokensOf), (more.smoothing as Smoothing | undefined) ?? 'none'),
  { keys: ['smoothing'], fault: (more) => more.smoothing !== undefined && !SMOOTHINGS.includes(more.smoothing) },
);

/** `gleu: 0.4`: as `bleu`, for single sentences. */
export const gleu = measure(0.5, (output, references) => gleuScore(tokensOf(output), references.map(tokensOf)));
