import * as vscode from 'vscode';
import type { SelectionRange } from 'vscode-languageserver-types';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/** Expand Selection: a name, its path, the tag, the block, the message. */
export function selectionProvider(languages: LanguageHost): vscode.SelectionRangeProvider {
  return {
    async provideSelectionRanges(document, positions, token) {
      const ranges = await provide(languages, document, token, (service, text) => service.selection(text, positions));
      return ranges?.map(editorSelection);
    },
  };
}

function editorSelection({ range, parent }: SelectionRange): vscode.SelectionRange {
  return new vscode.SelectionRange(editorRange(range), parent && editorSelection(parent));
}
