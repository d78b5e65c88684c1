import * as vscode from 'vscode';
import type { Sessions } from '../run/sessions';
import { words } from '../words';
import { JUDGE_BELOW } from './judgeDiagnostics';

/** Offers, at the warning about a judge, to show how far it agrees with people. */
export class JudgeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const about = diagnostics.filter(({ source, code }) => source === 'Assay' && code === JUDGE_BELOW);
    const session = about.length === 0 ? undefined : await this.#sessions.ofDocument(document);
    if (session === undefined) return [];
    const action = new vscode.CodeAction(words('editor.judges.warning-action'), vscode.CodeActionKind.QuickFix);
    action.diagnostics = about;
    action.command = { title: action.title, command: 'assay.showJudges', arguments: [session.uri] };
    return [action];
  }
}
