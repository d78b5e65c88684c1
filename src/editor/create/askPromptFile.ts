import * as vscode from 'vscode';
import { words } from '../words';

/**
 * Asks where a new prompt goes.
 * @param title of the dialog
 * @param name its name, where nobody says otherwise, with folders in front
 * @param folder where that is; beside the active file where it is left out
 */
export async function askPromptFile(
  title: string,
  name: readonly string[],
  folder?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const beside = active?.scheme === 'file' ? vscode.Uri.joinPath(active, '..') : undefined;
  const base = folder ?? beside ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showSaveDialog({
    title,
    saveLabel: words('editor.new.save'),
    filters: { Dotprompt: ['prompt'] },
    ...(base && { defaultUri: vscode.Uri.joinPath(base, ...name) }),
  });
  return chosen?.path.endsWith('.prompt') === false ? chosen.with({ path: `${chosen.path}.prompt` }) : chosen;
}
