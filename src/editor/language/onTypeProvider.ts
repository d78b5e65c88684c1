import * as vscode from 'vscode';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/** What goes with a character that was just typed: the end of a block, a name in a closing tag, an indentation. */
export function onTypeProvider(languages: LanguageHost): vscode.OnTypeFormattingEditProvider {
  return {
    async provideOnTypeFormattingEdits(document, { line, character }, typed, { tabSize, insertSpaces }, token) {
      const edits = await provide(languages, document, token, (service, text) =>
        service.onType(text, { line, character }, typed, { tabSize, insertSpaces }),
      );
      return edits?.map(({ range, newText }) => vscode.TextEdit.replace(editorRange(range), newText));
    },
  };
}
