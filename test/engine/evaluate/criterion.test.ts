import assert from 'node:assert/strict';
import { planComparison } from '../../../src/engine/compare/planComparison';
import { runComparison } from '../../../src/engine/compare/runComparison';
import { textReport } from '../../../src/engine/report/textReport';
import { say } from '../../../src/wording';
import { type ChatBody, type ModelServer, startModelServer } from '../../support/modelServer';
import { caseNamed, PROMPT, type TestWorkspace, testWorkspace } from './testWorkspace';

/** A judge that cannot do without a criterion. */
const ONE = `---
model: test/judge
assay.scale: 1-5
---
Criterion: {{criterion}}
Answer: {{output}}`;

/** A judge that can. */
const EITHER = `---
model: test/judge
assay.scale: 1-5
---
{{#if criterion}}Criterion: {{criterion}}{{else}}As usual{{/if}}
Answer: {{output}}`;

/** A judge that reads none. */
const PLAIN = `---
model: test/plain
---
Answer: {{output}}`;

const CASES = [
  'cases:',
  '  - id: one',
  '    input: { question: 什麼是 RAG？ }',
  '    criterion: 有說出年份。',
  '  - id: all',
  '    input: { question: Why? }',
  '    criterion: [Names the year., Names the place.]',
  '  - id: none',
  '    input: { question: How? }',
  '    checks: [contains: answer]',
  '',
].join('\n');

