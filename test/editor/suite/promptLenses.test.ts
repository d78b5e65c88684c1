import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Run } from '../../../src/engine/evaluate/run';
import { startEndpoint, type TestEndpoint, verdict } from './support/endpoint';
import { eventually } from './support/eventually';
import { makeProject, type Project } from './support/project';
import { lensesOf, rawLensesOf } from './support/shown';

const PROMPT = `---
model: test/small
input:
  schema:
    question: string
---
{{question}}
`;

const TESTS = `judges:
  - judge: correctness
    model: test/judge
cases:
  - id: rag
    input: { question: 什麼是 RAG？ }
    expected: 檢索增強生成
  - id: drift
    input: { question: What is drift? }
    expected: A change of the data
`;

describe('Lenses', () => {
  let endpoint: TestEndpoint;
  let project: Project;

  before(async () => {
    endpoint = await startEndpoint();
  });
  after(() => endpoint.dispose());
  beforeEach(() => {
    endpoint.server.answer(({ body }) => {
      const about = JSON.stringify(body.messages);
      if (body.model === 'judge') return { text: about.includes('RAG') ? verdict(2, '少了生成') : verdict(5, 'Right') };
      return { text: 'An answer.' };
    });
  });
  afterEach(() => project.dispose());

  it('say what a click would call before the first run', async () => {
    project = await makeProject({ 'a.prompt': PROMPT, 'a.test.yaml': TESTS });
    assert.deepEqual(await lensesOf((await project.show('a.prompt')).document.uri), [
      '0 $(play) Run 2 cases',
      '0 $(beaker) Run case…',
      '0 2 calls to test/small, judged by test/judge',
    ]);
  });

  it('run the test set when clicked, and show the score afterwards, on the prompt and on each case', async () => {
    project = await makeProject({ 'a.prompt': PROMPT, 'a.test.yaml': TESTS });
    const { uri } = (await project.show('a.prompt')).document;
    const [first] = await rawLensesOf(uri);
    assert.ok(first?.command);
    const run = await vscode.commands.executeCommand<Run>(first.command.command, ...(first.command.arguments ?? []));
    assert.equal(run.outcome?.kind, 'done');
    assert.equal(endpoint.server.chats.filter(({ body }) => body.model === 'small').length, 2);

    const [, , score] = await lensesOf(uri);
    assert.match(score ?? '', /^0 \$\(star-full\) 3\.5\/5 · 1 of 2 passed · \$0 · [\d.]+ (ms|s)$/);
    assert.deepEqual(await lensesOf(project.uri('a.test.yaml')), [
      '0 $(run-all) Run 2 cases',
      '4 $(play) Run',
      '4 $(star-full) 2/5 correctness',
      '4 $(person) Your score…',
      '7 $(play) Run',
      '7 $(star-full) 5/5 correctness',
      '7 $(person) Your score…',
    ]);
  });

  it('run one case from its line in a JSON Lines test set', async () => {
    project = await makeProject({
      'b.prompt': PROMPT,
      'b.test.jsonl': '{"id":"one","question":"什麼是 RAG？"}\r\n{"id":"two","question":"😀 two"}\r\n',
    });
    const { uri } = (await project.show('b.test.jsonl')).document;
    const runTwo = (await rawLensesOf(uri)).find(
      ({ range, command }) => range.start.line === 1 && command?.title === '$(play) Run',
    );
    const run = await vscode.commands.executeCommand<Run>('assay.runCase', ...(runTwo?.command?.arguments ?? []));
    assert.deepEqual(
      run.cases.map(({ id, status }) => `${id} ${status}`),
      ['two passed'],
    );
  });

  it('count while a run goes on, offer to stop it, and do stop it', async () => {
    project = await makeProject({ 'a.prompt': PROMPT, 'a.test.yaml': TESTS });
    const { uri } = (await project.show('a.prompt')).document;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const before = endpoint.server.chats.length;
    endpoint.server.answer(async () => {
      await held;
      return { text: 'late' };
    });
    const running = vscode.commands.executeCommand<Run>('assay.runTests', uri);
    await endpoint.server.received(before + 1);
    const lenses = await rawLensesOf(uri);
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['$(sync~spin) 0 of 2', '$(debug-stop) Stop'],
    );
    const stop = lenses[1]?.command;
    await vscode.commands.executeCommand(stop?.command ?? '', ...(stop?.arguments ?? []));
    // The server still holds its answers: what ends the run is the stop.
    const run = await running;
    assert.equal(run.outcome?.kind, 'cancelled');
    letGo();
    await endpoint.server.idle();
    assert.ok(
      endpoint.server.chats.every(({ body }, index) => index < before || body.model === 'small'),
      'no judge was called',
    );
    assert.ok(endpoint.server.chats.length <= before + 2);
  });

  it('offer a test set where there is none, and say so where there are errors', async () => {
    project = await makeProject({
      'c.prompt': PROMPT,
      '_part.prompt': 'only a part',
      'd.prompt': '---\nmodel: [\n---\nx',
    });
    assert.deepEqual(await lensesOf((await project.show('c.prompt')).document.uri), ['0 $(add) Create a test set']);
    assert.deepEqual(await lensesOf((await project.show('_part.prompt')).document.uri), []);
    await project.write('c.test.yaml', 'cases: []\n');
    await eventually(async () => {
      assert.match((await lensesOf(project.uri('c.prompt'))).at(-1) ?? '', /error/);
    });
  });

  it('are there as well where another extension claims the ending', async () => {
    project = await makeProject({ 'a.prompt': PROMPT, 'a.test.yaml': TESTS });
    const { document } = await project.show('a.prompt');
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    assert.equal((await lensesOf(document.uri))[0], '0 $(play) Run 2 cases');
  });
});
