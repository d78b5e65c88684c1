import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Run } from '../../../src/engine/evaluate/run';
import { startEndpoint, type TestEndpoint } from './support/endpoint';
import { makeProject, type Project } from './support/project';
import { findingsOf, lensesOf } from './support/shown';

const CASES = Array.from({ length: 20 }, (_, index) => `  - { id: c${index}, input: { question: q${index} } }`);

describe('Keys', () => {
  let endpoint: TestEndpoint;
  let project: Project;

  beforeEach(async () => {
    endpoint = await startEndpoint({ needsKey: true, key: 'right' });
    project = await makeProject({
      'a.prompt': '---\nmodel: test/small\n---\n{{question}}\n',
      'a.test.yaml': `cases:\n${CASES.join('\n')}\n`,
    });
  });
  afterEach(async () => {
    delete process.env.ASSAY_TEST_KEY;
    await project.dispose();
    await endpoint.dispose();
  });

  it('that are missing keep everything from being sent, and the lens says what to do', async () => {
    const { uri } = (await project.show('a.prompt')).document;
    assert.equal((await lensesOf(uri)).at(-1), '0 $(key) No key for test/small: set one up');
    assert.equal(await vscode.commands.executeCommand('assay.runTests', uri), undefined);
    assert.deepEqual(endpoint.server.requests, []);
  });

  it('that are wrong stop the run at the first answer, in the server’s own words', async () => {
    process.env.ASSAY_TEST_KEY = 'wrong';
    const { uri } = (await project.show('a.prompt')).document;
    const run = await vscode.commands.executeCommand<Run>('assay.runTests', uri);
    assert.equal(run.outcome?.kind, 'stopped');
    assert.equal(endpoint.server.chats.length, 1);
    const [finding] = findingsOf(uri);
    assert.equal(finding?.severity, vscode.DiagnosticSeverity.Error);
    assert.match(finding?.message ?? '', /The run was stopped: .*Incorrect API key provided/);
    // A case that was not reached is neither a failure nor a finding.
    assert.ok(findingsOf(project.uri('a.test.yaml')).length <= 1);
  });

  it('that are right go to their own endpoint', async () => {
    process.env.ASSAY_TEST_KEY = 'right';
    const { uri } = (await project.show('a.prompt')).document;
    const run = await vscode.commands.executeCommand<Run>('assay.runTests', uri);
    assert.equal(run.summary?.passed, 20);
  });

  it('and addresses of the workspace’s own settings count for nothing', async () => {
    const assay = vscode.workspace.getConfiguration('assay');
    await assert.rejects(async () =>
      assay.update('endpoints', { test: { baseUrl: 'http://127.0.0.1:9/v1' } }, vscode.ConfigurationTarget.Workspace),
    );
  });
});
