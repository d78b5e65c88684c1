import * as path from 'node:path';
import * as vscode from 'vscode';
import type { PromptSession } from '../run/promptSession';
import { words } from '../words';

/** What is written, and how it is called where nobody says otherwise. */
export interface Export {
  text: string;
  /** What stands between the prompt's name and the ending: `results` in `answer.results.csv`. */
  kind: string;
  /** Without the dot. */
  ending: string;
}

/**
 * Writes a file to where the person wants it, and offers to open it.
 * @param to where, where it need not be asked for
 * @param said what else there is to say of it
 * @returns where it is; undefined where the person changed their mind
 */
export async function saveExport(
  session: PromptSession,
  { text, kind, ending }: Export,
  { to, said = [] }: { to?: vscode.Uri; said?: readonly string[] },
): Promise<vscode.Uri | undefined> {
  const name = `${path.basename(session.file, '.prompt')}.${kind}.${ending}`;
  const uri =
    to ??
    (await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.file(path.join(path.dirname(session.file), name)),
      filters: { [ending.toUpperCase()]: [ending] },
    }));
  if (uri === undefined) return undefined;
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text, 'utf8'));
  void offerToOpen(uri, said);
  return uri;
}

async function offerToOpen(uri: vscode.Uri, said: readonly string[]): Promise<void> {
  const open = words('editor.export.open');
  const message = [words('export.written', { file: path.basename(uri.path) }), ...said].join(' ');
  if ((await vscode.window.showInformationMessage(message, open)) !== open) return;
  // A page is to be looked at, not read.
  if (uri.path.endsWith('.html')) await vscode.env.openExternal(uri);
  else await vscode.commands.executeCommand('vscode.open', uri);
}
