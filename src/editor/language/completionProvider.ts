import * as vscode from 'vscode';
import { type CompletionItem, InsertTextFormat, type TextEdit } from 'vscode-languageserver-types';
import type { OfferData } from '../../engine/language/completion/offer';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/** Behind these something may follow that has a name. */
export const COMPLETION_TRIGGERS = ['{', '#', '>', '"', "'", '(', '=', '.', '/', '@', ' ', ':', ','];

/** What can be written at the cursor. */
export function completionProvider(languages: LanguageHost): vscode.CompletionItemProvider {
  /** Where each item comes from, for the time that it is shown. */
  const origins = new WeakMap<vscode.CompletionItem, { item: CompletionItem; document: vscode.TextDocument }>();
  return {
    async provideCompletionItems(document, position, token) {
      const { line, character } = position;
      const list = await provide(languages, document, token, (service, text, signal) =>
        service.completion(text, { line, character }, signal),
      );
      if (list === undefined) return undefined;
      const items = list.items.map((item) => {
        const shown = editorItem(item);
        origins.set(shown, { item, document });
        return shown;
      });
      return new vscode.CompletionList(items, list.isIncomplete);
    },
    async resolveCompletionItem(shown, token) {
      const { item, document } = origins.get(shown) ?? {};
      if (item === undefined || document === undefined) return shown;
      const resolved = await provide(languages, document, token, (service, text, signal) =>
        service.resolveCompletion(item, text, signal),
      );
      if (resolved !== undefined) shown.documentation = documentationOf(resolved);
      return shown;
    },
  };
}

/** The protocol counts kinds from 1, VS Code from 0. */
function editorItem(item: CompletionItem): vscode.CompletionItem {
  const { label, labelDetails, kind = 1, detail, sortText, filterText, commitCharacters, insertTextFormat } = item;
  const { range, newText } = item.textEdit as TextEdit;
  const { again } = (item.data ?? {}) as OfferData;
  const shown = new vscode.CompletionItem(
    labelDetails?.description === undefined ? label : { label, description: labelDetails.description },
    (kind - 1) as vscode.CompletionItemKind,
  );
  shown.insertText = insertTextFormat === InsertTextFormat.Snippet ? new vscode.SnippetString(newText) : newText;
  shown.range = editorRange(range);
  shown.documentation = documentationOf(item);
  if (detail !== undefined) shown.detail = detail;
  if (sortText !== undefined) shown.sortText = sortText;
  if (filterText !== undefined) shown.filterText = filterText;
  if (commitCharacters !== undefined) shown.commitCharacters = commitCharacters;
  if (again) shown.command = { command: 'editor.action.triggerSuggest', title: '' };
  return shown;
}

function documentationOf({ documentation }: CompletionItem): vscode.MarkdownString | undefined {
  if (documentation === undefined) return undefined;
  return new vscode.MarkdownString(typeof documentation === 'string' ? documentation : documentation.value);
}
