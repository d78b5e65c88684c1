import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import { PromptDocument } from '../document/promptDocument';
import { type Proposal, replacing } from './fix';
import type { Change } from './mapEdits';

/**
 * A proposal only where it helps: afterwards there is one fault less of the kind, and none of another kind that was not there.
 * A template that is broken in several places may be meant in more ways than one.
 */
export function sound(
  document: PromptDocument,
  code: string,
  title: string,
  replaced: readonly Change[],
  args: Record<string, string>,
): Proposal[] {
  const proposal = replacing(document, title, replaced, { args });
  const after = new PromptDocument(edited(document, proposal.edits[0]?.edits ?? []), document.file);
  const [before, now] = [countsOf(document), countsOf(after)];
  const isLess = (now.get(code) ?? 0) < (before.get(code) ?? 0);
  const addsNone = [...now].every(([each, count]) => count <= (before.get(each) ?? 0));
  return isLess && addsNone ? [proposal] : [];
}

function edited({ file, text }: PromptDocument, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create(file, 'dotprompt', 0, text), [...edits]);
}

function countsOf({ parsed: { problems } }: PromptDocument): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of problems) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
