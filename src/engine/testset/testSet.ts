import type { Range } from 'vscode-languageserver-types';
import type { Problem } from '../problem';
import type { Script } from '../script';

export type TestSetFormat = 'yaml' | 'json' | 'jsonl' | 'csv' | 'tsv';

/** A file of cases for one prompt. Reading never throws: what is wrong is in `problems`. */
export interface TestSet {
  /** Absolute path. */
  file: string;
  format: TestSetFormat;
  /** Judges for every case. */
  judges: JudgeReference[];
  /** Checks for every case, before each case's own. */
  checks: CheckSpec[];
  /** How often the prompt is called for each case, 1 to 100, where the test set or its prompt says so. */
  repeat?: number;
  cases: TestCase[];
  /** The files that checks name by path, schemas and scripts, as absolute paths; known once they are loaded. */
  checkFiles?: string[];
  problems: Problem[];
}

/** One row of a test set. */
export interface TestCase {
  /** Unique in the test set; `case-1`, `case-2`, ... where the file gives none. */
  id: string;
  /** Values of the prompt's variables. */
  input: Record<string, unknown>;
  /** The answer that a judge compares with: text, or a value for structured output. */
  expected?: unknown;
  /** Passages that the answer should be true to. */
  context?: string[];
  /**
   * What is judged here, for judges that read `{{criterion}}`: texts that must all hold. It goes before the judge's own. (Of
   * a row, see `settleCriteria`.)
   */
  criterion?: string[];
  /** The case's own checks (those of the test set are not repeated here). */
  checks: CheckSpec[];
  tags: string[];
  /** Weight of the case in the run's mean, above 0; 1 by default. */
  weight: number;
  /** The whole row. */
  range: Range;
  /** The first line of the row, or the id where there is one: where a score is shown. */
  titleRange: Range;
  /** Where each input value stands, by variable (in CSV: the cell). */
  inputRanges: Readonly<Record<string, Range>>;
  /** Where the expected answer stands. */
  expectedRange?: Range;
  /** Where the criterion stands. */
  criterionRange?: Range;
}

/** A deterministic test of an output, as the user wrote it. */
export interface CheckSpec {
  /** `contains`, `regex`, `latency`, ...: a name in the table of checks, without a `not-` in front. */
  kind: string;
  /** The argument in the file's own shape; undefined where the check takes none. */
  argument: unknown;
  /** True where the check must not hold (`not-contains`, `not: true`). */
  negate: boolean;
  /** Compare without regard to letter case. */
  ignoreCase: boolean;
  /** Compare full-width and half-width forms as equal (Unicode NFKC). */
  ignoreWidth: boolean;
  /** Weight among the checks, where the score comes from checks; 1 by default. */
  weight: number;
  /** The checks of a group, `all` or `any`. */
  checks?: CheckSpec[];
  /** Of a group: the share of its parts, by weight, that has to hold; of `javascript`: the least score that passes. 0..1. */
  threshold?: number;
  /** Line of the file, from 0, where the argument's text begins, if the text's lines are lines of the file. */
  textLine?: number;
  /** Of `javascript`: the function, with the text of the file where the argument names one. */
  script?: Script;
  range: Range;
  /** The file that `range` is in, and that paths are relative to, where it is not the test set: the prompt. */
  file?: string;
}

/** Checks with those inside of groups, each group before its parts. */
export function allChecks(checks: readonly CheckSpec[]): CheckSpec[] {
  return checks.flatMap((spec) => [spec, ...allChecks(spec.checks ?? [])]);
}

/** A judge as the test set names it. */
export interface JudgeReference {
  /** A built-in name (`correctness`) or a path relative to the test set (`./judges/tone.prompt`). */
  judge: string;
  /** What the judge is called in results: the name that the test set gives it, else `judge`. Unique in a test set. */
  name: string;
  /** A score at or above it passes, on the judge's own scale: a number, or one of its labels. */
  threshold?: number | string;
  /** Weight in the case's score; 1 by default. */
  weight: number;
  /** `provider/name`: the test set's choice of the judge's models; several are a panel. */
  models?: string[];
  /** How a panel's scores become one: `mean` by default. */
  aggregate?: Aggregate;
  /** How often each model is asked about one output, 1 to 20; 1 by default. */
  repeat?: number;
  /** Instead of the judge's own `config.temperature`. */
  temperature?: number;
  /** Instead of the judge's own scale: `1-10`, `0-1`, `pass/fail`, or labels from worst to best. */
  scale?: string | string[];
  /** What is judged, in a sentence, for judges that read `{{criterion}}` (`rubric`). */
  criterion?: string;
  /** The language of a built-in judge's rubric. */
  language?: 'en' | 'zh-TW';
  /** Ask for log-probabilities, and score by the probability-weighted mean. */
  logprobs?: boolean;
  /** `provider/name` of the embeddings that a formula needs (`answer-relevance`). */
  embedding?: string;
  /** Judged examples that are shown to the judge. */
  examples?: JudgeExample[];
  /** So many examples are drawn from people's labels, on top of those written down. */
  examplesFromLabels?: number;
  range: Range;
}

export type Aggregate = 'mean' | 'median' | 'majority';

/** An output with the score that it deserves. */
export interface JudgeExample {
  /** The case that it comes from, where it comes from one. */
  caseId?: string;
  input?: Record<string, unknown>;
  expected?: unknown;
  /** What it was judged by, where its case has a criterion of its own. */
  criterion?: string | string[];
  output: string;
  /** On the judge's scale, or one of its labels. */
  score: number | string;
  reason?: string;
}
