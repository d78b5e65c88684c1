import type { CaseStatus, RunOutcome } from '../evaluate/run';
import type { RunError } from '../judge/score';

/** What a comparison says of the change from one version to another. */
export type Verdict = 'regressed' | 'improved' | 'unchanged' | 'inconclusive';

/** From the worst to the best, for the verdict on several prompts together. */
export const WORST_FIRST: readonly Verdict[] = ['regressed', 'inconclusive', 'unchanged', 'improved'];

/**
 * Why the verdict is what it is:
 * - `must-pass`: a case with that tag passed before and fails now
 * - `judge`: the score as a whole did not regress, that of one judge did
 * - `same`: no case renders differently, so there is nothing to measure
 * - `margin`: the interval lies within the margin
 * - `evidence`: the interval excludes 0, and so does the test
 * - `few`: fewer cases than can decide
 * - `noise`: what was seen may be chance
 * - `incomplete`: the comparison was stopped before it could decide
 * - `not-evaluated`: only what is on record was asked for, and not all that is needed is
 */
export type VerdictReason =
  | 'must-pass'
  | 'judge'
  | 'same'
  | 'margin'
  | 'evidence'
  | 'few'
  | 'noise'
  | 'incomplete'
  | 'not-evaluated';

/** The name under which the checks stand among the judges. */
export const CHECKS = 'checks';

/** What is known of one case in one version: of a run made now, or on record from an earlier one. */
export interface CaseOutcome {
  status: CaseStatus;
  /** 0..1, mean over the repeats; null where not known. */
  score: number | null;
  /** By judge, 0..1, mean over the repeats; null where a judge gave no verdict. */
  judges: Readonly<Record<string, number | null>>;
  /** Share of the repeats in which every check held; null where there are no checks. */
  checks: number | null;
  /** The score of each repeat, 0..1; empty where only their mean is on record. */
  repeats: (number | null)[];
  /** Of the first repeat; null where there is none or only scores are on record. */
  output: string | null;
  /** What the judges and checks said of the first repeat. */
  reasons: { name: string; score: number | null; max: number; reason: string }[];
  error?: RunError;
  /** US dollars that producing the outputs costs without a cache; null where unknown. */
  cost: number | null;
  /** Mean over the repeats, in milliseconds. */
  latencyMs: number | null;
  /** True where nothing was called for it: it comes from a record. */
  recorded: boolean;
}

/** One case of both versions. */
export interface CaseComparison {
  id: string;
  tags: string[];
  /** 1 by default. */
  weight: number;
  /** The same rendered messages, settings, judges and checks: the same sample, whose difference is 0 by definition. */
  same: boolean;
  /** Judges of the newer version that do not judge this case, which has no criterion for them; absent where all do. */
  unjudged?: string[];
  before: CaseOutcome | null;
  after: CaseOutcome | null;
  /** after − before on the 0..1 scale; null where one of them is not known. */
  change: number | null;
  /** Whether the outputs differ; null where one of them is not known. */
  outputChanged: boolean | null;
}

/** A measured difference with everything that is needed to compute it again. */
export interface Difference {
  /** Cases that could be compared. */
  n: number;
  /** Mean of after − before, 0..1 scale; null where n is 0. */
  mean: number | null;
  /** 95 % interval of the mean. */
  low: number | null;
  high: number | null;
  /** Two-sided, exact where the scores lie on a lattice. */
  p: number | null;
  verdict: Verdict;
  reason: VerdictReason;
}

/** One judge's part, or the checks' (named `CHECKS`). */
export interface JudgeDifference extends Difference {
  judge: string;
  min: number;
  max: number;
  /** Means on the 0..1 scale over the compared cases. */
  before: number | null;
  after: number | null;
  /** `p` after Holm's correction over all judges. */
  adjustedP: number | null;
}

/** Two versions of a prompt, paired case by case. */
export interface Comparison extends Difference {
  /** The scale to show scores in: the judges' common one, or 0..1. */
  scale: { min: number; max: number };
  /** Mean scores over the compared cases, 0..1; null where none is known. */
  before: number | null;
  after: number | null;
  judges: JudgeDifference[];
  /** About how many cases would decide; null where the spread is not known, or a verdict needs no more of them. */
  wouldDecide: { forMargin: number | null; forEffect: number | null; repeatsInstead: boolean } | null;
  /** Half-width of the band in which a change does not matter, 0..1 scale. */
  margin: number;
  alpha: number;
  /** Of everything that is drawn by chance. */
  seed: number;
  repeat: number;
  counts: {
    better: number;
    worse: number;
    /** Same score, from another sample. */
    equal: number;
    /** The same sample. */
    same: number;
    /** Not comparable, since one side failed or is not known. */
    unknown: number;
    added: number;
    removed: number;
  };
  /** Ids of cases tagged `must-pass` that passed before and fail now. */
  mustPassFailed: string[];
  /** In the test set's order; then those that are gone. */
  cases: CaseComparison[];
  /** US dollars to produce the compared outputs once, without a cache; null where unknown. */
  cost: { before: number | null; after: number | null };
  /** Mean in milliseconds over the compared cases. */
  latencyMs: { before: number | null; after: number | null };
  /** US dollars that making this comparison took; `known` is a lower bound where `total` is null. */
  spent: { total: number | null; known: number };
  /** Where cases were run look by look: how many of how many were used. */
  sequential: { looks: number; of: number } | null;
  outcome: RunOutcome;
}
