import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { FileSystem } from '../../engine/host';

/** The part of VS Code's `workspace` that the overlay reads. */
export interface OpenDocuments {
  readonly textDocuments: readonly Pick<vscode.TextDocument, 'uri' | 'isDirty' | 'getText'>[];
}

/**
 * A file system in which the text in the editor counts, saved or not. Everything else is the one below.
 * A document that was opened through a symbolic link is found by the file that it stands for as well.
 */
export function overlayFiles(below: FileSystem, workspace: OpenDocuments): FileSystem {
  async function unsavedText(file: string): Promise<string | undefined> {
    const unsaved = workspace.textDocuments.filter(({ uri, isDirty }) => uri.scheme === 'file' && isDirty);
    if (unsaved.length === 0) return undefined;
    const direct = unsaved.find(({ uri }) => samePath(uri.fsPath, file));
    if (direct) return direct.getText();
    for (const document of unsaved) {
      const real = await below.realPath(document.uri.fsPath).catch(() => undefined);
      if (real !== undefined && samePath(real, file)) return document.getText();
    }
    return undefined;
  }

  return {
    async read(file, options) {
      const text = await unsavedText(file);
      return text === undefined ? below.read(file, options) : Buffer.from(text, 'utf8');
    },
    async stat(file) {
      const [stat, text] = await Promise.all([below.stat(file), unsavedText(file)]);
      return stat && text !== undefined ? { ...stat, size: Buffer.byteLength(text, 'utf8') } : stat;
    },
    list: (folder) => below.list(folder),
    realPath: (file) => below.realPath(file),
    write: (file, data) => below.write(file, data),
    openAppend: (file) => below.openAppend(file),
    remove: (file) => below.remove(file),
  };
}

/** Whether two absolute paths name the same file; on Windows letter case makes no difference. */
export function samePath(one: string, other: string): boolean {
  const [a, b] = [path.normalize(one), path.normalize(other)];
  return process.platform === 'win32' ? a.toLowerCase() === b.toLowerCase() : a === b;
}
