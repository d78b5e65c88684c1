import type { ImportNote, ImportPlace } from './importReport';

/** A test set of another tool in our terms, before it is written. */
export interface ImportedSet {
  /** What its author calls it, in a line or more. */
  description?: string;
  judges: ImportedJudge[];
  /** Checks for every case. */
  checks: ImportedCheck[];
  repeat?: number;
  cases: ImportedCase[];
}

export interface ImportedCase {
  /** As the other tool has it: not always unique, and not always there. */
  id?: string;
  input: Record<string, unknown>;
  expected?: unknown;
  context?: string[];
  /** Texts that must all hold. */
  criterion?: string[];
  checks: ImportedCheck[];
  tags: string[];
  /** What its reader should know, written as comments. */
  notes: ImportNote[];
  place: ImportPlace;
}

export interface ImportedCheck {
  /** A name in `CHECK_NAMES`, or `all` and `any`. */
  name: string;
  argument?: unknown;
  negate?: boolean;
  ignoreCase?: boolean;
  /** Above 0. */
  weight?: number;
  /** Of a group. */
  checks?: ImportedCheck[];
  /** Of a group, or of a check that scores. */
  threshold?: number;
  notes: ImportNote[];
  place: ImportPlace;
}

export interface ImportedJudge {
  judge: string;
  scale?: string;
  /** On the judge's scale, or one of its labels. */
  threshold?: number | string;
  weight?: number;
  model?: string;
  embedding?: string;
  notes: ImportNote[];
}

/** An empty test set. */
export function emptySet(): ImportedSet {
  return { judges: [], checks: [], cases: [] };
}
