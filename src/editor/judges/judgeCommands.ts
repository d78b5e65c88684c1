import * as vscode from 'vscode';
import { targetSession } from '../commands/targetSession';
import { isPromptDocument } from '../documents/documentKinds';
import type { Services } from '../services';
import { words } from '../words';

/** Shows how far the judges of a prompt agree with people. @param judge the one to begin with, as results name it */
export async function showJudges({ sessions, judges }: Services, target: unknown, judge?: unknown): Promise<void> {
  const session = await targetSession(sessions, target);
  if (session) await judges.showPrompt(session, typeof judge === 'string' ? judge : undefined);
}

/** Measures the judge in the active editor, or the one that was chosen, by its own test set. */
export async function testJudge({ judges }: Services, target: unknown): Promise<void> {
  const active = vscode.window.activeTextEditor?.document;
  const uri = target instanceof vscode.Uri ? target : active && isPromptDocument(active) ? active.uri : undefined;
  if (uri?.scheme === 'file') await judges.showJudge(uri.fsPath);
  else void vscode.window.showInformationMessage(words('editor.no-prompt'));
}
