import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Run } from '../../../src/engine/evaluate/run';
import { formatLabel } from '../../../src/engine/judge/labels/humanLabel';
import { outputDigest } from '../../../src/engine/judge/labels/outputDigest';
import { startEndpoint, type TestEndpoint } from './support/endpoint';
import { makeProject, type Project } from './support/project';

const FORMATS = ['html', 'markdown', 'csv', 'junit', 'json', 'jsonl', 'text'];

describe('Exports', () => {
  let endpoint: TestEndpoint;
  let project: Project;
  let prompt: vscode.Uri;

  beforeEach(async () => {
    endpoint = await startEndpoint();
    endpoint.server.answer({ text: '答案 ok' });
    project = await makeProject({
      'a.prompt': '---\nmodel: test/small\n---\n{{question}}\n',
      'a.test.yaml':
        'checks: [{ contains: ok }]\ncases:\n  - { id: 一, input: { question: x } }\n  - { id: b, input: { question: y } }\n',
    });
    prompt = (await project.show('a.prompt')).document.uri;
  });
  afterEach(async () => {
    await project.dispose();
    await endpoint.dispose();
  });

  const run = async () => assert.ok(await vscode.commands.executeCommand<Run>('assay.runTests', prompt));
  const exported = (command: string, choice: Record<string, unknown>) =>
    vscode.commands.executeCommand<vscode.Uri | undefined>(command, prompt, choice);
  const read = (name: string) => readFile(project.uri(name).fsPath, 'utf8');

  it('of results write what is shown, in every format, without a call', async () => {
    await run();
    const calls = endpoint.server.requests.length;
    for (const format of FORMATS) {
      const to = project.uri(`results.${format}`);
      assert.equal((await exported('assay.exportResults', { format, to }))?.fsPath, to.fsPath);
      assert.match(await read(`results.${format}`), /一/, format);
    }
    const { prompt: file, summary, cases, partial } = JSON.parse(await read('results.json'));
    assert.deepEqual([file, summary.passed, partial], ['a.prompt', 2, false]);
    assert.deepEqual([cases[0].output, cases[0].file, cases[0].line], ['答案 ok', 'a.test.yaml', 3]);
    assert.equal(endpoint.server.requests.length, calls);
  });

  it('of results put single cases that were run again in their places', async () => {
    await run();
    endpoint.server.answer({ text: 'no' });
    const assay = vscode.workspace.getConfiguration('assay');
    await assay.update('cache', false, vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand('assay.runCase', prompt, 'b');
    } finally {
      await assay.update('cache', undefined, vscode.ConfigurationTarget.Global);
    }
    await exported('assay.exportResults', { format: 'json', to: project.uri('results.json') });
    const { summary, cases } = JSON.parse(await read('results.json'));
    assert.deepEqual([summary.passed, summary.failed], [1, 1]);
    assert.deepEqual(
      cases.map(({ id, output }: { id: string; output: string }) => [id, output]),
      [
        ['一', '答案 ok'],
        ['b', 'no'],
      ],
    );
  });

  it('of results write nothing where there are none', async () => {
    assert.equal(await exported('assay.exportResults', { format: 'json', to: project.uri('x.json') }), undefined);
    await assert.rejects(read('x.json'));
  });

  it('of training data write what people approved, and with a least score what was judged', async () => {
    await run();
    const choice = { format: 'openai-chat', to: project.uri('train.jsonl') };
    assert.equal(await exported('assay.exportTrainingData', { ...choice, minScore: null }), undefined);
    const output = '答案 ok';
    const label = formatLabel({
      id: 'label-1',
      at: '2026-11-24T10:15:02.120Z',
      by: 'Ada',
      prompt: 'a.prompt',
      caseId: '一',
      output,
      outputDigest: outputDigest(output),
      corrected: '更好的答案',
      input: { question: 'x' },
    });
    await project.write('.assay/labels/a.jsonl', `${label}\n`);
    assert.ok(await exported('assay.exportTrainingData', { ...choice, minScore: null }));
    const answers = async () =>
      (await read('train.jsonl'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).messages.map(({ content }: { content: string }) => content));
    assert.deepEqual(await answers(), [['x', '更好的答案']]);
    assert.ok(await exported('assay.exportTrainingData', { ...choice, minScore: 1 }));
    assert.deepEqual(await answers(), [
      ['x', '更好的答案'],
      ['y', output],
    ]);
  });
});
