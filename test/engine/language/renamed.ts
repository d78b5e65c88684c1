import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LanguageService, LanguageText } from '../../../src/engine/language/languageService';
import type { ProjectEdit } from '../../../src/engine/language/rename/projectEdit';
import { say } from '../../../src/wording';
import { CURSOR, languageWorkspace, WORKSPACE } from './languageWorkspace';

/** Texts by their paths in the workspace. */
export type Texts = Readonly<Record<string, string>>;

/**
 * The texts of a workspace after the name at the cursor was given another name, or the sentence that says why not.
 * @param texts one of them holds the cursor
 */
export async function renamed(texts: Texts, name: string): Promise<Texts | string> {
  const path = Object.keys(texts).find((each) => texts[each]?.includes(CURSOR));
  if (path === undefined) throw new Error('There is no cursor.');
  const { service, text, cursor } = languageWorkspace(texts);
  const answer = await service.rename(text(path), cursor(path), name);
  return 'code' in answer ? say(answer.code, answer.args) : applied(texts, answer);
}

/** What a project's edit makes of its texts. A byte order mark counts in no column. */
export function applied(texts: Texts, { changes, renames }: ProjectEdit): Texts {
  const after = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.replace(CURSOR, '')]));
  for (const { file, edits } of changes) {
    const path = file.slice(WORKSPACE.length + 1);
    const text = after[path] ?? '';
    const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
    after[path] = mark + TextDocument.applyEdits(TextDocument.create('', '', 0, text.slice(mark.length)), edits);
  }
  for (const { from, to } of renames) {
    const [old, next] = [from, to].map((file) => file.slice(WORKSPACE.length + 1)) as [string, string];
    after[next] = after[old] ?? '';
    delete after[old];
  }
  return after;
}

export type { LanguageService, LanguageText };
