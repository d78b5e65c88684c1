import * as vscode from 'vscode';
import type { Services } from '../services';
import { words } from '../words';
import { targetSession } from './targetSession';

/** Forgets all replies that were kept for a prompt's workspace, so that the next run asks the model anew. */
export async function clearCache({ sessions }: Services, target: unknown): Promise<void> {
  const session = await targetSession(sessions, target);
  if (!session) return;
  const cache = vscode.Uri.joinPath(vscode.Uri.file(session.workspace), '.assay', 'cache');
  try {
    await vscode.workspace.fs.delete(cache, { recursive: true });
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
  }
  void vscode.window.showInformationMessage(words('editor.cache.cleared'));
}
