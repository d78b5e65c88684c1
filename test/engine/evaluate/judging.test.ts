import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../../../src/engine/evaluate/run';
import type { Judgement } from '../../../src/engine/judge/score';
import { labelLine } from '../../support/labelLine';
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

describe('judging in a run', () => {
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

  describe('by a panel', () => {
    const panel = (more = '') =>
      `judge: correctness\nmodels: [test/judge-a, test/judge-b, test/judge-c]\nrepeat: 2\n${more}`;
    /** judge-a gives 1 and 2, judge-b 4 and 4, judge-c 5 and 5. */
    const answer = () => {
      const given: Record<string, number[]> = { 'judge-a': [1, 2], 'judge-b': [4, 4], 'judge-c': [5, 5] };
      server.answer(({ body }) => {
        const next = given[body.model]?.shift();
        return next === undefined ? ANSWER : score(next);
      });
    };

    for (const [how, expected] of [
      ['mean', 3.5],
      ['median', 4],
      ['majority', 4],
    ] as const) {
      it(`asks each model as often as it is told to, and takes the ${how}`, async () => {
        await open(panel(`aggregate: ${how}`));
        answer();
        const judgement = only(await workspace.run());
        assert.equal(judgement.score, expected);
        const models = judgeCalls(server).map(({ model }) => model);
        assert.deepEqual(models.sort(), ['judge-a', 'judge-a', 'judge-b', 'judge-b', 'judge-c', 'judge-c']);
      });
    }

    it('records every reading, their spread, and the reason nearest to the score', async () => {
      await open(panel());
      answer();
      const run = await workspace.run();
      const { readings, spread, reason, model, label } = only(run);
      assert.deepEqual(readings?.map(({ model: of }) => of).sort(), [
        'test/judge-a',
        'test/judge-a',
        'test/judge-b',
        'test/judge-b',
        'test/judge-c',
        'test/judge-c',
      ]);
      assert.deepEqual(readings?.map(({ score: each }) => each).sort(), [1, 2, 4, 4, 5, 5]);
      assert.ok(Math.abs((spread ?? 0) - Math.sqrt(13.5 / 5)) < 1e-12, `${spread}`);
      assert.equal(reason, 'because 4');
      assert.equal(model, 'test/judge-a + test/judge-b + test/judge-c');
      assert.equal(label, undefined);
      assert.equal(run.header.judges[0]?.calls, 6);
    });

    it('has no score where one model fails, and says what failed', async () => {
      await open(panel());
      server.answer(({ body }) => {
        if (body.model === 'judge-b') return { status: 404, error: { message: 'no such judge' } };
        return body.model === 'model-a' ? ANSWER : score(5);
      });
      const run = await workspace.run();
      const judgement = only(run);
      assert.deepEqual([judgement.score, judgement.passed, caseNamed(run, 'one').status], [null, null, 'error']);
      assert.match(judgement.error?.message ?? '', /no such judge/);
      assert.equal(judgement.readings?.filter(({ score: each }) => each === 5).length, 4);
    });

    it('asks again of none of them where nothing has changed', async () => {
      await open(panel());
      answer();
      const first = only(await workspace.run());
      const calls = judgeCalls(server).length;
      const again = only(await workspace.run());
      assert.equal(judgeCalls(server).length, calls);
      assert.deepEqual([again.score, again.cached, again.readings?.length], [first.score, true, 6]);
    });
  });

  it('sends the temperature that the test set names', async () => {
    await open('judge: correctness\nmodel: test/judge\ntemperature: 0.7');
    server.answer(({ body }) => (body.model === 'judge' ? score(4) : ANSWER));
    await workspace.run();
    assert.deepEqual(
      judgeCalls(server).map(({ temperature }) => temperature),
      [0.7],
    );
  });

  describe('by a formula', () => {
    const CLAIMS = {
      claims: [
        { claim: 'RAG retrieves', reason: 'passage 1', supported: true },
        { claim: 'RAG was invented in 1950', reason: 'in no passage', supported: false },
      ],
    };

    it('computes the score from claims, and records each', async () => {
      await open('judge: faithfulness\nmodel: test/judge', 'context: [RAG retrieves first.]');
      server.answer(({ body }) => (body.model === 'judge' ? { text: JSON.stringify(CLAIMS) } : ANSWER));
      const judgement = only(await workspace.run());
      assert.deepEqual([judgement.score, judgement.min, judgement.max, judgement.passed], [0.5, 0, 1, false]);
      assert.deepEqual(judgement.evidence, [
        { kind: 'claim', text: 'RAG retrieves', holds: true, reason: 'passage 1' },
        { kind: 'claim', text: 'RAG was invented in 1950', holds: false, reason: 'in no passage' },
      ]);
      assert.match(textOf(judgeCalls(server)[0] as ChatBody), /<passage 1 \w+>\n"RAG retrieves first\."\n/);
    });

    it('asks once more where the reply has another shape, and is then a judge error', async () => {
      await open('judge: faithfulness\nmodel: test/judge', 'context: [c]');
      server.answer(({ body }) => (body.model === 'judge' ? score(5) : ANSWER));
      const judgement = only(await workspace.run());
      assert.equal(judgeCalls(server).length, 2);
      assert.deepEqual([judgement.score, judgement.error?.kind], [null, 'no-verdict']);
    });

    it('rates contexts twice and takes the mean', async () => {
      await open('judge: context-relevance\nmodel: test/judge', 'context: [c]');
      const given = [2, 1];
      server.answer(({ body }) => (body.model === 'judge' ? score(given.shift() ?? 0) : ANSWER));
      const judgement = only(await workspace.run());
      assert.deepEqual([judgement.score, judgement.normalized, judgement.readings?.length], [1.5, 0.75, 2]);
    });
  });

  describe('where there is nothing to judge', () => {
    for (const [output, unasked] of [
      ['\u200b \n', 'empty'],
      ['Thought process:', 'opener'],
      ['好的，答案如下：', 'opener'],
    ] as const) {
      it(`asks no judge about ${JSON.stringify(output)}`, async () => {
        await open('judge: correctness\nmodel: test/judge');
        server.answer(({ body }) => (body.model === 'judge' ? score(5) : { text: output }));
        const judgement = only(await workspace.run());
        assert.equal(judgeCalls(server).length, 0);
        assert.deepEqual([judgement.score, judgement.passed, judgement.unasked], [1, false, unasked]);
      });
    }

    it('finds nothing toxic in it either', async () => {
      await open('judge: toxicity\nmodel: test/judge');
      server.answer({ text: '' });
      const judgement = only(await workspace.run());
      assert.equal(judgeCalls(server).length, 0);
      assert.deepEqual([judgement.score, judgement.passed, judgement.unasked], [5, true, 'empty']);
    });

    it('still asks a judge of what was retrieved', async () => {
      await open('judge: context-relevance\nmodel: test/judge', 'context: [c]');
      server.answer(({ body }) => (body.model === 'judge' ? score(2) : { text: '' }));
      const judgement = only(await workspace.run());
      assert.equal(judgeCalls(server).length, 2);
      assert.equal(judgement.score, 2);
    });
  });

  it('shows judged examples, between the same marks as the output', async () => {
    await open(
      'judge: correctness\nmodel: test/judge\nexamples:\n  - output: an example that people judged\n    score: 2\n    reason: 太短',
    );
    server.answer(({ body }) => (body.model === 'judge' ? score(4) : ANSWER));
    await workspace.run();
    const text = textOf(judgeCalls(server)[0] as ChatBody);
    const boundary = /<examples (\w+)>/.exec(text)?.[1];
    assert.match(text, /"output":"an example that people judged","reason":"太短","score":2/);
    assert.ok(text.includes(`<output ${boundary}>`));
  });

  it('never shows a case the example that was made of it', async () => {
    await open('judge: ./own.prompt\nmodel: test/judge');
    await workspace.write({
      'own.prompt':
        '---\nassay.examples:\n  - { caseId: one, output: of this case, score: 2 }\n  - { caseId: two, output: of another, score: 4 }\n---\n{{examples}} {{output}}',
    });
    server.answer(({ body }) => (body.model === 'judge' ? score(4) : ANSWER));
    await workspace.run();
    const text = textOf(judgeCalls(server)[0] as ChatBody);
    assert.match(text, /of another/);
    assert.doesNotMatch(text, /of this case/);
  });

  it('takes examples from what people said of the prompt’s outputs, and none for the case itself', async () => {
    await open('judge: correctness\nmodel: test/judge\nexamples: { labels: 2 }');
    const said = (caseId: string, score: number, note: string) =>
      labelLine({ prompt: 'answer.prompt', caseId, judge: 'correctness', score, note, output: `said of ${caseId}` });
    await workspace.write({
      '.assay/labels/answer--ada.jsonl': `${said('one', 1, 'of itself')}\n${said('other', 4, '很好')}\n`,
    });
    server.answer(({ body }) => (body.model === 'judge' ? score(4) : ANSWER));
    await workspace.run();
    const text = textOf(judgeCalls(server)[0] as ChatBody);
    assert.match(text, /"output":"said of other","reason":"很好","score":4/);
    assert.doesNotMatch(text, /of itself/);
  });

  it('says so where nobody has said anything to take examples from, and judges without', async () => {
    await open('judge: correctness\nmodel: test/judge\nexamples: { labels: 2 }');
    const { problems } = await workspace.plan();
    assert.deepEqual(
      problems.map(({ code, severity }) => [code, severity]),
      [['judge.no-labelled-examples', 'warning']],
    );
    server.answer(({ body }) => (body.model === 'judge' ? score(4) : ANSWER));
    assert.equal(only(await workspace.run()).score, 4);
  });

  it('sends a criterion, and the rubric in the language that the test set names', async () => {
    await open('rubric: 舉出至少一個具體的例子。\nname: 例子\nlanguage: zh-TW\nmodel: test/judge');
    const steps = { steps: ['有沒有例子？'], reason: '沒有例子', score: 1 };
    server.answer(({ body }) => (body.model === 'judge' ? { text: JSON.stringify(steps) } : ANSWER));
    const judgement = only(await workspace.run());
    const text = textOf(judgeCalls(server)[0] as ChatBody);
    assert.match(text, /舉出至少一個具體的例子。/);
    assert.match(text, /您只依一項標準評一份答案/);
    assert.doesNotMatch(text, /You judge|Everything in that string/);
    assert.deepEqual([judgement.judge, judgement.score, judgement.reason], ['例子', 1, '沒有例子']);
  });

  it('puts the rubric on the scale that the test set names', async () => {
    await open('judge: relevance\nscale: 1-10\nthreshold: 6\nmodel: test/judge');
    server.answer(({ body }) => (body.model === 'judge' ? score(7) : ANSWER));
    const judgement = only(await workspace.run());
    assert.deepEqual([judgement.score, judgement.max, judgement.passed], [7, 10, true]);
    assert.match(textOf(judgeCalls(server)[0] as ChatBody), /^9–10 - /m);
    const schema = JSON.stringify(judgeCalls(server)[0]?.response_format);
    assert.match(schema, /"minimum":1,"maximum":10/);
  });

  it('writes readings, evidence and what was not asked into the journal', async () => {
    await open('judge: correctness\nmodels: [test/judge-a, test/judge-b]');
    server.answer(({ body }) => (body.model.startsWith('judge') ? score(3) : ANSWER));
    await workspace.run();
    const [journal] = (await workspace.list('.assay/runs')).filter((name) => name.endsWith('.jsonl'));
    const text = readFileSync(join(workspace.folder, journal ?? ''), 'utf8');
    assert.match(text, /"readings":\[\{"model":"test\/judge-a","score":3/);
  });
});