describe('a criterion of each case', () => {
  let server: ModelServer;
  let workspace: TestWorkspace;

  beforeEach(async () => {
    server = await startModelServer();
    server.answer(({ body }) => ({
      text: body.model === 'model-a' ? 'An answer in words' : '{"reason":"so","score":4}',
    }));
  });

  afterEach(async () => {
    await workspace.dispose();
    await server.close();
  });

  const open = async (files: Record<string, string>) => {
    workspace = await testWorkspace(server.url, {
      'answer.prompt': PROMPT,
      'judges/one.prompt': ONE,
      'judges/either.prompt': EITHER,
      'judges/plain.prompt': PLAIN,
      ...files,
    });
  };
  const asked = () => server.chats.filter(({ body }) => body.model === 'judge').map(({ body }) => criterionIn(body));
  const codes = async (over?: Parameters<TestWorkspace['plan']>[0]) =>
    (await workspace.plan(over)).problems.map(
      ({ code, range }) => `${range.start.line + 1}:${range.start.character + 1} ${code}`,
    );

  it('is judged by a judge that needs one; the case without is nothing to that judge', async () => {
    await open({ 'answer.test.yaml': `judges: [./judges/one.prompt, ./judges/plain.prompt]\n${CASES}` });
    const run = await workspace.run();
    assert.deepEqual(asked().sort(), [
      'Each of the following has to be met; the answer is as good as the one that it meets least:\n1. Names the year.\n2. Names the place.',
      '有說出年份。',
    ]);
    const judges = (id: string) => caseNamed(run, id).samples[0]?.judges.map(({ judge, score }) => [judge, score]);
    assert.deepEqual(judges('one'), [
      ['./judges/one.prompt', 4],
      ['./judges/plain.prompt', 4],
    ]);
    assert.deepEqual(judges('none'), [['./judges/plain.prompt', 4]]);
    assert.deepEqual(
      run.summary?.judges.map(({ judge, scored, errors }) => [judge, scored, errors]),
      [
        ['./judges/one.prompt', 2, 0],
        ['./judges/plain.prompt', 3, 0],
      ],
    );
    assert.equal(caseNamed(run, 'none').status, 'passed');
  });

  it('goes before the judge’s own, which goes for the others', async () => {
    await open({
      'answer.test.yaml': `judges:\n  - judge: ./judges/either.prompt\n    criterion: Short.\n${CASES}`,
    });
    await workspace.run();
    assert.deepEqual(
      asked()
        .map((text) => text.split('\n')[0])
        .sort(),
      [
        'Each of the following has to be met; the answer is as good as the one that it meets least:',
        'Short.',
        '有說出年份。',
      ],
    );
  });

  it('may be left out of a judge that can do without', async () => {
    await open({ 'answer.test.yaml': `judges: [./judges/either.prompt]\n${CASES}` });
    await workspace.run();
    assert.equal(server.chats.filter(({ body }) => /As usual/.test(textOf(body))).length, 1);
    assert.equal(asked().length, 3);
  });

  it('serves the built-in rubric, in its language', async () => {
    await open({
      'answer.test.yaml': `judges:\n  - judge: rubric\n    language: zh-TW\n    model: test/judge\n${CASES}`,
    });
    server.answer(({ body }) => ({
      text: body.model === 'model-a' ? 'An answer in words' : '{"steps":["a"],"reason":"so","score":4}',
    }));
    const run = await workspace.run();
    const texts = server.chats.filter(({ body }) => body.model === 'judge').map(({ body }) => textOf(body));
    assert.equal(texts.length, 2);
    assert.ok(texts.some((text) => text.includes('以下每一項都要符合') && text.includes('2. Names the place.')));
    const report = textReport.write([{ run, cases: new Map(), checks: [] }], {
      base: workspace.folder,
      say: (code, args) => say(code, args),
      color: false,
    });
    assert.match(report, /✓ one +4\/5/);
    assert.match(report, /✓ none +1\/1/, 'a case that nobody judged shows its checks');
  });

  it('of another text is asked anew, and only then', async () => {
    await open({ 'answer.test.yaml': `judges: [./judges/one.prompt, ./judges/plain.prompt]\n${CASES}` });
    await workspace.run();
    const before = server.chats.length;
    await workspace.write({
      'answer.test.yaml': `judges: [./judges/one.prompt, ./judges/plain.prompt]\n${CASES.replace('有說出年份。', '有說出地點。')}`,
    });
    await workspace.run();
    assert.deepEqual(
      server.chats.slice(before).map(({ body }) => criterionIn(body)),
      ['有說出地點。'],
    );
  });

  it('that no judge reads is refused before anything is spent', async () => {
    await open({ 'answer.test.yaml': `judges: [./judges/plain.prompt]\n${CASES}` });
    assert.deepEqual(await codes(), ['5:16 evaluate.criterion-unread']);
    const { problems } = await workspace.engine.inspectTestSet(workspace.path('answer.test.yaml'), {
      workspace: workspace.folder,
    });
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['evaluate.criterion-unread'],
    );
  });

  it('that nobody has is still missing', async () => {
    await open({ 'answer.test.yaml': `judges: [./judges/one.prompt]\ncases:\n  - input: { question: a }\n` });
    assert.deepEqual(await codes(), ['1:10 judge.no-criterion']);
  });

  it('may be had by none of the cases that are run', async () => {
    await open({ 'answer.test.yaml': `judges: [./judges/one.prompt]\n${CASES}` });
    assert.deepEqual(await codes({ filter: 'none' }), []);
    const run = await workspace.run({}, { filter: 'none' });
    assert.deepEqual(asked(), []);
    assert.deepEqual([run.summary?.passed, run.summary?.judges[0]?.mean], [1, null]);
  });

  it('excuses a case from what the judge needs beside it', async () => {
    await open({
      'judges/one.prompt': `${ONE}\nExpected: {{expected}}`,
      'answer.test.yaml': `judges: [./judges/one.prompt]\n${CASES}`,
    });
    assert.deepEqual(await codes(), ['3:9 evaluate.judge-needs-expected', '6:9 evaluate.judge-needs-expected']);
  });

  describe('in a table', () => {
    const table = 'id,question,criterion\none,什麼是 RAG？,有說出年份。\nnone,How?,\n';

    it('is what the case is judged by', async () => {
      await open({
        'answer.prompt': PROMPT.replace('input:', 'assay.judges: [./judges/one.prompt]\ninput:'),
        'answer.test.csv': table,
      });
      assert.deepEqual(await codes(), []);
      await workspace.run();
      assert.deepEqual(asked(), ['有說出年份。']);
    });

    it('is a variable where the prompt has one of that name', async () => {
      await open({
        'answer.prompt': `${PROMPT.replace('question: string', 'question: string\n    criterion: string')} {{criterion}}`,
        'answer.test.csv': table,
      });
      assert.deepEqual(await codes(), []);
      await workspace.run();
      assert.ok(server.chats.some(({ body }) => textOf(body) === '什麼是 RAG？ 有說出年份。'));
    });

    it('is refused as an unknown variable where it is neither', async () => {
      await open({ 'answer.test.jsonl': '{"question":"a","criterion":7}\n' });
      assert.deepEqual(await codes(), ['1:29 testset.unknown-variable']);
    });
  });

  it('is part of what a comparison compares: a judge counts only the cases that it judges', async () => {
    const many = Array.from(
      { length: 8 },
      (_, index) =>
        `  - id: c${index}\n    input: { question: q${index} }\n${index < 6 ? `    criterion: Names ${index}.\n` : ''}`,
    ).join('');
    await open({
      'answer.test.yaml': `judges: [./judges/one.prompt, ./judges/plain.prompt]\ncases:\n${many}`,
      'older.prompt': `${PROMPT} in short`,
    });
    const version = (name: string) => ({ files: workspace.host.files, prompt: workspace.path(name) });
    const request = {
      workspace: workspace.folder,
      before: version('older.prompt'),
      after: version('answer.prompt'),
      tests: workspace.path('answer.test.yaml'),
    };
    const plan = await planComparison(request, workspace.host, { endpoints: workspace.endpoints });
    assert.deepEqual(plan.problems, []);
    assert.ok(plan.before);
    const comparison = await runComparison(
      { ...plan, before: plan.before },
      {
        evaluate: (each, options) => workspace.engine.evaluate(each, options),
        labels: { before: 'older', after: 'newer' },
        priceOf: async () => 0,
      },
    );
    assert.deepEqual(
      comparison.judges.map(({ judge, n }) => [judge, n]),
      [
        ['./judges/one.prompt', 6],
        ['./judges/plain.prompt', 8],
      ],
    );
    assert.deepEqual(
      comparison.cases.map(({ unjudged }) => unjudged),
      [...Array(6).fill(undefined), ['./judges/one.prompt'], ['./judges/one.prompt']],
    );
  });

  it('is told apart in groups of checks too, where a case is scored by these', async () => {
    const tests = (group: string) => `cases:\n  - input: { question: a }\n    checks:\n      - ${group}\n`;
    const keyOf = async (group: string) => {
      await workspace.write({ 'answer.test.yaml': tests(group) });
      const version = { files: workspace.host.files, prompt: workspace.path('answer.prompt') };
      const request = { workspace: workspace.folder, before: version, after: version };
      const { pairs } = await planComparison(request, workspace.host, { endpoints: workspace.endpoints });
      return pairs[0]?.after;
    };
    await open({});
    const groups = ['any: [contains: a]', 'any: [contains: b]', 'all: [contains: a]', 'any: [not-contains: a]'];
    const keys = new Set<string | undefined>();
    for (const group of groups) keys.add(await keyOf(group));
    keys.add(await keyOf('any: [contains: a]\n        threshold: 1'));
    assert.equal(keys.size, groups.length + 1);
  });

  it('belongs to a case’s key, so that no score on record is taken for another criterion', async () => {
    await open({ 'answer.test.yaml': `judges: [./judges/one.prompt]\n${CASES}` });
    const keys = async () => {
      const version = { files: workspace.host.files, prompt: workspace.path('answer.prompt') };
      const request = { workspace: workspace.folder, before: version, after: version };
      const { pairs } = await planComparison(request, workspace.host, { endpoints: workspace.endpoints });
      return pairs.map(({ after }) => after);
    };
    const before = await keys();
    await workspace.write({
      'answer.test.yaml': `judges: [./judges/one.prompt]\n${CASES.replace('Names the place.', 'Names the person.')}`,
    });
    const after = await keys();
    assert.deepEqual(
      after.map((key, index) => key === before[index]),
      [true, false, true],
    );
  });
});

/** All of a request's text. */
function textOf({ messages }: ChatBody): string {
  return messages.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content))).join('\n');
}

function criterionIn(body: ChatBody): string {
  return /Criterion: ([\s\S]*?)\nAnswer: /.exec(textOf(body))?.[1] ?? '';
}
