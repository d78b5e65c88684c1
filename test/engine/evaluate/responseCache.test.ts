import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { mergePacks } from '../../../src/engine/evaluate/mergePacks';
import { ResponseCache } from '../../../src/engine/evaluate/responseCache';
import { FileError } from '../../../src/engine/host';
import type { ModelReply } from '../../../src/engine/model/provider';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { JUDGE, lastText, PROMPT, questions, type TestWorkspace, testSet, testWorkspace } from './testWorkspace';

const REPLY: ModelReply = { text: 'ok', toolCalls: [], finishReason: 'stop', latencyMs: 1 };

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

  it('adds a pack for each run that called something, and none for one that did not', async () => {
    await workspace.run();
    assert.equal((await workspace.list('.assay/cache')).length, 2);
    await workspace.run();
    assert.equal((await workspace.list('.assay/cache')).length, 2);
    await workspace.run({}, { model: 'test/model-b' });
    assert.equal((await workspace.list('.assay/cache')).length, 4);
  });

  it('holds no request, only digests of them', async () => {
    await workspace.write({ 'answer.prompt': `${PROMPT} A secret recipe.` });
    await workspace.run();
    for (const file of await workspace.list('.assay/cache')) {
      assert.equal((await workspace.read(file)).includes('secret recipe'), false, file);
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

  const GARBAGE: [string, (text: string) => string][] = [
    ['is empty', () => ''],
    ['is torn in a line', (text) => text.slice(0, 100)],
    ['holds no JSON', (text) => text.replaceAll('{"text"', '{text')],
    ['holds something else', (text) => text.replaceAll('"text":"ok"', '"text":7')],
    ['is not even text', () => '\u0000\ufffd\n'.repeat(10)],
  ];
  for (const [what, damage] of GARBAGE) {
    it(`passes over a pack that ${what}`, async () => {
      await workspace.run();
      for (const file of await workspace.list('.assay/cache')) {
        if (file.endsWith('.jsonl')) await writeFile(workspace.path(file), damage(await workspace.read(file)));
      }
      const run = await workspace.run();
      assert.equal(server.chats.length, 6);
      assert.equal(run.summary?.passed, 3);
      // What was asked again is found again.
      await workspace.run();
      assert.equal(server.chats.length, 6);
    });
  }

  it('reads what is whole of a torn pack', async () => {
    await workspace.run();
    const pack = (await workspace.list('.assay/cache')).find((file) => file.endsWith('.jsonl')) as string;
    await writeFile(workspace.path(pack), (await workspace.read(pack)).slice(0, -20));
    await workspace.run();
    assert.equal(server.chats.length, 4);
  });

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
    const files = {
      ...workspace.host.files,
      openAppend: async (path: string) => {
        throw new FileError('no-space', path);
      },
    };
    const log = { info: () => {}, warn: (line: string) => warnings.push(line) };
    const cache = new ResponseCache(workspace.path('.assay/cache'), { files, log, clock: workspace.host.clock });
    for (const digit of ['a', 'b', 'c']) await cache.store(digit.repeat(64), REPLY);
    await cache.close();
    assert.equal(warnings.length, 1);
    assert.equal(await cache.lookup('a'.repeat(64)), undefined);
  });

  describe('with many packs', () => {
    const keyOf = (index: number) => index.toString(16).padStart(64, '0');
    const folder = () => workspace.path('.assay/cache');

    const addPacks = async (count: number) => {
      for (let index = 0; index < count; index++) {
        const cache = new ResponseCache(folder(), workspace.host);
        await cache.store(keyOf(index), { ...REPLY, text: `reply ${index}` });
        await cache.close();
      }
    };

    it('puts the small old ones together, and loses nothing', async () => {
      await addPacks(70);
      assert.equal((await workspace.list('.assay/cache')).length, 140, 'what is young may still be written to');
      const inTwoDays = new Date(Date.now() + 2 * 24 * 3_600_000);
      await mergePacks(folder(), workspace.host.files, inTwoDays);
      assert.equal((await workspace.list('.assay/cache')).length, 2);
      const cache = new ResponseCache(folder(), workspace.host);
      for (let index = 0; index < 70; index++) {
        assert.equal((await cache.lookup(keyOf(index)))?.text, `reply ${index}`);
      }
    });

    it('leaves a few alone', async () => {
      await addPacks(3);
      await mergePacks(folder(), workspace.host.files, new Date(Date.now() + 2 * 24 * 3_600_000));
      assert.equal((await workspace.list('.assay/cache')).length, 6);
    });
  });
});
