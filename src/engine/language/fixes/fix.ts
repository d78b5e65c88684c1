import type { TextEdit } from 'vscode-languageserver-types';
import type { Finding } from '../diagnostics/finding';
import type { PromptDocument } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import type { LanguageContext } from '../languageContext';
import type { Change } from './mapEdits';

/** What is changed in a file. */
export interface FileEdit {
  /** Absolute path. */
  file: string;
  edits: TextEdit[];
  /** The file is not there yet: it is made, empty, before the edits. */
  creates?: boolean;
}

/** A way to put something right, for a person to choose. */
export interface Fix {
  title: string;
  kind: 'quickfix' | 'source.fixAll.assay';
  /** What it puts right. */
  findings: Finding[];
  /** All of it, or nothing. */
  edits: FileEdit[];
  /** Called after the edits. */
  command?: { command: string; arguments: string[] };
  /** Whether it is what is most likely meant. */
  preferred: boolean;
}

/** A way to put something right, without the words for it. */
export interface Proposal {
  /** A code of `src/wording/languageFixes.ts`. */
  title: string;
  args?: Record<string, string | number>;
  edits: FileEdit[];
  command?: Fix['command'];
  /** False for what is one way among several. */
  preferred?: boolean;
}

/** Proposes ways to put a finding right in a document of the kind that it was found in. */
export type FixRule<Document> = (
  finding: Finding,
  document: Document,
  context: LanguageContext,
) => Proposal[] | Promise<Proposal[]>;

export type PromptFix = FixRule<PromptDocument>;
export type TestSetFix = FixRule<TestSetDocument>;

/** Changes by offsets as edits of a document. */
export function textEdits(document: PromptDocument | TestSetDocument, changes: readonly Change[]): TextEdit[] {
  return changes.map(({ start, end, text }) => ({ range: document.range({ start, end }), newText: text }));
}

/** A proposal that changes one document. */
export function replacing(
  document: PromptDocument | TestSetDocument,
  title: string,
  changes: readonly Change[],
  more: Pick<Proposal, 'args' | 'preferred'> = {},
): Proposal {
  return { title, edits: [{ file: document.file, edits: textEdits(document, changes) }], ...more };
}
