import * as vscode from 'vscode';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/** The outline of a prompt or a test set. */
export function symbolProvider(languages: LanguageHost): vscode.DocumentSymbolProvider {
  return {
    async provideDocumentSymbols(document, token) {
      const symbols = await provide(languages, document, token, (service, text) => service.symbols(text));
      return symbols?.map(editorSymbol);
    },
  };
}

/** The protocol counts kinds of symbols from 1, VS Code from 0. */
function editorSymbol({
  name,
  detail = '',
  kind,
  range,
  selectionRange,
  children,
}: DocumentSymbol): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(
    name,
    detail,
    (kind - 1) as vscode.SymbolKind,
    editorRange(range),
    editorRange(selectionRange),
  );
  symbol.children = (children ?? []).map(editorSymbol);
  return symbol;
}
