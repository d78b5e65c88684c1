import * as vscode from 'vscode';
import { samePath } from '../engine/overlayFiles';
import type { CasePlaces } from '../run/casePlaces';
import type { PromptSession } from '../run/promptSession';

/** The case of a test set that the cursor of the active editor is in: the last that begins at its line or above. */
export function caseAtCursor(session: PromptSession, places: CasePlaces): string | undefined {
  const editor = vscode.window.activeTextEditor;
  const tests = session.plan?.testSet?.file;
  if (!editor || tests === undefined || !samePath(tests, editor.document.uri.fsPath)) return undefined;
  const line = editor.selection.active.line;
  let found: { id: string; line: number } | undefined;
  for (const [id, { title }] of places.of(session)) {
    const at = title.start.line;
    if (at <= line && (found === undefined || at >= found.line)) found = { id, line: at };
  }
  return found?.id;
}
