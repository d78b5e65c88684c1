import * as vscode from 'vscode';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/** Names of files that can be opened: partials, test sets, judges, schemas, media. */
export function linkProvider(languages: LanguageHost): vscode.DocumentLinkProvider {
  return {
    async provideDocumentLinks(document, token) {
      const links = await provide(languages, document, token, (service, text, signal) => service.links(text, signal));
      return links?.map(({ range, file }) => new vscode.DocumentLink(editorRange(range), vscode.Uri.file(file)));
    },
  };
}
