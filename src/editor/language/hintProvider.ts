import * as vscode from 'vscode';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/** Types, tokens and prices beside the text. */
export function hintProvider(languages: LanguageHost): vscode.InlayHintsProvider {
  return {
    onDidChangeInlayHints: languages.onDidIndex,
    async provideInlayHints(document, range, token) {
      const hints = await provide(languages, document, token, (service, text, signal) =>
        service.hints(text, range, signal),
      );
      return hints?.map(({ position, label, kind, tooltip }) => {
        const at = new vscode.Position(position.line, position.character);
        const hint = new vscode.InlayHint(at, label, kind === 'type' ? vscode.InlayHintKind.Type : undefined);
        hint.paddingLeft = kind !== 'type';
        hint.tooltip = tooltip;
        return hint;
      });
    },
  };
}
