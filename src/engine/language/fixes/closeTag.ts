import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import { PromptDocument } from '../document/promptDocument';
import { blocksOf, nameIn } from './blocks';
import { type PromptFix, type Proposal, replacing } from './fix';
import { lineBreakOf, lineEnd, lineStart } from './mapEdits';

/** The end that a tag, a text or a bracket lacks is written where it can only be meant to be. */
export const closeTag: PromptFix = ({ code, range, args }, document) => {
  const { start, end } = document.span(range);
  const { text } = document;
  if (code === 'prompt.wrong-braces') {
    return sound(document, code, 'fix.replace', [{ start, end, text: String(args?.wanted) }], {
      text: String(args?.wanted),
    });
  }
  const missing = String(args?.end ?? args?.quote ?? '');
  // A comment without an end is meant to end with its line.
  const at = code === 'prompt.comment-not-closed' ? lineEnd(text, end) : end;
  const written = code === 'prompt.comment-not-closed' && text[at - 1] !== ' ' ? ` ${missing}` : missing;
  return sound(document, code, 'fix.close', [{ start: at, end: at, text: written }], { text: missing });
};

/** The end of a block is written where it most likely is: with its line where that goes on behind its beginning, else as late as possible. */
export const closeBlock: PromptFix = ({ code, range }, document) => {
  const { start } = document.span(range);
  const { text } = document;
  const block = blocksOf(document).find(({ open }) => open.start === start);
  if (block === undefined) return [];
  const close = `{{/${block.name}}}`;
  const line = { start: lineStart(text, start), end: lineEnd(text, block.open.end) };
  const goesOn = text.slice(block.open.end, line.end).trim() !== '';
  const isAlone = text.slice(line.start, start).trim() === '' && !goesOn;
  const ends = [block.end];
  // An `else` of its own further down, or an inner block that goes on, would be torn off.
  if (goesOn && line.end < block.end) ends.unshift(line.end);
  const indent = text.slice(line.start, start);
  for (const end of ends) {
    const before = text.slice(0, end).trimEnd().length;
    const at = isAlone || end === line.end ? Math.max(before, block.open.end) : end;
    const written = isAlone ? `${lineBreakOf(text)}${indent}${close}` : close;
    const proposals = sound(document, code, 'fix.close', [{ start: at, end: at, text: written }], { text: close });
    if (proposals.length > 0) return proposals;
  }
  return [];
};

/** An end under another name gets the name of what is open. */
export const renameClose: PromptFix = ({ code, range, args }, document) => {
  const { start } = document.span(range);
  const token = document.tags.find((tag) => tag.start === start)?.tokens;
  const [first, last] = [token?.[0], token?.at(-1)];
  if (first === undefined || last === undefined) return [];
  const text = String(args?.opened ?? '');
  return sound(document, code, 'fix.replace', [{ start: first.start, end: last.end, text }], { text });
};

/** A tag that means nothing where it stands is taken out, with its line where nothing else is on it. */
export const removeTag: PromptFix = ({ code, range }, document) => {
  const { start, end } = document.span(range);
  const written = document.text.slice(start, end);
  return sound(document, code, 'fix.remove', [{ start, end, text: '' }], { text: written });
};

/** `{{#role "system"}}…{{/role}}` becomes what it is meant to be: a message begins, and ends where the next one begins. */
export const roleBlock: PromptFix = ({ code, range }, document) => {
  const { start } = document.span(range);
  const block = blocksOf(document).find(({ open }) => open.start < start && start < open.end);
  if (block === undefined || nameIn(block.open, document.text) !== 'role') return [];
  const hash = document.text.indexOf('#', block.open.start);
  const replaced = [{ start: hash, end: hash + 1, text: '' }];
  if (block.close !== undefined) replaced.push({ start: block.close.start, end: block.close.end, text: '' });
  return sound(document, code, 'fix.role-tag', replaced, {});
};

/**
 * A proposal only where it helps: afterwards there is one fault less of the kind, and none of another kind that was not there.
 * A template that is broken in several places may be meant in more ways than one.
 */
function sound(
  document: PromptDocument,
  code: string,
  title: string,
  replaced: Parameters<typeof replacing>[2],
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
