/** The messages between the editor and the score review: types only. Texts come in the person's language. */

export type ReviewVerdict = 'regressed' | 'improved' | 'unchanged' | 'inconclusive';

export interface ReviewState {
  locale: string;
  /** `HEAD → index`. */
  title: string;
  /** What is being compared now; null once all is done. */
  running: { file: string; finished: number; total: number } | null;
  prompts: ReviewedPrompt[];
  /** Why there is nothing to show; empty where there is. */
  message: string;
}

export interface ReviewedPrompt {
  /** Path relative to the workspace folder; the prompt's key in messages. */
  file: string;
  model: string;
  verdict: ReviewVerdict;
  /** One sentence. */
  sentence: string;
  /** What speaks for it, a line each. */
  lines: string[];
  /** What changed in its meaning: model, config, variables, messages; a line each. */
  changes: string[];
  /** Every number behind the verdict, for hovering. */
  numbers: string;
  /** The score as a whole first, then each judge; empty where nothing was compared. */
  measures: ReviewedMeasure[];
  cases: ReviewedCase[];
  canAccept: boolean;
  /** Whether the lines that did it can be looked for, and, once found, be taken back. */
  canExplain: boolean;
  canRevert: boolean;
}

export interface ReviewedMeasure {
  name: string;
  verdict: ReviewVerdict;
  /** On the 0..1 scale; null where not known. */
  mean: number | null;
  low: number | null;
  high: number | null;
  /** On the measure's own scale: `4.1`, `3.6`, `−0.5`. */
  before: string;
  after: string;
  change: string;
}

export interface ReviewedCase {
  id: string;
  /** after − before, 0..1; null where not known. */
  change: number | null;
  changeText: string;
  before: ReviewedSide;
  after: ReviewedSide;
  outputChanged: boolean;
}

export interface ReviewedSide {
  /** `4/5`; empty where not known. */
  score: string;
  /** Null where it is not on this machine. */
  output: string | null;
  reasons: string[];
}

export type ToReview = { type: 'state'; state: ReviewState };

export type FromReview =
  | { type: 'ready' }
  | { type: 'runAgain' }
  | { type: 'stop' }
  /** `caseId`: the case whose messages and output are to be shown. */
  | { type: 'openDiff'; file: string; caseId?: string }
  | { type: 'openCase'; file: string; caseId: string }
  | { type: 'explain'; file: string }
  | { type: 'revert'; file: string }
  | { type: 'accept'; file: string };
