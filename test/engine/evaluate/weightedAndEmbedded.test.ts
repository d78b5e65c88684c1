import assert from 'node:assert/strict';
import { type ModelServer, type ServedReply, startModelServer } from '../../support/modelServer';
import { caseNamed, PROMPT, type TestWorkspace, testSet, testWorkspace } from './testWorkspace';

const ln = Math.log;

/** A judge's reply in JSON, token by token, whose score might have been another one. */
function uncertain(score: number, probabilities: Record<string, number>): ServedReply['logprobs'] {
  const top = Object.entries(probabilities).map(([token, p]) => ({ token, logprob: ln(p) }));
  const sure = (token: string) => ({ token, logprob: -0.001, top_logprobs: [{ token, logprob: -0.001 }] });
  return [
    sure('{"'),
    sure('reason'),
    sure('":"has '),
    // A number in the reason is no score.
    sure('4'),
    sure(' faults","'),
    sure('score'),
    sure('":'),
    { token: String(score), logprob: ln(probabilities[String(score)] ?? 1), top_logprobs: top },
    sure('}'),
  ];
}

const JUDGE = `---
model: test/judge
output:
  format: json
  schema:
    reason: string
    score: integer
---
Judge this: {{output}}`;

describe('a judge with log-probabilities', () => {
  let server: ModelServer;
  let workspace: TestWorkspace;

  beforeEach(async () => {
    server = await startModelServer();
  });

  afterEach(async () => {
    await workspace.dispose();
    await server.close();
  });

  const open = async (judge: string, files: Record<string, string> = {}) => {
    workspace = await testWorkspace(server.url, {
      'answer.prompt': PROMPT,
      'answer.test.yaml': testSet(['q1'], `judges:\n${judge}`),
      'judge.prompt': JUDGE,
      ...files,
    });
  };
  const replies = (logprobs: ServedReply['logprobs']) => {
    server.answer(({ body }) =>
      body.model === 'judge' ? { text: '{"reason":"has 4 faults","score":4}', logprobs } : { text: 'an answer' },
    );
  };
  const judgement = async () => caseNamed(await workspace.run(), 'q1').samples[0]?.judges[0];

  it('scores by the probability-weighted mean, and says how much of the probability that is', async () => {
    await open('  - judge: ./judge.prompt\n    logprobs: true\n');
    replies(uncertain(4, { '4': 0.5, '5': 0.3, '3': 0.1, The: 0.1 }));
    const found = await judgement();
    assert.ok(Math.abs((found?.score ?? 0) - (4 * 0.5 + 5 * 0.3 + 3 * 0.1) / 0.9) < 1e-9);
    assert.ok(Math.abs((found?.mass ?? 0) - 0.9) < 1e-9);
    const asked = server.chats.find(({ body }) => body.model === 'judge')?.body;
    assert.deepEqual([asked?.logprobs, asked?.top_logprobs], [true, 20]);
  });

  it('says the same from the cache', async () => {
    await open('  - judge: ./judge.prompt\n    logprobs: true\n');
    replies(uncertain(4, { '4': 0.6, '2': 0.4 }));
    const first = await judgement();
    const calls = server.chats.length;
    const again = await judgement();
    assert.equal(server.chats.length, calls);
    assert.equal(again?.cached, true);
    assert.deepEqual([again?.score, again?.mass], [first?.score, first?.mass]);
  });

  it('is not weighted on a scale of fractions, where a 0 is the beginning of 0.9', async () => {
    const judge = JUDGE.replace('score: integer', 'score: number').replace('---\n', '---\nassay.scale: 0-1\n');
    await open('  - judge: ./judge.prompt\n    logprobs: true\n', { 'judge.prompt': judge });
    server.answer(({ body }) =>
      body.model === 'judge'
        ? { text: '{"reason":"has 4 faults","score":1}', logprobs: uncertain(1, { '1': 0.6, '0': 0.4 }) }
        : { text: 'an answer' },
    );
    const found = await judgement();
    assert.deepEqual([found?.score, found?.mass], [1, undefined]);
  });

  it('stands as it was given where the endpoint gives none, or nobody asked', async () => {
    await open('  - judge: ./judge.prompt\n    logprobs: true\n');
    replies(undefined);
    assert.deepEqual([(await judgement())?.score, (await judgement())?.mass], [4, undefined]);
    await workspace.dispose();
    await open('  - ./judge.prompt\n');
    replies(uncertain(4, { '4': 0.5, '1': 0.5 }));
    const plain = await judgement();
    assert.deepEqual([plain?.score, plain?.mass], [4, undefined]);
    assert.equal(server.chats.at(-1)?.body.logprobs, undefined);
  });

  describe('and one with embeddings', () => {
    /** Texts about retrieval point one way, all others the other way. */
    const embed = (text: string) => (/RAG|retrieval/i.test(text) ? [1, 0] : [0, 1]);
    const questions = (...texts: string[]) =>
      JSON.stringify({ questions: texts.map((question) => ({ question, noncommittal: false })) });
    const TESTS = (embedding: string) =>
      `judges:\n  - judge: answer-relevance\n    model: test/judge\n    embedding: ${embedding}\ncases:\n  - id: q1\n    input: { question: What is RAG? }\n`;

    it('computes answer relevance from the questions that the answer would answer', async () => {
      await open('', { 'answer.test.yaml': TESTS('test/embedder') });
      server.answer(({ body }) =>
        body.model === 'judge'
          ? { text: questions('What is retrieval?', 'What is the weather?') }
          : { text: 'RAG retrieves.', embed },
      );
      const found = await judgement();
      assert.equal(found?.score, 0.5);
      assert.deepEqual(
        found?.evidence?.map(({ text }) => text),
        ['What is retrieval?', 'What is the weather?'],
      );
      const embeddings = server.requests.filter(({ path }) => path.endsWith('/embeddings'));
      assert.equal(embeddings.length, 1);
      assert.equal(embeddings[0]?.body.model, 'embedder');
      await judgement();
      assert.equal(server.requests.filter(({ path }) => path.endsWith('/embeddings')).length, 1, 'from the cache');
    });

    it('works with the built-in embedding, which needs no network', async () => {
      await open('', { 'answer.test.yaml': TESTS('baseline/ngrams') });
      server.answer(({ body }) =>
        body.model === 'judge' ? { text: questions('What is RAG?') } : { text: 'RAG retrieves.' },
      );
      assert.ok(Math.abs(((await judgement())?.score ?? 0) - 1) < 1e-9, 'the same question');
      assert.ok(server.requests.every(({ path }) => !path.endsWith('/embeddings')));
    });

    it('is a judge error where the embeddings fail, and tries passing failures again', async () => {
      await open('', { 'answer.test.yaml': TESTS('test/embedder') });
      let embeddings = 0;
      server.answer(({ body, path }) => {
        if (path.endsWith('/embeddings'))
          return ++embeddings === 1 ? { status: 503 } : { status: 400, error: { message: 'no such model' } };
        return body.model === 'judge' ? { text: questions('What is RAG?') } : { text: 'RAG retrieves.' };
      });
      const found = await judgement();
      assert.equal(found?.score, null);
      assert.equal(found?.error?.kind, 'bad-request');
      assert.equal(embeddings, 2);
    });

    it('is told before anything is spent where the embedding leads nowhere', async () => {
      const codes = async (embedding: string) => {
        await open('', { 'answer.test.yaml': TESTS(embedding) });
        const { problems } = await workspace.plan();
        await workspace.dispose();
        return problems.map(({ code }) => code);
      };
      assert.deepEqual(await codes('nobody/x'), ['model.unknown-provider']);
      assert.deepEqual(await codes('baseline/overlap'), ['model.unknown-baseline']);
      await open('', { 'answer.test.yaml': TESTS('test/e').replace(/ {4}embedding.*\n/, '') });
      assert.deepEqual(
        (await workspace.plan()).problems.map(({ code }) => code),
        ['judge.no-embedding'],
      );
    });
  });
});
