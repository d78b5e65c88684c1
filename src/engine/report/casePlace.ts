import { relative, sep } from 'node:path';
import type { ReportedRun } from './report';

/** A place in a file as people write it down. */
export interface Place {
  /** Relative to the base where the file is inside of it, with `/`. */
  file: string;
  /** From 1. */
  line: number;
}

/** Where a case stands in its test set; undefined where that is not known. */
export function casePlace({ run, cases }: ReportedRun, id: string, base: string): Place | undefined {
  const testCase = cases.get(id);
  if (testCase === undefined) return undefined;
  return { file: shownPath(run.header.tests, base), line: testCase.titleRange.start.line + 1 };
}

/** A path as people see it: relative to the base unless it is outside of it, with `/` on every system. */
export function shownPath(file: string, base: string): string {
  const path = relative(base, file);
  const shown = path === '..' || path.startsWith(`..${sep}`) ? file : path;
  return shown.split(sep).join('/');
}
