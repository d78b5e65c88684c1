import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { startEndpoint, type TestEndpoint } from '../suite/support/endpoint';
import { eventually } from '../suite/support/eventually';
import { makeProject, type Project } from '../suite/support/project';
import { codeOf, findingsOf, lensesOf } from '../suite/support/shown';

describe('A folder that is not trusted', () => {
  let endpoint: TestEndpoint;
  let project: Project | undefined;
  before(async () => {
    endpoint = await startEndpoint();
  });
  after(() => endpoint.dispose());
  afterEach(() => project?.dispose());

  it('is one', () => assert.equal(vscode.workspace.isTrusted, false));

  it('gets the language: its problems are found', async () => {
    project = await makeProject({ 'a.prompt': '你好 {{#if x}}\n' });
    const { document } = await project.show('a.prompt');
    assert.equal(document.languageId, 'dotprompt');
    await eventually(() => assert.ok(findingsOf(document.uri).length > 0));
  });

  it('gets completion, which asks no endpoint for its models', async () => {
    project = await makeProject({ 'a.prompt': '---\nmodel: \n---\n你好\n' });
    const { document } = await project.show('a.prompt');
    const ask = async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        document.lineAt(1).range.end,
      );
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    await eventually(async () => assert.ok((await ask()).includes('test/')));
    assert.ok(!(await ask()).some((label) => /^test\/./.test(label)));
    assert.deepEqual(endpoint.server.requests, []);
  });

  it('gets the preview, which only renders', async () => {
    project = await makeProject({ 'a.prompt': '你好 {{name}}\n' });
    const { uri } = (await project.show('a.prompt')).document;
    await vscode.commands.executeCommand('assay.openPreview', uri);
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await eventually(() => assert.ok(tabs().some(({ label }) => label === 'Preview a.prompt')));
    await vscode.window.tabGroups.close(tabs().filter(({ label }) => label === 'Preview a.prompt'));
  });

  it('gets no run: nothing is sent, and the lens says why', async () => {
    project = await makeProject({
      'a.prompt': '---\nmodel: test/small\n---\n{{question}}\n',
      'a.test.yaml': 'cases:\n  - { id: a, input: { question: x } }\n',
    });
    const { uri } = (await project.show('a.prompt')).document;
    assert.deepEqual(await lensesOf(uri), ['0 $(workspace-untrusted) Trust this folder to run prompts']);
    for (const command of ['assay.runTests', 'assay.runCase', 'assay.weighLines']) {
      assert.equal(await vscode.commands.executeCommand(command, uri, 'a'), undefined);
    }
    assert.deepEqual(endpoint.server.requests, []);
  });

  it('gets none of its JavaScript run, only read for mistakes', async () => {
    project = await makeProject({
      'a.prompt': '---\nmodel: baseline/extractive\n---\n{{question}}\n',
      'a.test.yaml': `checks:
  - javascript: ./check.js
  - javascript: output.length <
cases:
  - { id: a, input: { question: x } }
`,
      'check.js': 'module.exports = () => true;\n',
    });
    const { uri } = (await project.show('a.prompt')).document;
    const tests = (await project.show('a.test.yaml')).document;
    await eventually(() =>
      assert.deepEqual(
        findingsOf(tests.uri).map((finding) => [codeOf(finding), finding.range.start.line]),
        [['check.javascript-syntax', 2]],
      ),
    );
    await project.write('a.test.yaml', 'checks:\n  - javascript: ./check.js\ncases:\n  - { input: { question: x } }\n');
    for (const command of ['assay.runTests', 'assay.runCase', 'assay.weighLines']) {
      assert.equal(await vscode.commands.executeCommand(command, uri, 'case-1'), undefined);
    }
    assert.deepEqual(readdirSync(join(project.folder, '.assay')), []);
  });

  it('exchanges no scores', async () => {
    project = await makeProject({ 'a.prompt': 'Hello.\n' });
    for (const command of ['assay.fetchScores', 'assay.pushScores']) {
      assert.equal(await vscode.commands.executeCommand(command, project.uri('a.prompt')), undefined);
    }
  });
});
