import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Services } from '../services';
import { targetSession } from './targetSession';
import { type NewJudge, testSetSnippet } from './testSetSnippet';

/** Writes a first test set beside a prompt, with a case that asks for each of its variables; or opens the one it has. */
export async function createTestSet({ engines, sessions }: Services, target: unknown): Promise<void> {
  const session = await targetSession(sessions, target);
  if (!session) return;
  const existing = session.plan?.testSet?.file;
  if (existing !== undefined) {
    await vscode.window.showTextDocument(vscode.Uri.file(existing));
    return;
  }
  const { engine, judgeModel } = await engines.load();
  const { parsed } = await engine.inspectPrompt(session.file, { workspace: session.workspace });
  const uri = vscode.Uri.file(
    path.join(path.dirname(session.file), `${path.basename(session.file, '.prompt')}.test.yaml`),
  );
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true });
  await vscode.workspace.applyEdit(edit);
  const editor = await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
  const snippet = testSetSnippet(parsed, judgeFor(parsed.metadata.model, judgeModel));
  await editor.insertSnippet(new vscode.SnippetString(snippet), new vscode.Position(0, 0), {
    undoStopBefore: false,
    undoStopAfter: true,
  });
}

/** A judge that can judge right away: its model is written down where no setting names one. */
function judgeFor(model: string | undefined, judgeModel: string | undefined): NewJudge {
  if (judgeModel !== undefined || model === undefined) return { judge: 'correctness' };
  return { judge: 'correctness', model: model.startsWith('baseline/') ? 'baseline/overlap' : model };
}
