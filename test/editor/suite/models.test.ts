import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './support/eventually';
import { makeProject, type Project } from './support/project';
import { lensesOf } from './support/shown';

describe('The model of a prompt', () => {
  let project: Project;
  afterEach(() => project.dispose());

  it('becomes the built-in baseline by one edit of one line, which can be undone', async () => {
    const text = '---\r\n# 模型 😀\r\nmodel: openai/gpt-4o # the best\r\n---\r\n{{question}}\r\n';
    project = await makeProject({ 'a.prompt': text, 'a.test.yaml': 'cases:\n  - { id: a, input: { question: x } }\n' });
    const { document } = await project.show('a.prompt');
    await vscode.commands.executeCommand('assay.useBaseline', document.uri);
    assert.equal(document.getText(), text.replace('openai/gpt-4o', 'baseline/extractive'));
    assert.equal(document.isDirty, true);
    assert.equal((await lensesOf(document.uri)).at(-1), '0 1 call to baseline/extractive');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  it('is written into a prompt that has no frontmatter', async () => {
    project = await makeProject({ 'a.prompt': 'Say {{word}}\n' });
    const { document } = await project.show('a.prompt');
    await vscode.commands.executeCommand('assay.useBaseline', document.uri);
    assert.equal(document.getText(), '---\nmodel: baseline/extractive\n---\nSay {{word}}\n');
  });

  it('gets a test set with a value for each of its variables', async () => {
    project = await makeProject({
      'a.prompt': '---\nmodel: baseline/extractive\ninput:\n  schema:\n    count: integer\n---\n{{count}} {{word}}\n',
    });
    const { document } = await project.show('a.prompt');
    await vscode.commands.executeCommand('assay.createTestSet', document.uri);
    const created = await eventually(() => {
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.fsPath, project.uri('a.test.yaml').fsPath);
      assert.match(editor?.document.getText() ?? '', /cases:/);
      return editor?.document.getText();
    });
    assert.equal(
      created,
      `judges:
  - judge: correctness
    model: baseline/overlap
cases:
  - id: first
    input:
      count: 0
      word: ''
    expected: ''
`,
    );
  });
});
