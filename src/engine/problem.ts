import type { Range } from 'vscode-languageserver-types';

/**
 * Something wrong in a file of the user's, found before any money is spent.
 * It carries a code and arguments, no sentence: `src/wording` turns it into words.
 */
export interface Problem {
  /** Stable and documented, area first: `prompt.yaml-syntax`, `testset.duplicate-id`. */
  code: string;
  severity: 'error' | 'warning' | 'info';
  /** Absolute path of the file. */
  file: string;
  /** Zero-based lines and UTF-16 columns, as in the Language Server Protocol. */
  range: Range;
  /** What the sentence needs: names, numbers, the parser's own words. */
  args?: Record<string, string | number>;
  /** Other places that explain this one. */
  related?: { file: string; range: Range; code: string; args?: Record<string, string | number> }[];
}

/** The start of a file: the place for problems that concern it as a whole. */
export const FILE_START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Whether any of the problems forbids to go on. */
export function hasErrors(problems: readonly { severity: string }[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** Thrown where input is known to be wrong and the caller asked for a result, not for a list of problems. */
export class ProblemError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(
      problems.map((p) => `${p.file}:${p.range.start.line + 1}: ${p.code} ${JSON.stringify(p.args ?? {})}`).join('\n'),
    );
    this.name = 'ProblemError';
  }
}
