import { mkdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';

/** A folder of prompts inside the opened workspace, of one test's own. */
export interface Project {
  folder: string;
  /** Writes a file below the folder, on disk. */
  write(name: string, text: string): Promise<vscode.Uri>;
  uri(name: string): vscode.Uri;
  /** Shows a file in an editor. */
  show(name: string): Promise<vscode.TextEditor>;
  /** Closes the editors, without saving, and removes the folder. */
  dispose(): Promise<void>;
}

/** @param files texts by path below the folder */
export async function makeProject(files: Readonly<Record<string, string>>): Promise<Project> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (root === undefined) throw new Error('The tests need an open folder.');
  const folder = await mkdtemp(join(root, 'test-'));
  // A place for runs and replies of its own, so that tests do not see each other's.
  mkdirSync(join(folder, '.assay'));
  const uri = (name: string) => vscode.Uri.file(join(folder, name));
  const write = async (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
    return uri(name);
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);
  return {
    folder,
    write,
    uri,
    show: async (name) => vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri(name))),
    dispose: async () => {
      for (const document of vscode.workspace.textDocuments) {
        if (!document.uri.fsPath.startsWith(folder) || !document.isDirty) continue;
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand('workbench.action.files.revert');
      }
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
