import * as path from 'node:path';
import * as vscode from 'vscode';
import { targetSession } from '../commands/targetSession';
import type { Services } from '../services';
import { words } from '../words';

/** Writes the person's corrected answer into the test set as what the case expects, for them to look at and save. */
export async function useAsExpected(
  { sessions, labels, engines }: Services,
  target: unknown,
  caseId: unknown,
  output: unknown,
): Promise<void> {
  const session = await targetSession(sessions, target);
  const file = session?.plan?.testSet?.file;
  if (!session || file === undefined || typeof caseId !== 'string') return;
  const sample =
    typeof output === 'string'
      ? labels.sampleOf(session, caseId, output)
      : labels.sampleToLabel(session.resultOf(caseId));
  await labels.ready(session);
  const corrected =
    sample && labels.ratingsOf(session, sample).ratings.find(({ judge }) => judge === null)?.own.corrected;
  if (corrected == null) {
    void vscode.window.showInformationMessage(words('editor.label.no-corrected'));
    return;
  }
  const document = await vscode.workspace.openTextDocument(file);
  const text = document.getText();
  const { writeExpected } = await engines.backend();
  const edit = await writeExpected(text, file, { caseId, expected: corrected });
  if ('fault' in edit) {
    const args = { file: path.basename(file), reason: words(`editor.label.${edit.fault}`) };
    void vscode.window.showWarningMessage(words('editor.label.expected-impossible', args));
    return;
  }
  // Typed on while it was tried: its offsets would be others.
  if (document.getText() !== text) return;
  const range = new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.end));
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, range, edit.text);
  await vscode.workspace.applyEdit(change);
  const shown = await vscode.window.showTextDocument(document);
  shown.revealRange(new vscode.Range(range.start, range.start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  void vscode.window.showInformationMessage(words('editor.label.expected-changed', { case: caseId }));
}
