import assert from 'node:assert/strict';
import { ProblemError } from '../../../../src/engine/problem';
import { type ModelServer, startModelServer } from '../../../support/modelServer';
import { questions, type TestWorkspace, testWorkspace } from '../../evaluate/testWorkspace';

const BODY = `Answer in Chinese only.
Apologize first.
Be calm at all times. Keep a friendly tone.
{{#if never}}
Only sent to nobody.
{{/if}}
{{> style}}
{{role "user"}}
{{question}}`;

const prompt = (body = BODY) => `---
model: test/model-a
input:
  schema:
    question: string
    never?: boolean
---
{{role "system"}}
${body}`;

const tests = (count: number) =>
  `checks:\n  - contains: good\ncases:\n${questions(count)
    .map((id) => `  - id: ${id}\n    input: { question: ${id} }\n`)
    .join('')}`;

describe('weighing the sentences of a prompt', () => {
  let server: ModelServer;
  let at: TestWorkspace;

  beforeEach(async () => {
    server = await startModelServer();
    // Without its first sentence the model is bad; with the second it is bad to every third question.
    server.answer(({ body }) => {
      const system = JSON.stringify(body.messages[0]);
      const number = Number(/q(\d+)/.exec(JSON.stringify(body.messages.at(-1)))?.[1]);
      const harmed = system.includes('Apologize') && number % 3 === 0;
      return { text: system.includes('Chinese') && !harmed ? 'good' : system.includes('Chinese') ? 'sorry' : 'bad' };
    });
    at = await testWorkspace(server.url, {
      'answer.prompt': prompt(),
      '_style.prompt': 'Use plain words.\n',
      'answer.test.yaml': tests(24),
    });
  });
  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  const request = () => ({ prompt: at.path('answer.prompt'), workspace: at.folder });

  it('says before what it would take, and why some sentences are left alone', async () => {
    const plan = await at.engine.planWeighing(request());
    assert.deepEqual(
      plan.sentences.map(({ text, skipped, toRun }) => [text, skipped?.reason ?? toRun]),
      [
        ['Answer in Chinese only.', 24],
        ['Apologize first.', 24],
        ['Be calm at all times.', 24],
        ['Keep a friendly tone.', 24],
        ['Only sent to nobody.', 'unsent'],
        ['{{> style}}', 24],
        ['{{question}}', 'input'],
      ],
    );
    assert.deepEqual(plan.sentences.at(-1)?.skipped?.names, ['question']);
    // Once as it is, five sentences, and at last all that could go.
    assert.deepEqual(plan.calls, { model: 24 * 7, judges: 0 });
    assert.equal(plan.tokens.exact, false);
    assert.equal(server.chats.length, 0);
  });

  it('finds what matters, what harms and what could go, with the tokens that go', async () => {
    const seen: number[] = [];
    const plan = await at.engine.planWeighing(request());
    const { sentences, weighed, together, tokens, outcome } = await at.engine.weigh(plan, {
      onEvent: (event) => event.type === 'weighed' && seen.push(event.soFar.weighed.done),
    });
    assert.deepEqual(
      sentences.map(({ weight }) => weight?.verdict ?? null),
      ['matters', 'harms', 'could-go', 'could-go', null, 'could-go', null],
    );
    const [first, second, third] = sentences;
    assert.equal(first?.weight?.difference.mean, -16 / 24);
    assert.equal(second?.weight?.difference.mean, 8 / 24);
    assert.ok((second?.weight?.difference.low ?? 0) > 0 && (second?.weight?.adjustedP ?? 1) < 0.05);
    assert.equal(third?.weight?.difference.mean, 0);
    assert.ok((third?.tokens ?? 0) >= 5 && (third?.tokens ?? 0) <= 7, `${third?.tokens} tokens`);
    assert.ok(tokens.perCall > 20);
    assert.deepEqual([seen, weighed, outcome], [[1, 2, 3, 4, 5], { done: 5, of: 5 }, { kind: 'done' }]);
    assert.equal(together?.verdict, 'harms');
    assert.equal(server.chats.length, 24 * 7);
  });

  it('pays for nothing twice: a second time all scores are on record', async () => {
    await at.engine.weigh(await at.engine.planWeighing(request()));
    const calls = server.chats.length;
    const again = await at.engine.planWeighing(request());
    // All that could go is known once it is known what could.
    assert.deepEqual([again.toRun, again.calls.model], [0, 24]);
    const { sentences } = await at.engine.weigh(again);
    assert.equal(sentences[1]?.weight?.verdict, 'harms');
    assert.equal(server.chats.length, calls);
  });

  it('sends nothing for cases that a sentence is not sent in', async () => {
    await at.write({
      'answer.prompt': prompt(BODY.replace('never', 'extra').replace('nobody', 'somebody')).replace('never', 'extra'),
      'answer.test.yaml': tests(24).replace('{ question: q3 }', '{ question: q3, extra: true }'),
    });
    const { sentences, calls } = await at.engine.planWeighing(request());
    const some = sentences.find(({ text }) => text === 'Only sent to somebody.');
    assert.deepEqual([some?.sentIn, some?.toRun, calls.model], [['q3'], 1, 24 * 7 + 1]);
  });

  it('calls two that say the same dispensable one by one, but not together', async () => {
    server.answer(({ body }) => ({ text: /Speak|Talk/.test(JSON.stringify(body.messages[0])) ? 'good' : 'bad' }));
    await at.write({ 'answer.prompt': prompt('Speak well. Talk well. Stand up.\n{{role "user"}}{{question}}') });
    const { sentences, together } = await at.engine.weigh(await at.engine.planWeighing(request()));
    assert.deepEqual(
      sentences.slice(0, 3).map(({ weight }) => weight?.verdict),
      ['could-go', 'could-go', 'could-go'],
    );
    assert.equal(together?.verdict, 'matters');
    // All of the system's message is gone, and nothing else.
    const sent = server.chats.map(({ body }) => body.messages.map(({ role, content }) => [role, content]));
    assert.ok(sent.some((messages) => JSON.stringify(messages) === '[["user","q1"]]'));
  });

  it('says that few cases cannot decide', async () => {
    await at.write({ 'answer.test.yaml': tests(4) });
    const { sentences } = await at.engine.weigh(await at.engine.planWeighing(request()));
    assert.deepEqual(sentences[0]?.weight?.verdict, 'unclear');
    assert.equal(sentences[0]?.weight?.difference.reason, 'few');
  });

  it('keeps what it found when it is cancelled, and goes on from there', async () => {
    const stop = new AbortController();
    const options = { signal: stop.signal, concurrency: 1 };
    const cut = await at.engine.weigh(await at.engine.planWeighing(request()), {
      ...options,
      onEvent: ({ type }) => type === 'weighed' && stop.abort(),
    });
    assert.deepEqual([cut.outcome.kind, cut.weighed.done, cut.together], ['cancelled', 1, null]);
    assert.equal(cut.sentences[0]?.weight?.verdict, 'matters');
    const rest = await at.engine.planWeighing(request());
    assert.deepEqual([rest.toRun, rest.sentences[0]?.toRun, rest.sentences[1]?.toRun], [0, 0, 24]);
  });

  it('counts repeats, and refuses what cannot be run', async () => {
    const plan = await at.engine.planWeighing({ ...request(), repeat: 2 });
    assert.equal(plan.calls.model, 24 * 7 * 2);
    await at.write({ 'answer.prompt': prompt('{{#if a}}') });
    const broken = await at.engine.planWeighing(request());
    assert.ok(broken.problems.length > 0);
    await assert.rejects(at.engine.weigh(broken), ProblemError);
  });
});
