import * as vscode from 'vscode';

/**
 * Makes a file, shows it, and puts a snippet in, so that a person goes from one place to change to the next. Nothing is
 * put into a file that has text.
 */
export async function insertNew(uri: vscode.Uri, snippet: string, viewColumn?: vscode.ViewColumn): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true });
  await vscode.workspace.applyEdit(edit);
  const editor = await vscode.window.showTextDocument(uri, viewColumn === undefined ? {} : { viewColumn });
  if (editor.document.getText() !== '') return;
  await editor.insertSnippet(new vscode.SnippetString(snippet), new vscode.Position(0, 0), {
    undoStopBefore: false,
    undoStopAfter: true,
  });
}
