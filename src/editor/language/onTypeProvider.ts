import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/** The characters that bring something along. */
export const ON_TYPE_TRIGGERS = ['}', '/', '\n'] as const;

/** What goes with a character that was just typed: the end of a block, a name in a closing tag, an indentation. */
export class OnTypeProvider extends Disposable implements vscode.OnTypeFormattingEditProvider {
  readonly #languages: LanguageHost;
  /** The end of a block that is about to be put behind the cursor. */
  #closing: { document: vscode.TextDocument; position: vscode.Position; text: string } | undefined;

  constructor(languages: LanguageHost) {
    super();
    this.#languages = languages;
    this.register(vscode.workspace.onDidChangeTextDocument((event) => this.#keepCursorInside(event)));
  }

  /** See `vscode.OnTypeFormattingEditProvider`. */
  async provideOnTypeFormattingEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    typed: string,
    { tabSize, insertSpaces }: vscode.FormattingOptions,
    token: vscode.CancellationToken,
  ): Promise<vscode.TextEdit[] | undefined> {
    const { line, character } = position;
    const edits = await provide(this.#languages, document, token, (service, text) =>
      service.onType(text, { line, character }, typed, { tabSize, insertSpaces }),
    );
    const [edit] = edits ?? [];
    this.#closing = typed === '}' && edit !== undefined ? { document, position, text: edit.newText } : undefined;
    return edits?.map(({ range, newText }) => vscode.TextEdit.replace(editorRange(range), newText));
  }

  /** VS Code moves the cursor behind what is put there: but what comes next belongs into the block. */
  #keepCursorInside({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const closing = this.#closing;
    if (closing?.document !== document) return;
    this.#closing = undefined;
    const [change, ...others] = contentChanges;
    const isIt = change?.text === closing.text && change.range.isEmpty && change.range.start.isEqual(closing.position);
    const editor = vscode.window.activeTextEditor;
    if (!isIt || others.length > 0 || editor?.document !== document || editor.selections.length > 1) return;
    editor.selection = new vscode.Selection(closing.position, closing.position);
  }
}
