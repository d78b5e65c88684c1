import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Conversion } from '../../engine';
import type { Services } from '../services';
import { counted, sentence, words } from '../words';
import { isThere, writeFiles } from './writeFiles';

/** What a conversion has made, for whoever called the command. */
export interface ConvertOutcome {
  files: vscode.Uri[];
  conversion: Conversion;
}

/** What becomes of files that are there already. */
type Existing = 'replace' | 'keep-both';

/**
 * Makes a prompt, and what belongs to it, of another tool's file, beside that file, and shows the prompt. The file stays as it
 * is, and nothing is replaced unasked.
 * @param source the file, where it is not the active one
 * @param existing what becomes of files that are there already, where it need not be asked for
 */
export async function convertPrompt(
  { engines }: Services,
  source: unknown,
  existing: unknown,
): Promise<ConvertOutcome | undefined> {
  const from = source instanceof vscode.Uri ? source : (activeFile() ?? (await askWhich()));
  if (!from) return undefined;
  const [{ engine }, { stemOf, conversionText }] = await Promise.all([engines.load(), engines.backend()]);
  const conversion = await engine.convertPrompt(from.fsPath);
  const [problem] = conversion.problems;
  const name = path.basename(from.fsPath);
  if (problem !== undefined) {
    const reason = sentence(problem.code, problem.args);
    void vscode.window.showErrorMessage(words('editor.convert.failed', { file: name, reason }));
    return undefined;
  }
  const placed = await place(from, conversion, {
    convert: (count) => engine.convertPrompt(from.fsPath, { stem: `${stemOf(from.fsPath)}-${count}` }),
    existing: existing === 'replace' || existing === 'keep-both' ? existing : undefined,
  });
  if (!placed) return undefined;
  const files = placed.files.map((file) => ({ uri: besideOf(from, file.path), text: file.text }));
  await writeFiles(files);
  const [prompt] = files;
  if (prompt) await vscode.window.showTextDocument(prompt.uri, { preview: false });
  void tell(name, placed, () => conversionText(name, placed, sentence));
  return { files: files.map(({ uri }) => uri), conversion: placed };
}

function activeFile(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' ? uri : undefined;
}

async function askWhich(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: words('editor.convert.title'),
    openLabel: words('editor.convert.pick'),
    canSelectMany: false,
  });
  return chosen?.[0];
}

function besideOf(source: vscode.Uri, file: string): vscode.Uri {
  return vscode.Uri.joinPath(source, '..', ...file.split('/'));
}

/** The files under names that may be written; undefined where the person changed their mind. */
async function place(
  from: vscode.Uri,
  conversion: Conversion,
  { convert, existing }: { convert: (count: number) => Promise<Conversion>; existing?: Existing },
): Promise<Conversion | undefined> {
  const taken = await takenOf(from, conversion);
  if (taken.length === 0) return conversion;
  const answer = existing ?? (await askExisting(taken.map((uri) => path.basename(uri.fsPath)).join(', ')));
  if (answer === undefined || answer === 'replace') return answer && conversion;
  for (let count = 2; ; count += 1) {
    const other = await convert(count);
    // Judges have names of their own: the same judge may stay.
    const own = { ...other, files: other.files.filter(({ kind }) => kind !== 'judge') };
    if ((await takenOf(from, own)).length > 0) continue;
    const free = [];
    for (const file of other.files) {
      if (file.kind !== 'judge' || !(await isThere(besideOf(from, file.path)))) free.push(file);
    }
    return { ...other, files: free };
  }
}

async function takenOf(from: vscode.Uri, { files }: Conversion): Promise<vscode.Uri[]> {
  const taken = [];
  for (const { path: file } of files) if (await isThere(besideOf(from, file))) taken.push(besideOf(from, file));
  return taken;
}

async function askExisting(files: string): Promise<Existing | undefined> {
  const [replace, both] = [words('editor.convert.replace'), words('editor.convert.keep-both')];
  const message = words('editor.convert.exists', { files });
  const answer = await vscode.window.showWarningMessage(message, { modal: true }, both, replace);
  return answer === replace ? 'replace' : answer === both ? 'keep-both' : undefined;
}

/** Says what was made, with a way to all that is not as it was. */
async function tell(name: string, conversion: Conversion, report: () => string): Promise<void> {
  const { notes, format, files } = conversion;
  const args = { file: files[0]?.path ?? name, format: format?.title ?? '' };
  if (notes.length === 0) {
    void vscode.window.showInformationMessage(words('editor.convert.done', args));
    return;
  }
  const show = words('editor.convert.show');
  const message = counted('editor.convert.entries', notes.length, args);
  if ((await vscode.window.showInformationMessage(message, show)) !== show) return;
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: report() });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
}
