import * as vscode from 'vscode';
import type { ProjectEdit, Refusal } from '../../engine/language/rename/projectEdit';
import { editorRange } from '../documents/editorRange';
import { sentence } from '../words';
import type { LanguageHost } from './languageHost';
import { provideNames } from './provideNames';

/** Gives a name another name in all files at once, as one step to undo; or says in a sentence why not. */
export function renameProvider(languages: LanguageHost): vscode.RenameProvider {
  return {
    async prepareRename(document, position, token) {
      const start = await provideNames(languages, document, token, (service, text, signal) =>
        service.prepareRename(text, position, signal),
      );
      if (start === undefined) return undefined;
      if ('code' in start) throw reasonOf(start);
      return { range: editorRange(start.range), placeholder: start.placeholder };
    },
    async provideRenameEdits(document, position, name, token) {
      const edit = await provideNames(languages, document, token, (service, text, signal) =>
        service.rename(text, position, name, signal),
      );
      if (edit === undefined) return undefined;
      if ('code' in edit) throw reasonOf(edit);
      return workspaceEdit(edit);
    },
  };
}

function reasonOf({ code, args }: Refusal): Error {
  return new Error(sentence(code, args));
}

/** Texts are changed before their files get other names. */
function workspaceEdit({ changes, renames }: ProjectEdit): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { file, edits } of changes) {
    const own = edits.map(({ range, newText }) => vscode.TextEdit.replace(editorRange(range), newText));
    edit.set(vscode.Uri.file(file), own);
  }
  for (const { from, to } of renames) edit.renameFile(vscode.Uri.file(from), vscode.Uri.file(to));
  return edit;
}
