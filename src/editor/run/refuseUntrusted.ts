import * as vscode from 'vscode';
import { words } from '../words';

/** Says that nothing is run in Restricted Mode, and offers the way out of it. */
export async function refuseUntrusted(): Promise<undefined> {
  const manage = words('editor.action.manage-trust');
  const chosen = await vscode.window.showWarningMessage(words('editor.run.untrusted'), manage);
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return undefined;
}
