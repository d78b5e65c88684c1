import assert from 'node:assert/strict';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { JUDGE, PROMPT, questions, type TestWorkspace, testSet, testWorkspace } from './testWorkspace';

describe('planning a run', () => {
  let server: ModelServer;
  let workspace: TestWorkspace;

  before(async () => {
    server = await startModelServer();
  });

  afterEach(async () => {
    assert.equal(server.requests.length, 0, 'planning calls nothing');
    await workspace.dispose();
  });

  after(() => server.close());

  const open = async (files: Record<string, string>, over: Parameters<typeof testWorkspace>[2] = {}) => {
    workspace = await testWorkspace(server.url, { 'answer.prompt': PROMPT, ...files }, over);
  };
  const codes = async (over?: Parameters<TestWorkspace['plan']>[0]) =>
    (await workspace.plan(over)).problems.map(({ code }) => code);

  it('renders every case', async () => {
    await open({ 'answer.test.yaml': testSet(['檢索', 'drift']) });
    const plan = await workspace.plan();
    assert.deepEqual(plan.problems, []);
    assert.deepEqual(
      plan.cases.map(({ rendered }) => rendered.messages[0]?.content[0]?.text),
      ['檢索', 'drift'],
    );
    assert.equal(plan.model, 'test/model-a');
  });

  it('finds everything that is wrong at once', async () => {
    const tests =
      'judges:\n  - judge: ./missing.prompt\ncases:\n  - id: a\n    input: { quesion: x }\n  - id: a\n    input: { question: y }\n';
    await open({ 'answer.prompt': PROMPT.replace('test/model-a', 'tset/model-a'), 'answer.test.yaml': tests });
    const plan = await workspace.plan();
    const found = plan.problems.map(({ code, file }) => `${file.slice(workspace.folder.length + 1)} ${code}`);
    for (const expected of [
      /^answer\.prompt model\.unknown-provider/,
      /^answer\.test\.yaml testset\.missing-variable/,
      /^answer\.test\.yaml testset\.unknown-variable/,
      /^answer\.test\.yaml testset\.duplicate-id/,
      /^answer\.test\.yaml judge\./,
    ]) {
      assert.ok(
        found.some((line) => expected.test(line)),
        `${expected} in\n${found.join('\n')}`,
      );
    }
    assert.deepEqual(plan.cases, []);
  });

  describe('how often a case is run', () => {
    const repeated = { 'answer.test.yaml': testSet(['a'], 'repeat: 5\n') };

    it('is said by the test set, over the prompt', async () => {
      await open({ ...repeated, 'answer.prompt': PROMPT.replace('---\n', '---\nassay.repeat: 3\n') });
      assert.equal((await workspace.plan()).repeat, 5);
    });

    it('is said by the prompt where the test set says nothing', async () => {
      const prompt = PROMPT.replace('---\n', '---\nassay.repeat: 3\n');
      await open({ 'answer.prompt': prompt, 'answer.test.csv': 'id,question\na,b\n' });
      assert.equal((await workspace.plan()).repeat, 3);
    });

    it('is what was asked for, over both; once where nobody says anything', async () => {
      await open(repeated);
      assert.equal((await workspace.plan({ repeat: 2 })).repeat, 2);
      await workspace.write({ 'answer.test.yaml': testSet(['a']) });
      assert.equal((await workspace.plan()).repeat, 1);
    });

    it('is a problem at its line where it is no whole number from 1 to 100', async () => {
      for (const wrong of ['0', '101', '2.5', 'often', '[3]']) {
        const frontmatter = PROMPT.replace('---\n', `---\nassay.repeat: ${wrong}\n`);
        await open({ 'answer.prompt': frontmatter, 'answer.test.yaml': testSet(['a']) });
        const [ofPrompt] = (await workspace.plan()).problems;
        assert.deepEqual([ofPrompt?.code, ofPrompt?.range.start.line], ['testset.bad-repeat', 1], wrong);
        await workspace.write({ 'answer.prompt': PROMPT, 'answer.test.yaml': testSet(['a'], `\nrepeat: ${wrong}\n`) });
        const [ofTests] = (await workspace.plan()).problems;
        assert.deepEqual([ofTests?.code, ofTests?.range.start.line], ['testset.bad-repeat', 1], wrong);
        if (wrong !== '[3]') await workspace.dispose();
      }
    });
  });

  it('refuses to run what has errors', async () => {
    await open({ 'answer.test.yaml': testSet(['a', 'a']) });
    await assert.rejects(workspace.run(), /testset\.duplicate-id/);
  });

  it('says what to create where there is no test set', async () => {
    await open({});
    const { problems } = await workspace.plan();
    assert.deepEqual(
      problems.map(({ code, args }) => [code, args]),
      [['evaluate.no-tests', { name: 'answer.test.yaml' }]],
    );
  });

  it('says so where no model is given, and where a model leads nowhere', async () => {
    await open({ 'answer.prompt': '{{question}}', 'answer.test.yaml': testSet(['a']) });
    assert.deepEqual(await codes(), ['evaluate.no-model']);
    assert.deepEqual(await codes({ model: 'test/model-a' }), []);
    assert.match((await codes({ model: 'model-a' })).join(), /^model\.no-provider/);
  });

  it('never lets the model under test be the judge by itself', async () => {
    const judge = JUDGE.replace('model: test/judge\n', '');
    const judges = 'judges:\n  - ./judge.prompt\n';
    await open({ 'answer.test.yaml': testSet(['a'], judges), 'judge.prompt': judge });
    assert.deepEqual(await codes(), ['judge.no-model']);
  });

  it('takes a judge’s model from the first that names one', async () => {
    const judges = 'judges:\n  - judge: ./judge.prompt\n    model: test/of-tests\n  - ./judge.prompt\n';
    await open({ 'answer.test.yaml': testSet(['a'], judges), 'judge.prompt': JUDGE });
    const models = async (over?: Parameters<TestWorkspace['plan']>[0]) =>
      (await workspace.plan(over)).judges.map(({ model }) => model);
    assert.deepEqual(await models(), ['test/of-tests', 'test/judge']);
    assert.deepEqual(await models({ defaultJudgeModel: 'test/default' }), ['test/of-tests', 'test/default']);
    assert.deepEqual(await models({ defaultJudgeModel: 'test/default', judgeModel: 'test/flag' }), [
      'test/flag',
      'test/flag',
    ]);
  });

  it('asks for an expected answer where a judge compares with one', async () => {
    const judges = 'judges:\n  - judge: correctness\n    model: test/judge\n';
    await open({ 'answer.test.yaml': testSet(['a'], judges) });
    const { problems } = await workspace.plan();
    assert.deepEqual(
      problems.map(({ code, range }) => [code, range.start.line]),
      [['evaluate.judge-needs-expected', 4]],
    );
  });

  it('takes the cases whose id or tag matches', async () => {
    const tests =
      'cases:\n  - { id: rag-1, input: { question: a } }\n  - { id: b, tags: [rag], input: { question: b } }\n  - { id: c, input: { question: c } }\n';
    await open({ 'answer.test.yaml': tests });
    const ids = async (over: Parameters<TestWorkspace['plan']>[0]) =>
      (await workspace.plan(over)).cases.map(({ testCase }) => testCase.id);
    assert.deepEqual(await ids({ filter: 'rag*' }), ['rag-1', 'b']);
    assert.deepEqual(await ids({ caseIds: ['c'] }), ['c']);
    assert.deepEqual(await codes({ filter: 'nothing' }), ['evaluate.no-case-matches']);
    assert.deepEqual(await codes({ caseIds: ['x'] }), ['evaluate.unknown-case']);
  });

  it('gives the same fingerprints to the same files, whatever is asked to be run of them', async () => {
    await open({ 'answer.test.yaml': testSet(questions(3)) });
    assert.deepEqual((await workspace.plan()).fingerprints, (await workspace.plan({ caseIds: ['q1'] })).fingerprints);
  });

  it('lets a case’s passages fill the prompt’s variable of that name', async () => {
    const prompt =
      '---\nmodel: test/model-a\ninput:\n  schema: { question: string, context: string }\n---\n{{context}} {{question}}';
    await open({ 'answer.prompt': prompt, 'answer.test.csv': 'id,question,context\na,什麼是 RAG？,檢索增強生成\n' });
    const plan = await workspace.plan();
    assert.deepEqual(plan.problems, []);
    assert.equal(plan.cases[0]?.rendered.messages[0]?.content[0]?.text, '檢索增強生成 什麼是 RAG？');
  });

  it('knows which keys are missing', async () => {
    await open({ 'answer.test.yaml': testSet(['a']) }, { endpoint: { keyVariable: 'TEST_KEY' } });
    const without = { ...workspace.host, secrets: { keyFor: async () => undefined } };
    const { createEngine } = await import('../../../src/engine');
    const endpoints = [
      {
        name: 'test',
        kind: 'openai',
        baseUrl: server.url,
        keyVariable: 'TEST_KEY',
        needsKey: true,
        source: 'user-config',
      },
    ] as const;
    const plan = await workspace.plan();
    const problems = await createEngine(without, { endpoints }).keyProblems(plan);
    assert.deepEqual(
      problems.map(({ code, args, range }) => [code, args?.variable, range.start.line]),
      [['evaluate.no-key-variable', 'TEST_KEY', 1]],
    );
    assert.deepEqual(await workspace.engine.keyProblems(plan), []);
  });
});
