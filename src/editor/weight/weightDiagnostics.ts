import * as vscode from 'vscode';
import { tokensText } from '../../engine/report/weight/weightWords';
import { Disposable } from '../disposable';
import { PROMPT_SELECTOR } from '../documents/documentKinds';
import { sentence as say, words } from '../words';
import type { MarkedPrompt, WeightMark, WeightMarks } from './weightMarks';
import { markText } from './weightTexts';

const CODE = 'weight';

/** Sentences that could go or harm, as diagnostics with a quick fix that takes them out. */
export class WeightDiagnostics extends Disposable implements vscode.CodeActionProvider {
  readonly #collection = this.register(vscode.languages.createDiagnosticCollection('assay-weight'));
  readonly #marks: WeightMarks;

  constructor(marks: WeightMarks) {
    super();
    this.#marks = marks;
    this.register(marks.onDidChange((uri) => this.#show(uri)));
    const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
    this.register(vscode.languages.registerCodeActionsProvider(PROMPT_SELECTOR, this, kinds));
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const prompt = this.#marks.of(document.uri);
    if (prompt === undefined) return [];
    return removableMarks(prompt)
      .filter((mark) => mark.range.intersection(range) !== undefined && isUnchanged(document, mark))
      .map((mark) => {
        const tokens = tokensText(mark.sentence.tokens, prompt.weighing.tokens, { say });
        const action = new vscode.CodeAction(words('editor.weigh.remove', { tokens }), vscode.CodeActionKind.QuickFix);
        action.edit = new vscode.WorkspaceEdit();
        action.edit.delete(document.uri, mark.cut);
        action.diagnostics = vscode.languages
          .getDiagnostics(document.uri)
          .filter(({ source, code, range: at }) => source === 'Assay' && code === CODE && at.isEqual(mark.range));
        return action;
      });
  }

  #show(uri: vscode.Uri): void {
    const prompt = this.#marks.of(uri);
    if (prompt === undefined) {
      this.#collection.delete(uri);
      return;
    }
    const diagnostics = removableMarks(prompt).map((mark) => {
      const severity = vscode.DiagnosticSeverity.Information;
      const diagnostic = new vscode.Diagnostic(mark.range, markText(mark, prompt), severity);
      diagnostic.source = 'Assay';
      diagnostic.code = CODE;
      return diagnostic;
    });
    this.#collection.set(uri, diagnostics);
  }
}

function removableMarks({ marks }: MarkedPrompt): WeightMark[] {
  return marks.filter(({ sentence: { weight } }) => weight?.verdict === 'could-go' || weight?.verdict === 'harms');
}

/** Line breaks may be others: git and the editor convert them. */
function isUnchanged(document: vscode.TextDocument, { range, sentence }: WeightMark): boolean {
  const lines = (text: string) => text.replace(/\r\n?/g, '\n');
  return lines(document.getText(range)) === lines(sentence.text);
}
