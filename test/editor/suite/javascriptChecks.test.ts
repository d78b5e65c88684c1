import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { eventually } from './support/eventually';
import { makeProject, type Project } from './support/project';
import { codeOf, findingsOf } from './support/shown';

const FILES = {
  'a.prompt': '---\nmodel: baseline/extractive\n---\nThe sky is blue. {{question}}\n',
  'a.test.yaml': `checks:
  - javascript: ./checks/short.js
cases:
  - id: sky
    input: { question: What is the sky? }
`,
  'checks/short.js':
    'module.exports = (output) => ({ pass: output.length < 3, reason: "太長：" + [...output].length + " 字" });\n',
};

describe('Checks in JavaScript', () => {
  let project: Project;
  let tests: vscode.Uri;

  beforeEach(async () => {
    project = await makeProject(FILES);
    tests = project.uri('a.test.yaml');
  });
  afterEach(() => project.dispose());

  const failures = () => findingsOf(tests).filter((finding) => codeOf(finding).startsWith('check.javascript'));
  const run = async () => assert.ok(await vscode.commands.executeCommand('assay.runTests', project.uri('a.prompt')));

  it('run in a trusted folder, and the function’s reason stands in Problems, as text', async () => {
    await project.show('a.prompt');
    await run();
    const [only, ...others] = failures();
    assert.deepEqual(others, []);
    assert.match(only?.message ?? '', /太長：\d+ 字/);
  });

  it('make results stale when their file is edited, and count what is not saved yet', async () => {
    await project.show('a.prompt');
    await run();
    const editor = await project.show('checks/short.js');
    const at = editor.document.positionAt(editor.document.getText().indexOf('< 3'));
    await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, 3)), '< 3000'));
    await eventually(() => assert.match(failures()[0]?.message ?? '', /^Before your last change: /));
    await run();
    assert.deepEqual(failures(), []);
  });

  it('make results stale when their file changes on disk', async () => {
    await project.show('a.prompt');
    await run();
    await writeFile(project.uri('checks/short.js').fsPath, 'module.exports = () => true;\n');
    await eventually(() => assert.match(failures()[0]?.message ?? '', /^Before your last change: /));
  });

  it('show what is wrong in their file at the check that names it, while somebody types', async () => {
    await project.show('a.prompt');
    await project.show('a.test.yaml');
    await eventually(() => assert.deepEqual(findingsOf(tests), []));
    const editor = await project.show('checks/short.js');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'let = ;\n'));
    await eventually(() => {
      const [only] = failures();
      assert.equal(only?.severity, vscode.DiagnosticSeverity.Error);
      assert.match(only?.message ?? '', /checks\/short\.js:1\)/);
      assert.equal(only?.range.start.line, 1);
    });
    await vscode.commands.executeCommand('undo');
    await eventually(() => assert.deepEqual(failures(), []));
  });
});
