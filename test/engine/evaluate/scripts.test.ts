import assert from 'node:assert/strict';
import { createEngine, ProblemError } from '../../../src/engine';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { testScripts } from '../../support/scripts';
import { PROMPT, type TestWorkspace, testSet, testWorkspace } from './testWorkspace';

describe('a run with checks in JavaScript', () => {
  let server: ModelServer;
  let at: TestWorkspace;

  beforeEach(async () => {
    server = await startModelServer();
  });
  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  const open = async (check: string, options: Parameters<typeof testScripts>[0] = {}) => {
    at = await testWorkspace(server.url, {
      'answer.prompt': PROMPT,
      'answer.test.yaml': testSet(['q1', 'q2', 'q3'], `checks:\n  - javascript: ${check}\n`),
    });
    const { scripts } = await testScripts({ seconds: 60, ...options });
    const engine = createEngine({ ...at.host, scripts }, { endpoints: at.endpoints });
    return { engine, scripts, plan: await engine.plan({ prompt: at.path('answer.prompt'), workspace: at.folder }) };
  };

  it('gives the function the case that it is about', async () => {
    const { engine, scripts, plan } = await open('context.caseId === context.vars.question && context.latencyMs > 0');
    const { summary } = await engine.evaluate(plan);
    assert.deepEqual([summary?.passed, summary?.failed], [3, 0]);
    await scripts.close();
  });

  it('is refused as a whole where nobody has allowed it, whoever asks', async () => {
    const { engine, plan } = await open('"true"', { allowed: () => false });
    assert.deepEqual(plan.problems, []);
    const isRefusal = (error: unknown) =>
      error instanceof ProblemError && error.problems[0]?.code === 'check.javascript-not-allowed';
    await assert.rejects(engine.evaluate(plan), isRefusal);
    await assert.rejects(at.engine.evaluate(plan), isRefusal);
    assert.equal(server.requests.length, 0);
  });

  it('does not run what was allowed when it began and is not any more', async () => {
    let allowed = true;
    const { engine, scripts, plan } = await open('"true"', { allowed: () => allowed });
    server.answer(() => {
      allowed = false;
      return { text: 'ok' };
    });
    const { cases } = await engine.evaluate(plan);
    const codes = cases.flatMap(({ samples }) => samples.flatMap(({ checks }) => checks.map(({ code }) => code)));
    assert.deepEqual(codes, Array(3).fill('check.javascript-not-here'));
    await scripts.close();
  });

  it('is cancelled at once, whatever a function does', async () => {
    const { engine, scripts, plan } = await open("'for (;;);'");
    const stop = new AbortController();
    const run = await engine.evaluate(plan, {
      signal: stop.signal,
      onEvent: ({ type }) => type === 'output' && setImmediate(() => stop.abort()),
    });
    assert.equal(run.outcome?.kind, 'cancelled');
    assert.equal(run.summary?.cancelled, 3);
    await scripts.close();
  });
});
