import * as vscode from 'vscode';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/** Format Document: the frontmatter, and tags inside of their braces. */
export function formatProvider(languages: LanguageHost): vscode.DocumentFormattingEditProvider {
  return {
    async provideDocumentFormattingEdits(document, _options, token) {
      const edits = await provide(languages, document, token, (service, text) => service.format(text));
      return edits?.map(({ range, newText }) => vscode.TextEdit.replace(editorRange(range), newText));
    },
  };
}
