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
  /** `provider/name` that judged. */
  model: string;
  /** Why there is no score. */
  error?: RunError;
  usage?: Usage;
  /** US dollars; null where the price or the usage is unknown. */
  cost: number | null;
  latencyMs?: number;
  cached: boolean;
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
