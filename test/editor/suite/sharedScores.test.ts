import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Run } from '../../../src/engine/evaluate/run';
import { git, initRepository } from '../../support/gitRepository';
import { startEndpoint, type TestEndpoint } from './support/endpoint';
import { makeProject, type Project } from './support/project';

const REF = 'refs/notes/assay';

describe('Shared scores', () => {
  let endpoint: TestEndpoint;
  let project: Project;
  let bare: string;

  beforeEach(async () => {
    endpoint = await startEndpoint();
    project = await makeProject({
      'a.prompt': '---\nmodel: test/small\n---\n{{question}}\n',
      'a.test.yaml': 'checks: [{ contains: ok }]\ncases:\n  - { id: a, input: { question: x } }\n',
      '.gitignore': '.assay/\n',
    });
    bare = `${project.folder}.git`;
    await initRepository(project.folder);
    await git(project.folder, 'clone', '--quiet', '--bare', project.folder, bare);
    await git(project.folder, 'remote', 'add', 'origin', bare);
  });
  afterEach(async () => {
    await vscode.workspace
      .getConfiguration('assay')
      .update('scores.share', undefined, vscode.ConfigurationTarget.Global);
    await project.dispose();
    await endpoint.dispose();
    await rm(bare, { recursive: true });
  });

  const run = async () => {
    const { uri } = (await project.show('a.prompt')).document;
    assert.ok(await vscode.commands.executeCommand<Run>('assay.runTests', uri));
    return uri;
  };

  it('go to the remote when they are pushed, and come from there when they are fetched', async () => {
    const uri = await run();
    assert.equal(await git(project.folder, 'for-each-ref', REF), '');
    const pushed = await vscode.commands.executeCommand('assay.pushScores', uri);
    assert.deepEqual(pushed, { remote: 'origin', records: 0, added: 0, ignored: [], pushed: 1, kept: 0 });
    await git(project.folder, 'update-ref', '-d', REF);
    const fetched = await vscode.commands.executeCommand('assay.fetchScores', uri);
    assert.deepEqual(fetched, { remote: 'origin', records: 1, added: 1, ignored: [] });
  });

  it('go into the notes after each run where the setting says so', async () => {
    const assay = vscode.workspace.getConfiguration('assay');
    await assay.update('scores.share', 'git-notes', vscode.ConfigurationTarget.Global);
    await run();
    assert.notEqual(await git(project.folder, 'for-each-ref', REF), '');
    assert.equal(await git(bare, 'for-each-ref', REF), '');
  });
});
