import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { ResponseCache } from '../../../src/engine/evaluate/responseCache';
import { FileError } from '../../../src/engine/host';
import type { ModelReply } from '../../../src/engine/model/provider';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { JUDGE, lastText, PROMPT, questions, type TestWorkspace, testSet, testWorkspace } from './testWorkspace';

describe('the cache of replies', () => {
  let server: ModelServer;
  let workspace: TestWorkspace;

  beforeEach(async () => {
    server = await startModelServer();
    const files = { 'answer.prompt': PROMPT, 'answer.test.yaml': testSet(questions(3)), 'judge.prompt': JUDGE };
    workspace = await testWorkspace(server.url, files);
  });

  afterEach(async () => {
    await workspace.dispose();
    await server.close();
  });

  it('answers what was asked before, at no cost', async () => {
    const first = await workspace.run();
    const second = await workspace.run();
    assert.equal(server.chats.length, 3);
    assert.deepEqual([second.summary?.cached, second.summary?.cost], [3, 0]);
    assert.deepEqual(
      second.cases.map(({ samples }) => samples[0]?.output),
      first.cases.map(({ samples }) => samples[0]?.output),
    );
    assert.equal(second.cases[0]?.samples[0]?.latencyMs, first.cases[0]?.samples[0]?.latencyMs);
  });

  it('can be left out: neither read nor written', async () => {
    await workspace.run({ cache: false });
    assert.deepEqual(await workspace.list('.assay/cache'), []);
    await workspace.run();
    await workspace.run({ cache: false });
    assert.equal(server.chats.length, 9);
  });

  it('lies in folders by the first two digits', async () => {
    await workspace.run();
    for (const file of await workspace.list('.assay/cache')) {
      const [, shard, digest] = /cache[/\\](..)[/\\]([0-9a-f]{64})\.json$/.exec(file) ?? [];
      assert.equal(digest?.slice(0, 2), shard);
    }
  });

  it('tells requests apart that differ in anything', async () => {
    await workspace.run();
    await workspace.run({}, { model: 'test/model-b' });
    await workspace.write({ 'answer.prompt': PROMPT.replace('{{question}}', '{{question}}?') });
    await workspace.run();
    await workspace.write({ 'answer.prompt': PROMPT.replace('model-a', 'model-a\nconfig: { temperature: 1 }') });
    await workspace.run();
    assert.equal(server.chats.length, 12);
  });

  it('tells the repeats of a case apart, and keeps each', async () => {
    server.answer((_request, index) => ({ text: `answer ${index}` }));
    const first = await workspace.run({}, { repeat: 2 });
    const second = await workspace.run({}, { repeat: 2 });
    assert.equal(server.chats.length, 6);
    const outputs = (run: typeof first) => run.cases.flatMap(({ samples }) => samples.map(({ output }) => output));
    assert.deepEqual(outputs(second), outputs(first));
    assert.equal(new Set(outputs(first)).size, 6);
  });

  it('keeps verdicts too, although no two requests to a judge are the same', async () => {
    await workspace.write({ 'answer.test.yaml': testSet(['q1'], 'judges:\n  - ./judge.prompt\n') });
    server.answer(({ body }) => ({ text: body.model === 'judge' ? 'Score: 4' : 'ok' }));
    await workspace.run();
    const run = await workspace.run();
    assert.equal(server.chats.length, 2);
    assert.equal(run.cases[0]?.samples[0]?.judges[0]?.cached, true);
    assert.equal(run.cases[0]?.score, 0.75);
  });

  for (const [what, reply] of [
    ['failures', { status: 400, error: { message: 'no' } }],
    ['refusals', { refusal: 'I cannot help with that.' }],
    ['filtered answers', { finishReason: 'content_filter' }],
  ] as const) {
    it(`never keeps ${what}`, async () => {
      server.answer(reply);
      await workspace.run();
      await workspace.run();
      assert.equal(server.chats.length, 6);
    });
  }

  it('never keeps a reply without a verdict', async () => {
    await workspace.write({ 'answer.test.yaml': testSet(['q1'], 'judges:\n  - ./judge.prompt\n') });
    server.answer(({ body }) => ({ text: body.model === 'judge' ? 'well…' : 'ok' }));
    await workspace.run();
    await workspace.run();
    assert.equal(server.chats.filter(({ body }) => body.model === 'judge').length, 4);
    assert.equal(server.chats.filter(({ body }) => lastText(body) === 'q1').length, 1);
  });

  for (const garbage of ['', '{"schema":1', 'null', '{"schema":1,"key":"other","reply":{"text":"evil"}}']) {
    it(`passes over an entry that holds ${JSON.stringify(garbage)}`, async () => {
      await workspace.run();
      for (const file of await workspace.list('.assay/cache')) await writeFile(workspace.path(file), garbage);
      const run = await workspace.run();
      assert.equal(server.chats.length, 6);
      assert.equal(run.summary?.passed, 3);
    });
  }

  it('is shared by two runs at once without damage', async () => {
    const tests = testSet(questions(40));
    await workspace.write({ 'answer.test.yaml': tests });
    await Promise.all([workspace.run(), workspace.run()]);
    const calls = server.chats.length;
    const run = await workspace.run();
    assert.equal(server.chats.length, calls);
    assert.equal(run.summary?.cached, 40);
  });

  it('gives up quietly where it cannot be written: a run is worth more', async () => {
    const warnings: string[] = [];
    const real = workspace.host.files;
    const files = {
      ...real,
      write: async (path: string) => {
        throw new FileError('no-space', path);
      },
    };
    const cache = new ResponseCache(workspace.path('.assay/cache'), {
      files,
      log: { info: () => {}, warn: (line) => warnings.push(line) },
    });
    const reply: ModelReply = { text: 'ok', toolCalls: [], finishReason: 'stop', latencyMs: 1 };
    for (const digit of ['a', 'b', 'c']) await cache.store(digit.repeat(64), reply);
    await cache.close();
    assert.equal(warnings.length, 1);
    assert.equal(await cache.lookup('a'.repeat(64)), undefined);
  });
});
