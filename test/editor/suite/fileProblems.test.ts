import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './support/eventually';
import { makeProject, type Project } from './support/project';
import { codeOf, findingsOf } from './support/shown';

describe('Problems of a file', () => {
  let project: Project;
  afterEach(() => project.dispose());

  const errorsOf = (uri: vscode.Uri) =>
    findingsOf(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);

  it('come and go while somebody types, at the exact place after Chinese text and emoji', async () => {
    project = await makeProject({ 'a.prompt': '---\nmodel: baseline/extractive\n---\n你好 😀 {{name}}\n' });
    const editor = await project.show('a.prompt');
    const { document } = editor;
    assert.deepEqual(errorsOf(document.uri), []);

    await editor.edit((edit) => edit.insert(new vscode.Position(3, 6), '{{#if name}}'));
    const found = await eventually(() => {
      const [first] = errorsOf(document.uri);
      assert.ok(first);
      return first;
    });
    assert.match(codeOf(found), /^prompt\./);
    assert.equal(found.range.start.line, 3);
    assert.ok(document.getText(found.range).startsWith('{{#if') || document.getText(found.range).includes('if'));

    await vscode.commands.executeCommand('undo');
    await eventually(() => assert.deepEqual(errorsOf(document.uri), []));
  });

  it('of a test set name the variable, where it stands', async () => {
    project = await makeProject({
      'a.prompt': '---\nmodel: baseline/extractive\ninput:\n  schema:\n    question: string\n---\n{{question}}\n',
      'a.test.yaml': 'cases:\n  - id: 一 😀\n    input: { questoin: 打錯 }\n',
    });
    const { document } = await project.show('a.test.yaml');
    await eventually(() => {
      const texts = findingsOf(document.uri).map(({ message }) => message);
      assert.ok(
        texts.some((text) => text.includes('questoin')),
        texts.join('\n'),
      );
    });
    assert.ok(findingsOf(document.uri).every(({ source }) => source === 'Assay'));
  });

  it('are those of the text in the editor, not of the file on disk', async () => {
    project = await makeProject({
      'a.prompt': '---\nmodel: baseline/extractive\n---\n{{> greeting}}\n',
      '_greeting.prompt': 'Hello\n',
    });
    const partial = await project.show('_greeting.prompt');
    await project.show('a.prompt');
    await eventually(() => assert.deepEqual(errorsOf(project.uri('a.prompt')), []));
    const editor = await vscode.window.showTextDocument(partial.document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '{{#each'));
    await eventually(() => {
      assert.ok([...errorsOf(project.uri('a.prompt')), ...errorsOf(project.uri('_greeting.prompt'))].length > 0);
    });
  });

  it('go with their file', async () => {
    project = await makeProject({ 'a.prompt': '{{#if x}}\n' });
    const { document } = await project.show('a.prompt');
    await eventually(() => assert.ok(errorsOf(document.uri).length > 0));
    await vscode.workspace.fs.delete(document.uri);
    await eventually(() => assert.deepEqual(errorsOf(document.uri), []));
  });
});
