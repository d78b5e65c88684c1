import type { Range } from 'vscode-languageserver-types';
import type { Problem } from '../problem';

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
  cases: TestCase[];
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
  range: Range;
  /** The file that `range` is in, and that paths are relative to, where it is not the test set: the prompt. */
  file?: string;
}

/** A judge as the test set names it. */
export interface JudgeReference {
  /** A built-in name (`correctness`) or a path relative to the test set (`./judges/tone.prompt`). */
  judge: string;
  /** A score at or above it passes, on the judge's own scale; 4 by default for 1 to 5. */
  threshold?: number;
  /** Weight in the case's score; 1 by default. */
  weight: number;
  /** `provider/name`: the test set's choice of the judge's model. */
  model?: string;
  range: Range;
}
