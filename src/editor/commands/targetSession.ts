import * as vscode from 'vscode';
import { isPartial, isPromptDocument } from '../documents/documentKinds';
import type { PromptSession } from '../run/promptSession';
import type { Sessions } from '../run/sessions';
import { words } from '../words';

/**
 * The prompt that a command is for: the file that it was called on, else the active editor's, else the one that
 * the panel shows. Where there is none the person is told so.
 */
export async function targetSession(sessions: Sessions, argument: unknown): Promise<PromptSession | undefined> {
  const session = await find(sessions, argument);
  if (!session) {
    void vscode.window.showInformationMessage(words('editor.no-prompt'));
    return undefined;
  }
  await session.ready();
  return session;
}

async function find(sessions: Sessions, argument: unknown): Promise<PromptSession | undefined> {
  if (argument instanceof vscode.Uri) {
    const document = { uri: argument, languageId: '' };
    return isPromptDocument(document) && isPartial(argument.fsPath) ? undefined : sessions.ofDocument(document);
  }
  const active = vscode.window.activeTextEditor;
  return (active && (await sessions.ofDocument(active.document))) ?? sessions.current;
}
