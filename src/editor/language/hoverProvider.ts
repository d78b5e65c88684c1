import * as vscode from 'vscode';
import type { MarkupContent } from 'vscode-languageserver-types';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/** What the name under the pointer means. */
export function hoverProvider(languages: LanguageHost): vscode.HoverProvider {
  return {
    async provideHover(document, position, token) {
      const hover = await provide(languages, document, token, (service, text, signal) =>
        service.hover(text, position, signal),
      );
      if (hover === undefined) return undefined;
      // Never trusted: it holds texts of the workspace, which may run no command.
      const content = new vscode.MarkdownString((hover.contents as MarkupContent).value);
      return new vscode.Hover(content, hover.range && editorRange(hover.range));
    },
  };
}
