import assert from 'node:assert/strict';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine, type Engine, KNOWN_ENDPOINTS } from '../../src/engine';
import { nodeHost } from '../../src/node/nodeHost';

const SAMPLE = fileURLToPath(new URL('../../media/sample', import.meta.url));

describe('the sample', () => {
  let folder: string;
  let engine: Engine;

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-sample-')));
    await cp(SAMPLE, folder, { recursive: true });
    const log = { info: () => {}, warn: () => {} };
    engine = createEngine(nodeHost({ log }), { endpoints: KNOWN_ENDPOINTS });
  });

  after(() => rm(folder, { recursive: true, force: true }));

  for (const [prompt, tests, count] of [
    ['answer.prompt', 'answer.test.yaml', 16],
    ['extract.prompt', 'extract.test.csv', 3],
  ] as const) {
    it(`has nothing wrong in ${prompt} and its test set`, async () => {
      const inspected = await engine.inspectTestSet(join(folder, tests), { workspace: folder });
      assert.deepEqual(inspected.problems, []);
      assert.equal(inspected.prompt, join(folder, prompt));
      assert.equal(inspected.testSet?.cases.length, count);
      const plan = await engine.plan({ prompt: join(folder, prompt), workspace: folder });
      assert.deepEqual(plan.problems, []);
      assert.equal(plan.testSet?.file, join(folder, tests));
    });
  }

  it('asks what RAG is', async () => {
    const { testSet } = await engine.inspectTestSet(join(folder, 'answer.test.yaml'), { workspace: folder });
    const rag = testSet?.cases.find(({ input }) => input.question === '什麼是 RAG？');
    assert.equal(
      rag?.expected,
      'RAG (Retrieval-Augmented Generation) 結合了檢索系統和生成模型，通過從外部知識庫檢索相關信息來增強 LLM 的回答。',
    );
  });

  it('shows both good and bad answers on the baseline, each with a reason, and needs neither key nor network', async () => {
    const plan = await engine.plan({ prompt: join(folder, 'answer.prompt'), workspace: folder });
    const run = await engine.evaluate(plan, { cache: false });
    const { passed = 0, failed = 0, errors, cost } = run.summary ?? {};
    assert.equal(passed + failed, 16);
    assert.ok(passed >= 8 && failed >= 3, `${passed} passed, ${failed} failed`);
    assert.deepEqual([errors, cost], [0, 0]);
    for (const { id, samples } of run.cases) {
      for (const { judges } of samples) {
        assert.equal(judges.length, 2, id);
        for (const { reason, score } of judges) assert.ok(reason.length > 10 && score !== null, id);
      }
    }
    const failedChecks = run.cases.flatMap(({ samples }) => samples).flatMap(({ checks }) => checks);
    assert.ok(
      failedChecks.some(({ passed }) => !passed),
      'a check fails as well',
    );
  });

  it('shows what it looks like where structured output is not structured', async () => {
    const plan = await engine.plan({ prompt: join(folder, 'extract.prompt'), workspace: folder });
    const run = await engine.evaluate(plan, { cache: false });
    assert.equal(run.summary?.failed, 3);
    assert.equal(run.summary?.errors, 0);
    for (const { samples } of run.cases) {
      assert.deepEqual(
        samples[0]?.checks.map(({ check, passed, index }) => [check, passed, index]),
        [['json-schema', false, -1]],
      );
    }
  });
});
