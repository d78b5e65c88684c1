import assert from 'node:assert/strict';
import type { Run } from '../../../src/engine/evaluate/run';
import type { Judgement } from '../../../src/engine/judge/score';
import { type ChatBody, type ModelServer, startModelServer } from '../../support/modelServer';
import { caseNamed, PROMPT, type TestWorkspace, testWorkspace } from './testWorkspace';

/** What was sent to judges, in the order of arrival. */
function judgeCalls(server: ModelServer): ChatBody[] {
  return server.chats.map(({ body }) => body).filter(({ model }) => model.startsWith('judge'));
}

/** All of a request's text. */
function textOf({ messages }: ChatBody): string {
  return messages.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content))).join('\n');
}

function only(run: Run, id = 'one'): Judgement {
  const [judgement] = caseNamed(run, id).samples[0]?.judges ?? [];
  assert.ok(judgement);
  return judgement;
}

const score = (value: number | string) => ({ text: JSON.stringify({ reason: `because ${value}`, score: value }) });
const ANSWER = { text: 'an answer' };

describe('judging a pair in a run', () => {
  let server: ModelServer;
  let workspace: TestWorkspace;

  beforeEach(async () => {
    server = await startModelServer();
  });

  afterEach(async () => {
    await workspace.dispose();
    await server.close();
  });

  /** One case with a judge as the test set writes it. */
  const open = async (judge: string, ofCase = 'expected: as expected') => {
    const indented = judge.trim().split('\n').join('\n    ');
    const tests = `judges:\n  - ${indented}\ncases:\n  - id: one\n    input: { question: 什麼是 RAG？ }\n    ${ofCase}\n`;
    workspace = await testWorkspace(server.url, { 'answer.prompt': PROMPT, 'answer.test.yaml': tests });
  };

  const isFirst = (body: ChatBody) => textOf(body).indexOf('an answer') < textOf(body).indexOf('as expected');
  const run = async (verdict: (body: ChatBody) => string) => {
    await open('judge: pairwise\nmodel: test/judge');
    server.answer(({ body }) => (body.model === 'judge' ? score(verdict(body)) : ANSWER));
    return workspace.run();
  };

  it('asks in both orders, and the better answer wins in both', async () => {
    const judgement = only(await run((body) => (isFirst(body) ? 'A' : 'B')));
    assert.equal(judgeCalls(server).length, 2);
    assert.deepEqual(
      judgeCalls(server)
        .map((body) => isFirst(body))
        .sort(),
      [false, true],
    );
    assert.deepEqual([judgement.score, judgement.label, judgement.passed], [1, 'win', true]);
    assert.deepEqual(
      judgement.readings?.map(({ order, score: each, label }) => [order, each, label]),
      [
        ['output-first', 1, 'win'],
        ['output-second', 1, 'win'],
      ],
    );
  });

  it('makes a tie of a judge that follows the position', async () => {
    const judgement = only(await run(() => 'A'));
    assert.deepEqual([judgement.score, judgement.label, judgement.passed], [0.5, 'tie', true]);
    assert.deepEqual(
      judgement.readings?.map(({ label }) => label),
      ['win', 'loss'],
    );
  });

  it('loses in both', async () => {
    const judgement = only(await run((body) => (isFirst(body) ? 'B' : 'A')));
    assert.deepEqual([judgement.score, judgement.label, judgement.passed], [0, 'loss', false]);
  });
});
