import type { Usage } from '../model/provider';

/** What a deterministic check found. */
export interface CheckResult {
  /** Kind with its `not-` where negated: `contains`, `not-regex`. */
  check: string;
  passed: boolean;
  /** 0..1: 1 or 0 for most checks, the measure itself for `similarity`. */
  score: number;
  /** Weight among the checks. */
  weight: number;
  /** Code and arguments of the sentence that explains a failure. */
  code: string;
  args: Record<string, string | number>;
  /** True where it could not be found out: it counts as failed, whether or not it is turned around. */
  unknown?: true;
  /** What the parts of a group found. */
  parts?: CheckResult[];
  /** Index into the test set's checks followed by the case's, to find the place in the file. */
  index: number;
}

/** What a judge said of one output. */
export interface Judgement {
  /** The judge's name: `correctness`, or the path as the test set gives it. */
  judge: string;
  /** On the judge's own scale; null where it gave no verdict. */
  score: number | null;
  /** The score on 0..1; null where there is none. */
  normalized: number | null;
  min: number;
  max: number;
  /** On the judge's own scale. */
  threshold: number;
  /** Null where there is no score. */
  passed: boolean | null;
  reason: string;
  weight: number;
  /** `provider/name` that judged; several, parted by ` + `, where the judge is a panel. */
  model: string;
  /** The label that the score stands for, on a scale of labels; absent where the mean of several lies between two. */
  label?: string;
  /**
   * Each time that the judge was asked, where it was more than once: repeats, the models of a panel, both orders of a
   * pair. Repeats of one judgement are no independent cases.
   */
  readings?: Reading[];
  /** Sample standard deviation of the readings on the judge's own scale; absent below two. */
  spread?: number;
  /**
   * Present where the score is the mean over the scores that the model might have given, weighted by their
   * probabilities: how much of the probability lay on scores at all, 0..1.
   */
  mass?: number;
  /** What the score was computed from, where a formula did: claims, passages, questions. */
  evidence?: Evidence[];
  /** Why no model was asked: there was nothing to judge. */
  unasked?: 'empty' | 'opener';
  /** Why there is no score. */
  error?: RunError;
  usage?: Usage;
  /** US dollars; null where the price or the usage is unknown. */
  cost: number | null;
  latencyMs?: number;
  cached: boolean;
}

/** One answer of one model to a judge's question. */
export interface Reading {
  /** `provider/name` */
  model: string;
  /** On the judge's own scale; null where it gave no verdict. */
  score: number | null;
  label?: string;
  reason: string;
  mass?: number;
  /** In a pair: whether the output was shown first. */
  order?: 'output-first' | 'output-second';
  error?: RunError;
  cached: boolean;
}

/** One part of what a formula counts. */
export interface Evidence {
  /** `claim` of the answer, `expected` claim, `passage` of the context, `question` made from the answer. */
  kind: 'claim' | 'expected' | 'passage' | 'question';
  text: string;
  /** Whether it counts for the output; absent where it is neither. */
  holds?: boolean;
  /** The judge's reason in a few words. */
  reason?: string;
}

/** A failure inside a run, in the words of whoever failed. */
export interface RunError {
  /** A `ModelErrorKind`, or `no-verdict`, `render`, `budget`. */
  kind: string;
  /** The server's own words. */
  message: string;
  status?: number;
  origin?: string;
}
