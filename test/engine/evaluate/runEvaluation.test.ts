import assert from 'node:assert/strict';
import type { RunEvent } from '../../../src/engine/evaluate/run';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import {
  caseNamed,
  eventLine,
  JUDGE,
  lastText,
  PROMPT,
  questions,
  type TestWorkspace,
  testSet,
  testWorkspace,
} from './testWorkspace';

describe('a run', () => {
  let server: ModelServer;
  let workspace: TestWorkspace;

  beforeEach(async () => {
    server = await startModelServer();
  });

  afterEach(async () => {
    await workspace.dispose();
    await server.close();
  });

  const open = async (tests: string, files: Record<string, string> = {}) => {
    workspace = await testWorkspace(server.url, { 'answer.prompt': PROMPT, 'answer.test.yaml': tests, ...files });
  };

  it('passes and fails cases by their checks', async () => {
    await open(testSet(['檢索', 'drift'], 'checks:\n  - contains: 檢索\n'));
    server.answer(({ body }) => ({ text: `關於${lastText(body)}` }));
    const run = await workspace.run();
    assert.deepEqual(
      run.cases.map(({ id, status, score }) => [id, status, score]),
      [
        ['檢索', 'passed', 1],
        ['drift', 'failed', 0],
      ],
    );
    assert.deepEqual(run.outcome, { kind: 'done' });
    assert.deepEqual([run.summary?.passed, run.summary?.failed, run.summary?.score], [1, 1, 0.5]);
  });

  it('judges an output as soon as it is there, while others are still being written', async () => {
    await open(testSet(['fast', 'slow'], 'judges:\n  - ./judge.prompt\n'), { 'judge.prompt': JUDGE });
    let releaseSlow = () => {};
    const slow = new Promise<void>((resolve) => {
      releaseSlow = resolve;
    });
    server.answer(async ({ body }) => {
      if (body.model === 'judge') return { text: 'Score: 4\nReason: good' };
      if (lastText(body) === 'slow') await slow;
      return { text: `about ${lastText(body)}` };
    });
    const lines: string[] = [];
    const run = await workspace.run({
      onEvent: (event) => {
        lines.push(eventLine(event));
        if (event.type === 'case-finished' && event.result.id === 'fast') releaseSlow();
      },
    });
    assert.ok(lines.indexOf('fast case passed 1/2') < lines.indexOf('slow output about slow'), lines.join('\n'));
    assert.equal(caseNamed(run, 'fast').score, 0.75);
    assert.equal(caseNamed(run, 'fast').samples[0]?.judges[0]?.reason, 'good');
  });

  it('tells what happens in order', async () => {
    await open(testSet(['q1']));
    server.answer({ pieces: ['an ', 'answer'] });
    const lines: string[] = [];
    await workspace.run({ onEvent: (event: RunEvent) => lines.push(eventLine(event)) });
    assert.deepEqual(lines, [
      'run of 1',
      'q1 started',
      'q1 delta an ',
      'q1 delta answer',
      'q1 output an answer',
      'q1 passed',
      'q1 case passed 1/1',
      'run done',
    ]);
  });

  it('makes no more calls at once than it is told to, judges included', async () => {
    await open(testSet(questions(12), 'judges:\n  - ./judge.prompt\n'), { 'judge.prompt': JUDGE });
    server.answer(({ body }) => ({ text: body.model === 'judge' ? 'Score: 5' : 'ok', latencyMs: 5 }));
    const run = await workspace.run({ concurrency: 3 });
    assert.equal(run.summary?.passed, 12);
    assert.equal(server.chats.length, 24);
    assert.equal(server.maxInFlight, 3);
  });

  it('calls as often as it is told to, and averages the repeats', async () => {
    await open(testSet(['q1'], 'checks:\n  - contains: good\n'));
    server.answer((_request, index) => ({ text: index === 0 ? 'good' : 'bad' }));
    const run = await workspace.run({}, { repeat: 4 });
    const [only] = run.cases;
    assert.equal(server.chats.length, 4);
    assert.deepEqual([only?.score, only?.status, only?.samples.length], [0.25, 'failed', 4]);
  });

  it('sends what the prompt says: model, messages, settings, key', async () => {
    const prompt = PROMPT.replace('model: test/model-a', 'model: test/org/model-a\nconfig:\n  temperature: 0.5');
    await open(testSet(['q1']), { 'answer.prompt': `${prompt}\n{{role "system"}}Be short.` });
    await workspace.run();
    const { body, headers } = server.chats[0] as (typeof server.chats)[0];
    assert.equal(body.model, 'org/model-a');
    assert.equal(body.temperature, 0.5);
    assert.deepEqual(
      body.messages.map(({ role }) => role),
      ['user', 'system'],
    );
    assert.match(headers.authorization ?? '', /^Bearer sk-test-/);
  });

  it('keeps a provider’s failure apart from scores, in the server’s own words', async () => {
    await open(testSet(['good', 'bad'], 'checks:\n  - contains: ok\n'));
    server.answer(({ body }) =>
      lastText(body) === 'bad' ? { status: 404, error: { message: 'The model `model-a` does not exist' } } : {},
    );
    const run = await workspace.run();
    const bad = caseNamed(run, 'bad');
    assert.deepEqual([bad.status, bad.score, bad.samples[0]?.error?.kind], ['error', null, 'not-found']);
    assert.match(bad.samples[0]?.error?.message ?? '', /The model `model-a` does not exist/);
    assert.deepEqual([run.summary?.errors, run.summary?.score, run.summary?.passed], [1, 1, 1]);
    assert.deepEqual(run.outcome, { kind: 'done' });
  });

  for (const [name, status, code, kind] of [
    ['a bad key', 401, 'invalid_api_key', 'auth'],
    ['a used-up quota', 429, 'insufficient_quota', 'quota'],
  ] as const) {
    it(`stops at the first answer for ${name}: one call, the rest is not run`, async () => {
      await open(testSet(questions(30)));
      server.answer({ status, error: { message: 'Go away', code } });
      const run = await workspace.run({ concurrency: 10 });
      assert.equal(server.chats.length, 1);
      assert.equal(run.outcome?.kind, 'stopped');
      assert.equal(run.outcome?.kind === 'stopped' && run.outcome.error.kind, kind);
      assert.deepEqual([run.summary?.errors, run.summary?.cancelled], [1, 29]);
    });
  }

  it('stops when a judge’s key is bad, and says which judge', async () => {
    await open(testSet(questions(5), 'judges:\n  - ./judge.prompt\n'), { 'judge.prompt': JUDGE });
    server.answer(({ body }) =>
      body.model === 'judge' ? { status: 401, error: { message: 'no', code: 'invalid_api_key' } } : {},
    );
    const run = await workspace.run({ concurrency: 1 });
    assert.equal(run.outcome?.kind, 'stopped');
    assert.equal(caseNamed(run, 'q1').status, 'error');
    assert.equal(caseNamed(run, 'q1').samples[0]?.judges[0]?.error?.kind, 'auth');
    assert.equal(server.chats.length, 2);
  });

  it('asks a judge without a verdict once more; then it is an error, and no score', async () => {
    await open(testSet(['q1', 'q2'], 'judges:\n  - ./judge.prompt\n'), { 'judge.prompt': JUDGE });
    const asked: Record<string, number> = {};
    server.answer(({ body }) => {
      if (body.model !== 'judge') return { text: `answer ${lastText(body)}` };
      const id = /answer (q\d)/.exec(lastText(body))?.[1] ?? '';
      asked[id] = (asked[id] ?? 0) + 1;
      return { text: id === 'q1' && asked[id] === 2 ? 'Score: 5\nReason: yes' : 'I would rather not say.' };
    });
    const run = await workspace.run();
    assert.deepEqual(asked, { q1: 2, q2: 2 });
    assert.deepEqual([caseNamed(run, 'q1').status, caseNamed(run, 'q1').score], ['passed', 1]);
    const second = caseNamed(run, 'q2');
    assert.deepEqual([second.status, second.score], ['error', null]);
    assert.deepEqual(second.samples[0]?.judges[0]?.error, { kind: 'no-verdict', message: 'I would rather not say.' });
    assert.equal(run.summary?.score, 1);
  });

  it('flags an answer that was cut off', async () => {
    await open(testSet(['q1']));
    server.answer({ finishReason: 'length' });
    const run = await workspace.run();
    assert.equal(run.cases[0]?.samples[0]?.finishReason, 'length');
  });

  it('does not take a refusal for an answer', async () => {
    await open(testSet(['q1']));
    server.answer({ refusal: 'I cannot help with that.' });
    const run = await workspace.run();
    assert.deepEqual([run.cases[0]?.status, run.cases[0]?.samples[0]?.finishReason], ['failed', 'refusal']);
  });

  it('lets checks see the tool calls of an answer without text', async () => {
    await open(testSet(['q1'], 'checks:\n  - contains: 檢索\n  - json\n'));
    server.answer({ toolCalls: [{ id: 'c1', name: 'search', arguments: '{"query":"檢索"}' }] });
    const run = await workspace.run();
    assert.equal(run.cases[0]?.status, 'passed');
    assert.equal(run.cases[0]?.samples[0]?.output, '[{"name":"search","arguments":{"query":"檢索"}}]');
    assert.equal(run.cases[0]?.samples[0]?.toolCalls?.[0]?.name, 'search');
  });

  it('checks structured output against the prompt’s own schema, unasked', async () => {
    const prompt = `---
model: test/model-a
input:
  schema: { question: string }
output:
  schema: { answer: string }
---
{{question}}`;
    await open(testSet(['good', 'bad']), { 'answer.prompt': prompt });
    server.answer(({ body }) => ({ text: lastText(body).includes('good') ? '{"answer":"yes"}' : '{"other":1}' }));
    const run = await workspace.run();
    assert.deepEqual(
      run.cases.map(({ status }) => status),
      ['passed', 'failed'],
    );
  });

  it('counts tokens of prompt and judges, and times', async () => {
    await open(testSet(['q1'], 'judges:\n  - ./judge.prompt\n'), { 'judge.prompt': JUDGE });
    server.answer(({ body }) =>
      body.model === 'judge'
        ? { text: 'Score: 5', usage: { prompt_tokens: 30, completion_tokens: 3, total_tokens: 33 } }
        : { usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } },
    );
    const { summary } = await workspace.run();
    assert.deepEqual(summary?.tokens, { input: 10, output: 5, cachedInput: 0, reasoning: 0, judges: 33 });
    assert.ok((summary?.latencyMs?.p50 ?? -1) > 0);
    assert.ok((summary?.ttftMs?.p50 ?? -1) > 0);
    assert.ok((summary?.durationMs ?? 0) >= (summary?.latencyMs?.p50 ?? 0));
  });

  it('does not know the cost where the endpoint tells no tokens', async () => {
    await open(testSet(['q1']), { 'answer.prompt': PROMPT });
    server.answer({ usage: 'missing' });
    const { summary } = await workspace.run();
    assert.equal(summary?.tokens, null);
  });

  it('takes the key out of whatever the server says', async () => {
    await open(testSet(['q1', 'q2']));
    const told: string[] = [];
    server.answer(({ body, headers }) => {
      const key = (headers.authorization ?? '').replace('Bearer ', '');
      told.push(key);
      return lastText(body) === 'q1'
        ? { text: `your key is ${key}` }
        : { status: 400, error: { message: `bad ${key}` } };
    });
    const run = await workspace.run();
    const key = told[0] as string;
    assert.ok(key.length > 10);
    assert.equal(JSON.stringify(run).includes(key), false);
    assert.equal(caseNamed(run, 'q1').samples[0]?.output, 'your key is [key]');
    for (const file of await workspace.list('.assay')) {
      assert.equal((await workspace.read(file)).includes(key), false, file);
    }
  });

  it('refuses a redirect to another origin', async () => {
    const other = await startModelServer();
    await open(testSet(['q1']));
    server.answer({ fault: 'redirect', headers: { location: `${other.url}/chat/completions` } });
    const run = await workspace.run();
    assert.equal(run.cases[0]?.samples[0]?.error?.kind, 'redirect');
    assert.equal(other.requests.length, 0);
    await other.close();
  });

  it('runs without any model server on the built-in baseline', async () => {
    await open(
      testSet(['檢索'], 'judges:\n  - judge: correctness\n    model: baseline/overlap\n').replace(
        '}\n',
        '}\n    expected: 檢索\n',
      ),
    );
    const run = await workspace.run({}, { model: 'baseline/extractive' });
    assert.equal(run.cases[0]?.samples[0]?.error, undefined);
    assert.notEqual(run.cases[0]?.score, null);
    assert.equal(server.requests.length, 0);
  });
});
