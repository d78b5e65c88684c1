import * as vscode from 'vscode';
import type { Services } from '../services';
import { words } from '../words';

/**
 * Copies the sample workspace into a folder of the person's choice and opens it.
 * @param target the folder to copy into, where it need not be asked for
 * @param open whether to open the copy: tests look at it instead
 * @returns where the copy is
 */
export async function openSample(
  { context }: Services,
  target: unknown,
  open: unknown = true,
): Promise<vscode.Uri | undefined> {
  const parent = target instanceof vscode.Uri ? target : await pickFolder();
  if (!parent) return undefined;
  const copy = await freeName(parent, 'assay-sample');
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, 'media', 'sample'), copy);
  if (open === false) return copy;
  const inUse = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
  await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow: inUse });
  return copy;
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: words('editor.sample.title'),
    openLabel: words('editor.sample.copy-here'),
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
  });
  return chosen?.[0];
}

/** `name`, `name-2`, `name-3`, ...: nothing of the person's is written over. */
async function freeName(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let count = 1; ; count += 1) {
    const uri = vscode.Uri.joinPath(parent, count === 1 ? name : `${name}-${count}`);
    if (!(await exists(uri))) return uri;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
