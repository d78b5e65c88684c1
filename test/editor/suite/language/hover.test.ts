import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { makeProject, type Project } from '../support/project';

describe('Hovering in a prompt', () => {
  let project: Project;
  afterEach(() => project.dispose());

  it('says what a variable, a partial and a key are, and runs nothing', async () => {
    project = await makeProject({
      'a.prompt':
        '---\r\nmodel: openai/gpt-4o-mini\r\ninput:\r\n  schema:\r\n    問題: string, 使用者的問題 [x](command:workbench.action.quit)\r\n---\r\n🙂\t{{問題}}{{> 樣式}}\r\n',
      '_樣式.prompt': '簡短回答。',
      'a.test.yaml': 'cases:\n  - id: 一\n    input: { 問題: 什麼是 RAG？ }\n',
    });
    const { document } = await project.show('a.prompt');
    const said = async (piece: string) => {
      const at = document.positionAt(document.getText().lastIndexOf(piece) + 1);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      );
      const [hover] = hovers;
      const contents = (hover?.contents ?? []) as vscode.MarkdownString[];
      assert.ok(contents.every(({ isTrusted }) => !isTrusted));
      return `${hover?.range ? document.getText(hover.range) : ''}: ${contents.map(({ value }) => value).join('\n')}`;
    };
    await eventually(async () =>
      assert.match(await said('問題}}'), /^問題: [\s\S]*string[\s\S]*使用者的問題[\s\S]*什麼是 RAG？/),
    );
    assert.match(await said('樣式}}'), /^樣式: [\s\S]*簡短回答。/);
    assert.match(await said('model'), /^model: /);
    assert.match(await said('openai/'), /128,000/);
  });
});
