import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Improvement } from '../../engine';
import { Disposable } from '../disposable';
import { words } from '../words';

const SCHEME = 'assay-improved';

/** The text of a judge with examples, to be compared with what is there and taken over. */
export class ImprovedJudge extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  #times = 0;

  constructor() {
    super();
    this.register(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Shows what would change, and offers to write it. */
  async show({ files }: Improvement): Promise<void> {
    const [judge] = files;
    if (judge === undefined) return;
    const side = (text: string) => {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: judge.file, query: String(++this.#times) });
      this.#texts.set(uri.toString(), text);
      return uri;
    };
    const before = judge.before === null ? side('') : vscode.Uri.file(judge.file);
    const title = words('editor.judges.improved-title', { file: path.basename(judge.file) });
    await vscode.commands.executeCommand('vscode.diff', before, side(judge.after), title, { preview: true });
    const take = words('editor.judges.take');
    const asked = words(judge.before === null ? 'editor.judges.take-new' : 'editor.judges.take-asked', {
      file: path.basename(judge.file),
    });
    const chosen = await vscode.window.showInformationMessage(asked, take);
    if (chosen === take) await this.#write(files);
  }

  /** One edit, so that one undo takes it back. What is there and is another text is never written over unasked. */
  async #write(files: Improvement['files']): Promise<void> {
    const [judge, ...partials] = files;
    if (judge === undefined) return;
    const edit = new vscode.WorkspaceEdit();
    for (const { file, after } of [judge, ...partials.filter(({ before }) => before === null)]) {
      const uri = vscode.Uri.file(file);
      const there = await vscode.workspace.openTextDocument(uri).then(
        (document) => document,
        () => undefined,
      );
      if (there === undefined) edit.createFile(uri, { contents: Buffer.from(after, 'utf8') });
      else edit.replace(uri, new vscode.Range(0, 0, there.lineCount, 0), after);
    }
    if (await vscode.workspace.applyEdit(edit)) await vscode.window.showTextDocument(vscode.Uri.file(judge.file));
  }
}
