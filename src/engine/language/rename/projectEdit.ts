import type { TextEdit } from 'vscode-languageserver-types';

/** Changes in several files that belong together: all of them are made, or none, and they are one step to undo. */
export interface ProjectEdit {
  /** Replacements in texts as they were before any file was renamed. */
  changes: { file: string; edits: TextEdit[] }[];
  /** Files that get another name, behind the changes. */
  renames: { from: string; to: string }[];
}

/** Why something cannot be renamed: a code for a sentence, and its arguments. */
export interface Refusal {
  code: string;
  args: Readonly<Record<string, string | number>>;
}

export function isRefusal(answer: object): answer is Refusal {
  return 'code' in answer;
}
