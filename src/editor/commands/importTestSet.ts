import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ImportedTestSet } from '../../engine';
import { importText } from '../../engine/report/import/importText';
import type { Services } from '../services';
import { counted, sentence, words } from '../words';

/** What an import has made, for whoever called the command. */
export interface ImportOutcome {
  /** Where the test set is. */
  uri: vscode.Uri;
  imported: ImportedTestSet;
}

/**
 * Makes a test set of another tool's file, beside the active prompt where nothing else is chosen, and shows it. Nothing that
 * is there already is replaced unasked.
 * @param source the file, where it need not be asked for
 * @param target where the test set goes, where that need not be asked for either
 */
export async function importTestSet(
  services: Services,
  source: unknown,
  target: unknown,
): Promise<ImportOutcome | undefined> {
  const from = source instanceof vscode.Uri ? source : await pickSource();
  if (!from) return undefined;
  const prompt = await activePrompt(services);
  const usual = usualTarget(from, prompt);
  const to = target instanceof vscode.Uri ? await allowed(target) : await pickTarget(usual);
  if (!to) return undefined;

  const { engine } = await services.engines.load();
  const imported = await engine.importTestSet(from.fsPath, {
    workspace: await services.engines.workspaceOf(from.fsPath),
    targetWorkspace: await services.engines.workspaceOf(to.fsPath),
    target: to.fsPath,
    say: sentence,
    ...(prompt !== undefined && to.fsPath === testSetOf(prompt).fsPath && { prompt }),
  });
  const { text } = imported;
  const [problem] = imported.problems;
  if (text === undefined || problem !== undefined) {
    const { file, range, code, args } = problem ?? { file: from.fsPath, range: undefined, code: '', args: {} };
    const line = (range?.start.line ?? 0) + 1;
    const message = words('editor.import.failed', { file: path.basename(file), line, reason: sentence(code, args) });
    void vscode.window.showErrorMessage(message);
    return undefined;
  }
  await write(to, text);
  await vscode.window.showTextDocument(to);
  void tell(from, to, imported, services);
  return { uri: to, imported };
}

/** The prompt that is being looked at, where there is one. */
async function activePrompt({ sessions }: Services): Promise<string | undefined> {
  const active = vscode.window.activeTextEditor;
  return ((active && (await sessions.ofDocument(active.document))) ?? sessions.current)?.file;
}

function testSetOf(prompt: string): vscode.Uri {
  return vscode.Uri.file(`${prompt.replace(/\.prompt$/i, '')}.test.yaml`);
}

function usualTarget(source: vscode.Uri, prompt: string | undefined): vscode.Uri {
  if (prompt !== undefined) return testSetOf(prompt);
  const stem = path.basename(source.fsPath).replace(/\.[^.]*$/, '');
  return vscode.Uri.file(path.join(path.dirname(source.fsPath), `${stem}.test.yaml`));
}

async function pickSource(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: words('editor.import.title'),
    openLabel: words('editor.import.pick'),
    filters: { [words('editor.import.filter')]: ['yaml', 'yml', 'json', 'jsonl', 'csv', 'tsv'] },
    canSelectMany: false,
  });
  return chosen?.[0];
}

/** The dialog itself asks before a file is replaced. */
async function pickTarget(usual: vscode.Uri): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: words('editor.import.where'),
    defaultUri: usual,
    filters: { YAML: ['yaml', 'yml'] },
  });
}

/** A place that no dialog has asked about: the person is asked before anything there is replaced. */
async function allowed(target: vscode.Uri): Promise<vscode.Uri | undefined> {
  const isThere = await vscode.workspace.fs.stat(target).then(
    () => true,
    () => false,
  );
  if (!isThere) return target;
  const replace = words('editor.import.replace-action');
  const message = words('editor.import.replace', { file: path.basename(target.fsPath) });
  const answer = await vscode.window.showWarningMessage(message, { modal: true }, replace);
  return answer === replace ? target : undefined;
}

/** Through the editor, so that an open document of the file shows the new text. */
async function write(target: vscode.Uri, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(target, { overwrite: true, contents: Buffer.from(text, 'utf8') });
  if (!(await vscode.workspace.applyEdit(edit))) await vscode.workspace.fs.writeFile(target, Buffer.from(text, 'utf8'));
}

/** Says what was made, with a way to all that is not as it was. */
async function tell(
  source: vscode.Uri,
  target: vscode.Uri,
  imported: ImportedTestSet,
  { engines }: Services,
): Promise<void> {
  const { entries, testSet, format, toDo } = imported;
  const args = { format: format?.title ?? '', file: path.basename(target.fsPath) };
  const done = counted('editor.import.done', testSet?.cases.length ?? 0, args);
  if (entries.length === 0 && toDo.length === 0) {
    void vscode.window.showInformationMessage(done);
    return;
  }
  const show = words('editor.import.show');
  const message = entries.length === 0 ? done : `${done} ${counted('editor.import.entries', entries.length)}`;
  if ((await vscode.window.showInformationMessage(message, show)) !== show) return;
  const content = importText(source.fsPath, imported, {
    say: sentence,
    base: await engines.workspaceOf(source.fsPath),
  });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'plaintext', content }), {
    viewColumn: vscode.ViewColumn.Beside,
  });
}
