import * as vscode from 'vscode';
import { refuseUntrusted } from '../run/refuseUntrusted';
import type { Services } from '../services';
import { words } from '../words';

/** The command: compares the change at hand with HEAD. @param target the source control whose button was pressed */
export async function reviewRegressions({ review }: Services, target: unknown): Promise<unknown> {
  if (!vscode.workspace.isTrusted) return refuseUntrusted();
  const folder = folderOf(target);
  if (folder === undefined) {
    void vscode.window.showInformationMessage(words('editor.review.no-folder'));
    return undefined;
  }
  return review.run(folder);
}

function folderOf(target: unknown): string | undefined {
  if (typeof target === 'object' && target !== null && 'rootUri' in target && target.rootUri instanceof vscode.Uri) {
    return target.rootUri.fsPath;
  }
  const open = vscode.window.activeTextEditor?.document.uri;
  const folder = (open && vscode.workspace.getWorkspaceFolder(open)) ?? vscode.workspace.workspaceFolders?.[0];
  return folder?.uri.fsPath;
}
