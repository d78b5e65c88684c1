import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { makeProject, type Project } from '../support/project';

describe('Inlay hints', () => {
  let project: Project;
  afterEach(() => project.dispose());

  it('show types, tokens, and what the model can hold and costs', async () => {
    project = await makeProject({
      'a.prompt':
        '---\r\nmodel: openai/gpt-4o-mini\r\ninput:\r\n  schema:\r\n    問題: string\r\n---\r\n{{role "user"}}\r\n🙂\t{{問題}}\r\n',
      'a.test.yaml': 'cases:\n  - id: 一\n    input: { 問題: 什麼是 RAG？ }\n',
    });
    const { document } = await project.show('a.prompt');
    const everywhere = new vscode.Range(0, 0, document.lineCount, 0);
    await eventually(async () => {
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        everywhere,
      );
      const shown = hints.map(({ position, label }) => `${position.line + 1}:${position.character} ${label}`);
      assert.match(shown[0] ?? '', /^2:25 .*128.*0\.15.*一/);
      assert.match(shown[1] ?? '', /^7:15 \d\+ /);
      assert.match(shown[2] ?? '', /^8:7 : string$/);
    });
  });
});
