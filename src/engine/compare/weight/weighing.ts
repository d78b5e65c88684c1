import type { RunOutcome } from '../../evaluate/run';
import type { Difference } from '../comparison';
import type { PlannedSentence } from './planWeighing';

/**
 * What a sentence is worth:
 * - `matters`: without it the scores get worse
 * - `harms`: without it they get better
 * - `could-go`: without it they are what they were, within the margin
 * - `unclear`: too few cases, or too much noise, to say
 */
export type WeightVerdict = 'matters' | 'harms' | 'could-go' | 'unclear';

/** The scores without a sentence, compared with those of the prompt as it is. */
export interface SentenceWeight {
  verdict: WeightVerdict;
  /** Without − with, on the 0..1 scale: below 0 where the sentence is of use; with the interval and the test. */
  difference: Difference;
  /** p after Holm's correction over all sentences; null where there is no test. */
  adjustedP: number | null;
  /** Ids of cases that must pass and fail without it. */
  mustPassFailed: string[];
  /** About how many cases would decide, where it is unclear and that is known. */
  wouldDecide: number | null;
}

export interface WeighedSentence extends PlannedSentence {
  /** Null where it was skipped, or its turn did not come, or no answer came. */
  weight: SentenceWeight | null;
}

/** What weighing a prompt found; where it was stopped, as far as it came. */
export interface Weighing {
  /** Absolute path of the prompt. */
  file: string;
  /** The text whose places all ranges are, as it was when it was weighed. */
  text: string;
  model: string;
  /** In the order of the text. */
  sentences: WeighedSentence[];
  /** Mean score of the prompt as it is, 0..1; null where not known. */
  score: number | null;
  scale: { min: number; max: number };
  cases: number;
  tokens: { perCall: number; exact: boolean };
  /** All sentences that could go or harm, taken out at once; null where there are fewer than two, or it was not run. */
  together: (SentenceWeight & { tokens: number }) | null;
  /** Sentences that had their turn, of those that can be taken out. */
  weighed: { done: number; of: number };
  /** US dollars that 1,000 calls cost less without all that could go; null where the price is not known. */
  savedPerThousand: number | null;
  /** US dollars; `known` is a lower bound where `total` is null. */
  spent: { total: number | null; known: number };
  margin: number;
  alpha: number;
  seed: number;
  outcome: RunOutcome;
}

/** The sentences that a person may take out without loss, as far as the cases tell. */
export function removable(sentences: readonly WeighedSentence[]): WeighedSentence[] {
  return sentences.filter(({ weight }) => weight?.verdict === 'could-go' || weight?.verdict === 'harms');
}
