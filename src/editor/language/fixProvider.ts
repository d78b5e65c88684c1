import * as vscode from 'vscode';
import type { Finding } from '../../engine/language/diagnostics/finding';
import type { FileEdit, Fix } from '../../engine/language/fixes/fix';
import { codeOf } from '../diagnostics/diagnosticOf';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('assay');

/** Quick fixes for what was found, and one action for all that need no decision. */
export const FIX_METADATA: vscode.CodeActionProviderMetadata = {
  providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
};

/** Ways to put right what was found in a prompt or a test set. */
export function fixProvider(languages: LanguageHost): vscode.CodeActionProvider {
  return {
    async provideCodeActions(document, range, { diagnostics, only }, token) {
      if (only?.contains(FIX_ALL)) {
        const fix = await provide(languages, document, token, (service, text, signal) => service.fixAll(text, signal));
        return fix === undefined ? [] : [actionOf(fix, [])];
      }
      const codes = new Set(diagnostics.flatMap((diagnostic) => codeOf(diagnostic) ?? []));
      if (codes.size === 0) return [];
      const fixes = await provide(languages, document, token, (service, text, signal) =>
        service.codeActions(text, range, [...codes], signal),
      );
      return fixes?.map((fix) => actionOf(fix, diagnostics));
    },
  };
}

function actionOf(fix: Fix, seen: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const { title, kind, findings, edits, command, preferred } = fix;
  const action = new vscode.CodeAction(title, kind === 'quickfix' ? vscode.CodeActionKind.QuickFix : FIX_ALL);
  action.diagnostics = seen.filter((diagnostic) => findings.some((finding) => isOf(diagnostic, finding)));
  action.edit = workspaceEdit(edits);
  action.isPreferred = preferred;
  if (command !== undefined) {
    action.command = {
      title,
      command: command.command,
      arguments: command.arguments.map((file) => vscode.Uri.file(file)),
    };
  }
  return action;
}

function isOf(diagnostic: vscode.Diagnostic, { code, range }: Finding): boolean {
  return codeOf(diagnostic) === code && editorRange(range).isEqual(diagnostic.range);
}

function workspaceEdit(edits: readonly FileEdit[]): vscode.WorkspaceEdit {
  const whole = new vscode.WorkspaceEdit();
  for (const { file, edits: own, creates } of edits) {
    const uri = vscode.Uri.file(file);
    if (creates) whole.createFile(uri, { ignoreIfExists: true });
    if (own.length > 0) {
      whole.set(
        uri,
        own.map(({ range, newText }) => vscode.TextEdit.replace(editorRange(range), newText)),
      );
    }
  }
  return whole;
}
