import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Improvement } from '../../engine';
import type { Judge } from '../../engine/judge/judge';
import { Disposable } from '../disposable';
import { sentence, words } from '../words';

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

  /** Shows what would change, and offers to write it. @param improved the judge as it is */
  async show({ files }: Improvement, { name, source }: Pick<Judge, 'name' | 'source'>): Promise<void> {
    const [judge] = files;
    if (judge === undefined) return;
    const inTheWay = files.find(({ file, before }) => before !== null && file !== source.file);
    if (inTheWay !== undefined) {
      const file = vscode.workspace.asRelativePath(inTheWay.file);
      void vscode.window.showErrorMessage(sentence('improve.in-the-way', { file }));
      return;
    }
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
      name,
    });
    const chosen = await vscode.window.showInformationMessage(asked, take);
    if (chosen === take) await this.#write(files);
  }

  /** One edit, so that one undo takes it back. */
  async #write(files: Improvement['files']): Promise<void> {
    const [judge] = files;
    if (judge === undefined) return;
    const edit = new vscode.WorkspaceEdit();
    for (const { file, after } of files) {
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
