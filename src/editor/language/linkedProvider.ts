import * as vscode from 'vscode';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/** The name of a block is typed in its first and its last tag at once, where `editor.linkedEditing` is on. */
export function linkedProvider(languages: LanguageHost): vscode.LinkedEditingRangeProvider {
  return {
    async provideLinkedEditingRanges(document, position, token) {
      const ranges = await provide(languages, document, token, (service, text) => service.linkedNames(text, position));
      return ranges && new vscode.LinkedEditingRanges(ranges.map(editorRange), /[^\s{}#~^&]*/);
    },
  };
}
