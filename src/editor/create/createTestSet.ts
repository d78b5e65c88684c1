import * as path from 'node:path';
import * as vscode from 'vscode';
import { firstJudge, newTestSet } from '../../engine/language/create/newTestSet';
import { targetSession } from '../commands/targetSession';
import type { Services } from '../services';
import { insertNew } from './insertNew';
import { tabStops } from './tabStops';

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
  const text = newTestSet(parsed, firstJudge(parsed.metadata.model, judgeModel), tabStops());
  await insertNew(uri, text, vscode.ViewColumn.Beside);
}
