import * as vscode from 'vscode';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provideNames } from './provideNames';

/** The other places of the name under the cursor. */
export function highlightProvider(languages: LanguageHost): vscode.DocumentHighlightProvider {
  return {
    async provideDocumentHighlights(document, position, token) {
      const found = await provideNames(languages, document, token, (service, text, signal) =>
        service.highlights(text, position, signal),
      );
      // The protocol counts kinds from 1, VS Code from 0.
      return found?.map(({ range, kind = 1 }) => new vscode.DocumentHighlight(editorRange(range), kind - 1));
    },
  };
}
