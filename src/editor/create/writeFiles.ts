import * as vscode from 'vscode';

/** Whether there is something at a place. */
export async function isThere(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** Writes files through the editor, so that an open document of one shows the new text. */
export async function writeFiles(files: readonly { uri: vscode.Uri; text: string }[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, text } of files) {
    edit.createFile(uri, { overwrite: true, contents: Buffer.from(text, 'utf8') });
  }
  if (await vscode.workspace.applyEdit(edit)) return;
  for (const { uri, text } of files) await vscode.workspace.fs.writeFile(uri, Buffer.from(text, 'utf8'));
}
