import * as vscode from 'vscode';
import type { Weighing } from '../../engine/compare/weight/weighing';
import { targetSession } from '../commands/targetSession';
import type { Services } from '../services';
import { words } from '../words';

/** The command: weighs the lines of the prompt at hand. */
export async function weighPrompt({ sessions, weights }: Services, target: unknown): Promise<Weighing | undefined> {
  if (!vscode.workspace.isTrusted) {
    void refuseUntrusted();
    return undefined;
  }
  const session = await targetSession(sessions, target);
  return session && weights.weigh(session);
}

/** The command: the weights of the prompt at hand as a list. */
export async function showWeights({ sessions, weights }: Services, target: unknown): Promise<void> {
  const session = await targetSession(sessions, target);
  if (session) await weights.list(session.uri);
}

async function refuseUntrusted(): Promise<void> {
  const manage = words('editor.action.manage-trust');
  const chosen = await vscode.window.showWarningMessage(words('editor.run.untrusted'), manage);
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}
