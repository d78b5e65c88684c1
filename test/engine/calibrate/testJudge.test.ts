import assert from 'node:assert/strict';
import type { JudgeTestRequest } from '../../../src/engine/calibrate/judgeTestPlan';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import type { TestWorkspace } from '../evaluate/testWorkspace';
import { allText, judgedText, judgedWorkspace, labelled, TONE, verdict } from './judgedWorkspace';

/** 40 outputs, eight of each score. */
const FORTY = Array.from({ length: 40 }, (_, index) => ({
  output: `text ${index} worth ${(index % 5) + 1}`,
  human: (index % 5) + 1,
}));
const worth = (text: string) => Number(/worth (\d)/.exec(text)?.[1]);

describe('measuring a judge against people', () => {
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
    workspace = await judgedWorkspace(server.url, { 'judges/tone.test.yaml': tests, ...files });
  };
  const plan = (over: Partial<JudgeTestRequest> = {}) =>
    workspace.engine.planJudgeTest({
      judge: workspace.path('judges/tone.prompt'),
      workspace: workspace.folder,
      ...over,
    });
  const codes = async (over: Partial<JudgeTestRequest> = {}) =>
    (await plan(over)).problems.map(
      ({ code, range }) => `${range.start.line + 1}:${range.start.character + 1} ${code}`,
    );

  it('agrees with people where it says what they say', async () => {
    await open(labelled(FORTY));
    server.answer(({ body }) => verdict(worth(judgedText(body))));
    const { agreement, judged, stopped } = await workspace.engine.testJudge(await plan());
    assert.equal(stopped, undefined);
    assert.equal(judged.length, 40);
    assert.equal(agreement.standing, 'agrees');
    assert.deepEqual([agreement.n, agreement.raters, agreement.unjudged], [40, 1, 0]);
    assert.deepEqual(agreement.kappa.quadratic, { value: 1, low: 1, high: 1 });
    assert.deepEqual(agreement.bias, { value: 0, low: 0, high: 0 });
    assert.deepEqual(
      agreement.confusion,
      [0, 1, 2, 3, 4].map((row) => [0, 1, 2, 3, 4].map((column) => (row === column ? 8 : 0))),
    );
    assert.equal(agreement.alphaOfPeople, null, 'one person cannot disagree');
  });

  it('is below the level where it is kind to everything bad, and shows where the most', async () => {
    await open(labelled(FORTY));
    server.answer(({ body }) => verdict(worth(judgedText(body)) === 1 ? 5 : 4, `saw ${judgedText(body)}`));
    const { agreement } = await workspace.engine.testJudge(await plan());
    assert.equal(agreement.standing, 'below');
    const [first] = agreement.disagreements;
    assert.deepEqual([first?.human, first?.judge, first?.difference], [1, 5, 1]);
    assert.match(first?.judgement.reason ?? '', /^saw text \d+ worth 1$/);
    assert.equal(agreement.disagreements.filter(({ difference }) => difference === 1).length, 8);
    assert.ok((agreement.bias?.low ?? 0) > 0, 'kinder than people');
  });

  it('draws no conclusion from few labels, and none from labels that are all the same', async () => {
    await open(labelled(FORTY.slice(0, 29)));
    server.answer(({ body }) => verdict(worth(judgedText(body))));
    assert.equal((await workspace.engine.testJudge(await plan())).agreement.standing, 'too-few');
    assert.equal((await workspace.engine.testJudge(await plan(), { leastLabels: 20 })).agreement.standing, 'agrees');
    await workspace.write({ 'judges/tone.test.yaml': labelled(FORTY.map(({ output }) => ({ output, human: 3 }))) });
    server.answer(() => verdict(3));
    const { agreement } = await workspace.engine.testJudge(await plan(), { cache: false });
    assert.equal(agreement.standing, 'undefined');
    assert.equal(agreement.kappa.quadratic, null);
    assert.equal(agreement.spearman, null);
  });

  it('takes the scores of several people, with gaps, by number or by name', async () => {
    const scores = FORTY.map(({ output, human }, index) => ({
      output,
      human: [human, index % 3 === 0 ? null : human],
    }));
    await open(labelled(scores));
    server.answer(({ body }) => verdict(worth(judgedText(body))));
    const { agreement } = await workspace.engine.testJudge(await plan());
    assert.equal(agreement.raters, 2);
    assert.equal(agreement.alphaOfPeople?.value, 1);
    await workspace.write({
      'judges/tone.test.yaml':
        'cases:\n  - id: a\n    input: { question: q, output: x worth 2 }\n    expected: { Ada: 2, 林: 4 }\n',
    });
    const [first] = (await plan()).outputs;
    assert.deepEqual(first?.ratings, [
      { by: 'Ada', score: 2 },
      { by: '林', score: 4 },
    ]);
  });

  it('counts an output without a verdict as unjudged, never as a score', async () => {
    await open(labelled(FORTY));
    server.answer(({ body }) =>
      judgedText(body).startsWith('text 7 ') ? { text: 'no idea' } : verdict(worth(judgedText(body))),
    );
    const { agreement } = await workspace.engine.testJudge(await plan());
    assert.deepEqual([agreement.n, agreement.unjudged], [39, 1]);
  });

  it('asks the second time for nothing that it knows', async () => {
    await open(labelled(FORTY));
    server.answer(({ body }) => verdict(worth(judgedText(body))));
    await workspace.engine.testJudge(await plan());
    const calls = server.chats.length;
    const again = await workspace.engine.testJudge(await plan());
    assert.equal(server.chats.length, calls);
    assert.ok(again.judged.every(({ judgement }) => judgement.cached));
  });

  it('asks nothing where only what is on record may be used', async () => {
    await open(labelled(FORTY));
    server.answer(({ body }) => verdict(worth(judgedText(body))));
    const { judged } = await workspace.engine.testJudge(await plan(), { recordedOnly: true });
    assert.deepEqual([judged.length, server.chats.length], [0, 0]);
  });

  it('measures each model of a panel alone as well', async () => {
    await open(labelled(FORTY));
    server.answer(({ body }) => verdict(body.model === 'kind' ? 5 : worth(judgedText(body))));
    const { agreement, byModel, terms } = await workspace.engine.testJudge(
      await plan({ models: ['test/kind', 'test/fair'] }),
    );
    assert.equal(terms.model, 'test/kind + test/fair');
    assert.equal(server.chats.length, 80);
    assert.deepEqual(
      byModel.map((each) => [each.model, each.agreement.kappa.quadratic?.value ?? null]),
      [
        ['test/kind', 0],
        ['test/fair', 1],
      ],
    );
    assert.ok((agreement.kappa.quadratic?.value ?? 0) > 0);
  });

  it('stops within its budget, when it is cancelled, and at a bad key, and says so', async () => {
    await open(labelled(FORTY));
    const abort = new AbortController();
    server.answer(async ({ body }) => {
      if (server.chats.length === 3) abort.abort();
      return verdict(worth(judgedText(body)));
    });
    const cancelled = await workspace.engine.testJudge(await plan(), { signal: abort.signal, concurrency: 1 });
    assert.deepEqual(cancelled.stopped, { kind: 'cancelled' });
    assert.ok(cancelled.judged.length < 40);
    await server.idle();
    server.answer({ status: 401, error: { message: 'bad key' } });
    const before = server.chats.length;
    const refused = await workspace.engine.testJudge(await plan(), { cache: false });
    assert.equal(refused.stopped?.kind, 'failed');
    assert.equal(server.chats.length - before, 1, 'one call is enough to know');
  });

  it('points at every mistake in the labels before anything is spent', async () => {
    await open(`cases:
  - id: no-output
    input: { question: q }
    expected: 3
  - id: off
    input: { question: q, output: x }
    expected: 7
  - id: none
    input: { question: q, output: y }
  - id: word
    input: { question: q, output: z }
    expected: good
`);
    assert.deepEqual(await codes(), [
      '2:9 calibrate.no-output',
      '7:15 calibrate.off-scale',
      '8:9 calibrate.no-score',
      '12:15 calibrate.off-scale',
    ]);
    assert.equal(server.requests.length, 0);
  });

  it('says where labels are missing, what a judge needs, and which judge or model is unknown', async () => {
    await open(labelled(FORTY), {
      'judges/other.prompt': TONE,
      'judges/compare.prompt': `${TONE} {{expected}}`,
      'judges/compare.test.yaml': labelled(FORTY.slice(0, 1)),
    });
    assert.deepEqual(await codes({ judge: workspace.path('judges/other.prompt') }), ['1:1 calibrate.no-labels']);
    assert.deepEqual(await codes({ judge: workspace.path('judges/compare.prompt') }), ['2:9 calibrate.no-expected']);
    assert.deepEqual(await codes({ judge: 'corectness' }), ['1:1 judge.unknown']);
    assert.deepEqual(await codes({ models: ['nobody/x'] }), ['1:1 model.unknown-provider']);
  });

  it('takes the scores of its own test set for what they are on another scale', async () => {
    await open(labelled(FORTY), { 'judges/tone.prompt': TONE.replace('{{min}} to {{max}}', 'on {{scale}}') });
    const on = async (scale: string | string[]) => {
      const test = await plan({ reference: { scale } });
      assert.deepEqual(test.problems, []);
      return [0, 1, 2, 3, 4].map((index) => test.outputs[index]?.ratings[0]?.score);
    };
    assert.deepEqual(await on('1-10'), [1, 3.25, 5.5, 7.75, 10]);
    assert.deepEqual(await on('pass/fail'), [0, 0, 0, 1, 1], 'from 4 on they pass');
    assert.deepEqual(await on(['bad', 'fair', 'good']), [0, 0, 0.5, 0.5, 1]);
    // A file that is named is on the scale that is named with it.
    const named = await plan({ labels: workspace.path('judges/tone.test.yaml'), reference: { scale: '1-10' } });
    assert.deepEqual(named.outputs[4]?.ratings[0]?.score, 5);
  });

  it('measures on labels, and on a scale of fractions by the nearest of five levels', async () => {
    await open(
      labelled([
        { output: 'a', human: 'pass' },
        { output: 'b', human: 'fail' },
      ]),
      { 'judges/tone.prompt': TONE.replace('---\nmodel', '---\nassay.scale: pass/fail\nmodel') },
    );
    server.answer(({ body }) => verdict(judgedText(body) === 'a' ? 'pass' : 'fail'));
    const { agreement } = await workspace.engine.testJudge(await plan(), { leastLabels: 2 });
    assert.deepEqual([agreement.standing, agreement.categories], ['agrees', ['fail', 'pass']]);
    await workspace.write({
      'judges/tone.prompt': TONE.replace('---\nmodel', '---\nassay.scale: 0-1\nmodel'),
      'judges/tone.test.yaml': labelled([
        { output: 'a', human: 0.9 },
        { output: 'b', human: 0.2 },
      ]),
    });
    server.answer(({ body }) => verdict(judgedText(body) === 'a' ? 0.95 : 0.3));
    const shares = (await workspace.engine.testJudge(await plan(), { leastLabels: 2 })).agreement;
    assert.deepEqual(shares.categories, ['0', '0.25', '0.5', '0.75', '1']);
    assert.equal(shares.rounded, true);
    assert.equal(shares.accuracy?.value, 1);
  });

  describe('by a criterion', () => {
    const ONE = TONE.replace('Judge the tone', 'Criterion: {{criterion}}. Judge');
    const outputs = (...lines: string[]) =>
      `cases:\n${lines.map((line, index) => `  - input: { question: q, output: text ${index}${line} }\n    expected: 4\n`).join('')}`;

    it('shows the judge what each output is judged by, one text or several', async () => {
      await open(outputs(', criterion: 有說出年份', ', criterion: [Names it, Dates it]'), {
        'judges/tone.prompt': ONE,
      });
      server.answer(() => verdict(4));
      assert.deepEqual(await codes(), []);
      await workspace.engine.testJudge(await plan());
      const texts = server.chats.map(({ body }) => allText(body));
      assert.ok(texts.some((text) => text.includes('Criterion: 有說出年份.')));
      assert.ok(texts.some((text) => text.includes('1. Names it\n2. Dates it')));
    });

    it('is missing where an output has none and the judge has none either', async () => {
      await open(outputs(', criterion: a', ''), { 'judges/tone.prompt': ONE });
      assert.deepEqual(await codes(), ['5:15 calibrate.no-criterion']);
      const reference = { criterion: 'Short.' };
      assert.deepEqual(await codes({ reference }), []);
    });

    it('comes with the labels of a prompt, so that what a run judged is found on record', async () => {
      await open(labelled(FORTY.slice(0, 1)), {
        'judges/tone.prompt': ONE,
        'answer.prompt': '---\nmodel: test/model\ninput: { schema: { question: string } }\n---\n{{question}}',
        'answer.test.yaml':
          'judges: [./judges/tone.prompt]\ncases:\n  - id: a\n    input: { question: 為什麼？ }\n    criterion: 有理由\n',
      });
      server.answer(({ body }) => (body.model === 'model' ? { text: 'because of it' } : verdict(4)));
      const run = await workspace.run();
      const output = run.cases[0]?.samples[0]?.output ?? '';
      const subject = { prompt: 'answer.prompt', caseId: 'a', judge: './judges/tone.prompt', output };
      const given = { input: { question: '為什麼？' }, criterion: ['有理由'] };
      const label = { subject: { ...subject, ...given }, change: { score: 5 }, scale: { min: 1, max: 5 } };
      await workspace.engine.addLabel(label, { workspace: workspace.folder });
      const [calibration] = await workspace.engine.calibration(await workspace.plan(), run);
      assert.deepEqual([calibration?.outputs.length, calibration?.missing], [1, 0]);
      assert.deepEqual(calibration?.outputs[0]?.subject.criterion, ['有理由']);
    });
  });
});
