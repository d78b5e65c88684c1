import * as vscode from 'vscode';
import type { Hunk } from '../../engine/compare/attribution/hunks';
import type { GatedPrompt } from '../../engine/gate/gateResult';
import { causeLines } from '../../engine/report/gate/gateLines';
import { withLf } from '../../engine/text/lineBreaks';
import { Disposable } from '../disposable';
import { sentence, words } from '../words';

const CODE = 'regression';

/** The lines that made a prompt regress, as diagnostics with quick fixes, until the file changes. */
export class CauseDiagnostics extends Disposable implements vscode.CodeActionProvider {
  readonly #collection = this.register(vscode.languages.createDiagnosticCollection('assay-cause'));
  readonly #hunks = new Map<string, Hunk[]>();

  constructor() {
    super();
    const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
    this.register(vscode.languages.registerCodeActionsProvider({ pattern: '**/*.prompt' }, this, kinds));
    this.register(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#forget(document.uri);
      }),
    );
  }

  /** Takes the causes of prompts in place of those before. */
  show(prompts: readonly GatedPrompt[]): void {
    this.#collection.clear();
    this.#hunks.clear();
    for (const prompt of prompts) {
      const { cause } = prompt;
      if (cause === null || cause.share === null) continue;
      const texts = causeLines(prompt, {
        say: sentence,
        base: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '/',
      });
      for (const [position, index] of cause.guilty.entries()) {
        const hunk = cause.hunks[index];
        if (hunk !== undefined) this.#add(hunk, texts[position] ?? '');
      }
    }
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return diagnostics
      .filter(({ source, code }) => source === 'Assay' && code === CODE)
      .flatMap((diagnostic) => {
        const hunk = (this.#hunks.get(document.uri.toString()) ?? []).find(
          ({ line }) => line === diagnostic.range.start.line,
        );
        const edit = hunk && revertEdit(document, hunk);
        const revert = new vscode.CodeAction(words('editor.review.revert'), vscode.CodeActionKind.QuickFix);
        revert.diagnostics = [diagnostic];
        revert.isPreferred = true;
        if (edit) revert.edit = edit;
        const cases = new vscode.CodeAction(words('editor.review.show-cases'), vscode.CodeActionKind.QuickFix);
        cases.diagnostics = [diagnostic];
        cases.command = { title: cases.title, command: 'assay.showReview' };
        return edit ? [revert, cases] : [cases];
      });
  }

  /** Takes back the lines that did it, where they still stand as they were compared. */
  async revert({ cause }: GatedPrompt): Promise<void> {
    const guilty = (cause?.guilty ?? []).flatMap((index) => cause?.hunks[index] ?? []);
    // From the bottom, so that the places of those above stay what they are.
    for (const hunk of guilty.sort((a, b) => b.line - a.line)) {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(hunk.file));
      const edit = revertEdit(document, hunk);
      if (edit === undefined) {
        void vscode.window.showWarningMessage(words('editor.review.not-revertible'));
        return;
      }
      await vscode.workspace.applyEdit(edit);
      await vscode.window.showTextDocument(document);
    }
  }

  #add(hunk: Hunk, message: string): void {
    const uri = vscode.Uri.file(hunk.file);
    const last = Math.max(hunk.line, hunk.line + hunk.after.length - 1);
    const range = new vscode.Range(hunk.line, 0, last, Number.MAX_SAFE_INTEGER);
    const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
    diagnostic.source = 'Assay';
    diagnostic.code = CODE;
    this.#collection.set(uri, [...(this.#collection.get(uri) ?? []), diagnostic]);
    const known = this.#hunks.get(uri.toString()) ?? [];
    this.#hunks.set(uri.toString(), [...known, hunk]);
  }

  #forget(uri: vscode.Uri): void {
    this.#collection.delete(uri);
    this.#hunks.delete(uri.toString());
  }
}

/** Undefined where the lines are not what they were. Line breaks may be: git and the editor convert them. */
function revertEdit(document: vscode.TextDocument, { line, before, after }: Hunk): vscode.WorkspaceEdit | undefined {
  const range = new vscode.Range(line, 0, line + after.length, 0);
  const same = (text: string) => withLf(text).trimEnd();
  if (same(document.getText(range)) !== same(after.join(''))) return undefined;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, before.join(''));
  return edit;
}
