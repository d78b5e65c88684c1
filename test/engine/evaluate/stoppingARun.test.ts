import assert from 'node:assert/strict';
import type { AppendHandle, FileSystem } from '../../../src/engine/host';
import { FileError } from '../../../src/engine/host';
import { type ModelServer, type ServedReply, startModelServer } from '../../support/modelServer';
import { JUDGE, PROMPT, questions, type TestWorkspace, testSet, testWorkspace } from './testWorkspace';

/** What a cancelled run may take to end, in milliseconds: the promise is 200. */
const PROMPTLY = 200;

describe('stopping a run', () => {
  let server: ModelServer;
  let workspace: TestWorkspace;

  beforeEach(async () => {
    server = await startModelServer();
  });

  afterEach(async () => {
    await workspace.dispose();
    await server.close();
  });

  const open = async (tests: string, over: Parameters<typeof testWorkspace>[2] = {}) => {
    const files = { 'answer.prompt': PROMPT, 'answer.test.yaml': tests, 'judge.prompt': JUDGE };
    workspace = await testWorkspace(server.url, files, over);
  };

  /** Cancels as soon as something has happened, and tells how long the run then took and what it still called. */
  const cancelWhen = async (ready: () => Promise<void>, concurrency = 2) => {
    const controller = new AbortController();
    const running = workspace.run({ concurrency, signal: controller.signal });
    await ready();
    const calls = server.chats.length;
    const at = performance.now();
    controller.abort();
    const run = await running;
    return { run, took: performance.now() - at, before: calls, after: () => server.chats.length };
  };

  const STAGES: [string, ServedReply][] = [
    ['waits for the first byte', { fault: 'header-stall' }],
    ['streams', { pieces: ['some'], fault: 'stall' }],
    ['is in backoff', { status: 503, headers: { 'retry-after': '60' } }],
  ];
  for (const [stage, answer] of STAGES) {
    it(`while a call ${stage}: at once, with no later calls`, async () => {
      await open(testSet(questions(20)));
      server.answer(answer);
      const { run, took, before, after } = await cancelWhen(() => server.received(1));
      assert.ok(took < PROMPTLY, `${took} ms`);
      assert.deepEqual(run.outcome, { kind: 'cancelled' });
      assert.equal(run.summary?.cancelled, 20);
      await server.idle().catch(() => {});
      assert.ok(after() <= before + 1);
    });
  }

  it('while judges judge: the output stays, the case is cancelled', async () => {
    await open(testSet(questions(4), 'judges:\n  - ./judge.prompt\n'));
    server.answer(({ body }) => (body.model === 'judge' ? { fault: 'header-stall' } : { text: 'an answer' }));
    const { run, took } = await cancelWhen(() => server.received(2), 1);
    assert.ok(took < PROMPTLY, `${took} ms`);
    const [first] = run.cases;
    assert.deepEqual([first?.status, first?.samples[0]?.output], ['cancelled', 'an answer']);
    assert.equal(server.chats.length, 2);
  });

  it('before it began: nothing is called', async () => {
    await open(testSet(questions(4)));
    const run = await workspace.run({ signal: AbortSignal.abort() });
    assert.deepEqual([run.outcome, run.summary?.cancelled, server.requests.length], [{ kind: 'cancelled' }, 4, 0]);
  });

  it('while planning: the plan is given up', async () => {
    await open(testSet(questions(600)));
    const request = { prompt: workspace.path('answer.prompt'), workspace: workspace.folder };
    const controller = new AbortController();
    const planning = workspace.engine.plan(request, { signal: controller.signal });
    controller.abort(new Error('stop'));
    await assert.rejects(planning, /stop/);
  });

  it('tells every case exactly once what became of it', async () => {
    await open(testSet(questions(5)));
    server.answer({ fault: 'header-stall' });
    const controller = new AbortController();
    const finished: string[] = [];
    const running = workspace.run({
      concurrency: 2,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === 'case-finished') finished.push(event.result.id);
      },
    });
    await server.received(1);
    controller.abort();
    await running;
    assert.deepEqual(finished.sort(), questions(5));
  });

  describe('at a budget', () => {
    /** 1 million tokens in: what the price list asks for a million of gpt-4o-mini. */
    const MILLION = { prompt_tokens: 1_000_000, completion_tokens: 0, total_tokens: 1_000_000 };
    /** An address of this machine that does not look like one: only remote models have a price. */
    const priced = () => ({
      name: 'azure',
      kind: 'azure' as const,
      baseUrl: `http://[::ffff:127.0.0.1]:${server.port}`,
    });

    it('finishes what has begun and begins nothing more', async () => {
      await open(testSet(questions(10)), { endpoint: priced() });
      server.answer({ usage: MILLION });
      const run = await workspace.run({ concurrency: 1, budget: 0.4 }, { model: 'azure/gpt-4o-mini' });
      assert.deepEqual(run.outcome, { kind: 'budget' });
      const { passed, cancelled, cost } = run.summary ?? {};
      assert.ok(Math.abs((cost ?? 0) - 0.45) < 1e-9, `cost ${cost}`);
      assert.deepEqual([passed, cancelled, server.chats.length], [3, 7, 3]);
    });

    it('is done where the last case uses it up', async () => {
      await open(testSet(questions(2)), { endpoint: priced() });
      server.answer({ usage: MILLION });
      const run = await workspace.run({ concurrency: 1, budget: 0.2 }, { model: 'azure/gpt-4o-mini' });
      assert.deepEqual([run.outcome, run.summary?.passed], [{ kind: 'done' }, 2]);
    });
  });

  describe('when the machine fails', () => {
    const failing =
      (allowed: number, code: 'no-space' | 'read-only') =>
      (real: FileSystem): FileSystem => ({
        ...real,
        async openAppend(path): Promise<AppendHandle> {
          if (allowed < 0) throw new FileError(code, path);
          const handle = await real.openAppend(path);
          let writes = 0;
          return {
            async append(text) {
              if (++writes > allowed) throw new FileError(code, path);
              await handle.append(text);
            },
            close: () => handle.close(),
          };
        },
      });

    it('calls nothing where no journal can be written', async () => {
      await open(testSet(questions(4)), { files: failing(-1, 'read-only') });
      const run = await workspace.run();
      assert.equal(server.requests.length, 0);
      assert.deepEqual([run.outcome?.kind, run.summary?.cancelled], ['stopped', 4]);
      assert.equal(run.outcome?.kind === 'stopped' && run.outcome.error.kind, 'journal');
    });

    it('makes no new calls when the disk is full, and keeps the results so far', async () => {
      await open(testSet(questions(300)), { files: failing(4, 'no-space') });
      const run = await workspace.run({ concurrency: 1 });
      assert.equal(run.outcome?.kind, 'stopped');
      // Lines are written as many at a time as have come, so that how many calls fit in between depends on the machine.
      assert.ok(server.chats.length < 300, `${server.chats.length} calls`);
      assert.equal(run.summary?.passed, server.chats.length);
      const [journal] = await workspace.list('.assay/runs');
      const lines = (await workspace.read(journal as string)).trimEnd().split('\n');
      // Four writes went through, each of one line or more; the first is the header's alone.
      assert.ok(lines.length >= 4 && lines.length <= 1 + server.chats.length, `${lines.length} lines`);
      for (const line of lines) assert.doesNotThrow(() => JSON.parse(line));
    });
  });
});
