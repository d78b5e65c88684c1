import assert from 'node:assert/strict';
import type { EvaluationPlan } from '../../../../src/engine/evaluate/plan';
import { collectTraining, type TrainingSources } from '../../../../src/engine/report/training/collectTraining';
import type { TrainingData } from '../../../../src/engine/report/training/trainingData';
import { label, PROMPT, planOf, runOf } from './trainingWorkspace';

/** Case, answer and who found it good, a line each. */
const examplesOf = ({ examples }: TrainingData) =>
  examples.map(({ caseId, answer, source }) => `${caseId}: ${answer.content} (${source})`);

/** The better answer before the worse. */
const pairsOf = ({ pairs }: TrainingData) =>
  pairs.map(({ caseId, answer, rejected }) => `${caseId}: ${answer.content} > ${rejected.content}`);

describe('training data', () => {
  let plan: EvaluationPlan;

  before(async () => {
    plan = await planOf();
  });

  const collect = (sources: Partial<TrainingSources>) => collectTraining(plan, { labels: [], runs: [], ...sources });

  const passed = { status: 'passed', score: 1 } as const;
  const failed = { status: 'failed', score: 0.25 } as const;

  describe('from what people say', () => {
    it('is a corrected answer, set against the output that it corrects', async () => {
      const data = await collect({ labels: [label('wrong', { corrected: '對的 🙂', thumb: 'up' })] });
      assert.deepEqual(examplesOf(data), ['b: 對的 🙂 (correction)']);
      assert.deepEqual(pairsOf(data), ['b: 對的 🙂 > wrong']);
      assert.deepEqual(data.examples[0]?.messages, [
        { role: 'system', content: '\nAnswer.\n' },
        { role: 'user', content: '\n什麼是 RAG？' },
      ]);
    });

    it('is the newest of several corrections of one output', async () => {
      const labels = [label('wrong', { corrected: 'first' }), label('wrong', { corrected: 'second', by: 'Bob' })];
      assert.deepEqual(examplesOf(await collect({ labels })), ['b: second (correction)']);
    });

    it('is what has a thumb up, or a score at or above the threshold: 4 of 5, or the judge’s', async () => {
      const terms = { judge: 'correctness', min: 1, max: 5 };
      const labels = [
        label('up', { thumb: 'up' }),
        label('four', { score: 4, min: 1, max: 5 }),
        label('judged four', { ...terms, score: 4 }),
        label('of ten', { judge: 'gone', score: 8, min: 0, max: 10 }),
        label('three', { score: 3, min: 1, max: 5 }),
        label('judged three', { ...terms, score: 3 }),
        label('down', { thumb: 'down' }),
        label('a note alone', { note: 'Hm.' }),
      ];
      const data = await collect({ labels });
      assert.deepEqual(examplesOf(data), [
        'b: up (thumb)',
        'b: of ten (score)',
        'b: judged four (score)',
        'b: four (score)',
      ]);
      assert.deepEqual(pairsOf(data), ['b: up > down', 'b: up > judged three', 'b: up > three']);
      assert.deepEqual(data.leftOut, {});
    });

    it('goes by the threshold that the test set gives a judge', async () => {
      const strict = await planOf({
        'answer.test.yaml': `judges: [{ judge: correctness, model: test/judge, threshold: 5 }]
cases: [{ id: b, input: { question: x }, expected: x }]
`,
      });
      const labels = [label('four', { judge: 'correctness', score: 4, min: 1, max: 5 })];
      assert.deepEqual(examplesOf(await collectTraining(strict, { labels, runs: [] })), []);
    });

    it('leaves out what people disagree on', async () => {
      const labels = [label('so', { thumb: 'up' }), label('so', { score: 1, min: 1, max: 5, by: 'Bob' })];
      const data = await collect({ labels });
      assert.deepEqual([data.examples, data.leftOut], [[], { disputed: 1 }]);
    });

    it('does not take for bad what a person wrote as the better answer to another output', async () => {
      const labels = [label('wrong', { corrected: 'right' }), label('right', { thumb: 'down' })];
      assert.deepEqual(pairsOf(await collect({ labels })), ['b: right > wrong']);
    });

    it('leaves out half answers and empty ones, but not what a person wrote instead', async () => {
      const runs = [
        runOf(plan, [
          { output: 'cut', finishReason: 'length' },
          { output: 'cut too', finishReason: 'length' },
          { output: 'filtered', finishReason: 'content-filter' },
        ]),
      ];
      const labels = [
        label('cut', { thumb: 'up' }),
        label('cut too', { corrected: 'whole' }),
        label('filtered', { thumb: 'down' }),
        label(' ', { thumb: 'up' }),
        label('x', { corrected: '' }),
      ];
      const data = await collect({ labels, runs });
      assert.deepEqual(examplesOf(data), ['b: whole (correction)']);
      assert.deepEqual([pairsOf(data), data.leftOut], [[], { 'cut-off': 3, empty: 2 }]);
    });

    it('takes an output that ended of itself once for a whole one', async () => {
      const runs = [
        runOf(plan, [
          { output: 'so', finishReason: 'length' },
          { output: 'so', finishReason: 'stop' },
        ]),
      ];
      assert.deepEqual(examplesOf(await collect({ labels: [label('so', { thumb: 'up' })], runs })), ['b: so (thumb)']);
    });

    it('renders what the label says was answered, also of cases that are gone', async () => {
      const labels = [
        label('old answer', { thumb: 'up', input: { question: 'old question' } }),
        label('kept', { thumb: 'up', caseId: 'gone', input: { question: 'still asked' } }),
      ];
      const data = await collect({ labels });
      assert.deepEqual(
        data.examples.map(({ messages }) => messages.at(-1)?.content),
        ['\nold question', '\nstill asked'],
      );
    });

    it('pairs only answers to the same input', async () => {
      const labels = [label('good', { thumb: 'up', input: { question: 'other' } }), label('bad', { thumb: 'down' })];
      const data = await collect({ labels });
      assert.deepEqual([data.pairs, data.leftOut], [[], { 'no-better': 1 }]);
    });

    it('takes the input from the test set where that is what was run, and leaves the output out where it is not known', async () => {
      const labels = [
        label('known', { thumb: 'up', input: undefined }),
        label('unknown', { thumb: 'up', input: undefined }),
        label('unknown', { thumb: 'up', input: undefined, by: 'Bob' }),
      ];
      const runs = [runOf(plan, [{ output: 'known' }]), runOf(plan, [{ output: 'unknown' }], { tests: 'other' })];
      const data = await collect({ labels, runs });
      assert.deepEqual([examplesOf(data), data.leftOut], [['b: known (thumb)'], { 'unknown-input': 1 }]);
    });

    it('leaves out inputs that the prompt no longer takes', async () => {
      const labels = [
        label('no text', { thumb: 'up', input: { question: { deep: 1 } } }),
        label('missing', { thumb: 'up', input: {} }),
        label('no longer shown', { thumb: 'up', input: { question: 'x', passage: 'y' } }),
      ];
      const data = await collect({ labels });
      assert.deepEqual([data.examples, data.leftOut], [[], { 'not-rendered': 3 }]);
    });

    it('counts outputs of other versions of the prompt', async () => {
      const runs = [runOf(plan, [{ output: 'old' }], { prompt: 'other' }), runOf(plan, [{ output: 'now' }])];
      const labels = [label('old', { thumb: 'up' }), label('now', { thumb: 'up' }), label('unseen', { thumb: 'up' })];
      assert.equal((await collect({ labels, runs })).otherVersions, 1);
    });

    it('is in the order of the test set, whatever the order of the labels', async () => {
      const labels = [
        label('z', { caseId: 'z', thumb: 'up', input: { question: 'z' } }),
        label('of a', { caseId: 'a', thumb: 'up' }),
        label('of b', { thumb: 'up' }),
        label('corrected', { corrected: 'better' }),
      ];
      const expected = ['b: better (correction)', 'b: of b (thumb)', 'a: of a (thumb)', 'z: z (thumb)'];
      assert.deepEqual(examplesOf(await collect({ labels })), expected);
      assert.deepEqual(examplesOf(await collect({ labels: labels.toReversed() })), expected);
    });
  });

  describe('from what was judged', () => {
    it('is taken only where it is asked for', async () => {
      const runs = [runOf(plan, [{ output: 'good', ...passed }])];
      assert.deepEqual(examplesOf(await collect({ runs })), []);
      assert.deepEqual(examplesOf(await collect({ runs, minScore: 4 })), ['b: good (judged)']);
    });

    it('is what passed with so high a score on the scale that it is shown in, the best first', async () => {
      const runs = [
        runOf(plan, [
          { output: 'four', ...passed, score: 0.75 },
          { output: 'five', ...passed },
          { output: 'failed a check', status: 'failed', score: 1 },
          { output: 'no score', status: 'error', score: null },
        ]),
      ];
      assert.deepEqual(examplesOf(await collect({ runs, minScore: 4 })), ['b: five (judged)', 'b: four (judged)']);
      assert.deepEqual(examplesOf(await collect({ runs, minScore: 4.5 })), ['b: five (judged)']);
    });

    it('pairs repeats of a case of which one passed and one failed', async () => {
      const runs = [
        runOf(plan, [
          { output: 'good', ...passed },
          { output: 'bad', ...failed },
        ]),
      ];
      assert.deepEqual(pairsOf(await collect({ runs, minScore: 4 })), ['b: good > bad']);
      assert.deepEqual(pairsOf(await collect({ runs })), []);
    });

    it('goes after what people say', async () => {
      const runs = [
        runOf(plan, [
          { output: 'liked', ...failed },
          { output: 'disliked', ...passed },
        ]),
      ];
      const labels = [label('liked', { thumb: 'up' }), label('disliked', { thumb: 'down' })];
      const data = await collect({ labels, runs, minScore: 4 });
      assert.deepEqual([examplesOf(data), pairsOf(data)], [['b: liked (thumb)'], ['b: liked > disliked']]);
    });

    it('leaves out what was judged good and bad, failed, or was cut off', async () => {
      const error = { kind: 'server', message: 'down' };
      const runs = [
        runOf(plan, [
          { output: 'both', ...passed },
          { output: 'both', ...failed },
          { output: 'half', ...passed, finishReason: 'length' },
          { output: 'broken', ...passed, error },
          { output: null, status: 'error', score: null, error },
        ]),
      ];
      const data = await collect({ runs, minScore: 4 });
      assert.deepEqual([examplesOf(data), data.leftOut], [[], { unsettled: 1, 'cut-off': 1 }]);
    });

    it('leaves out runs of other versions of the prompt or its test set, and counts what would have been good', async () => {
      const runs = [
        runOf(plan, [{ output: 'now', ...passed }]),
        runOf(
          plan,
          [
            { output: 'old', ...passed },
            { output: 'old and bad', ...failed },
          ],
          { prompt: 'other' },
        ),
        runOf(
          plan,
          [
            { output: 'elsewhere', ...passed },
            { output: 'now', ...passed },
          ],
          { tests: 'other' },
        ),
      ];
      const data = await collect({ runs, minScore: 4 });
      assert.deepEqual([examplesOf(data), data.leftOut], [['b: now (judged)'], { 'other-version': 2 }]);
    });

    it('leaves out runs on another scale', async () => {
      const ofTen = runOf(plan, [{ output: 'ten', ...passed }]);
      ofTen.header.judges = plan.judges.map((terms) => ({ ...terms, min: 6, max: 10 }));
      const data = await collect({ runs: [runOf(plan, [{ output: 'five', ...passed }]), ofTen], minScore: 5 });
      assert.deepEqual([examplesOf(data), data.leftOut], [['b: five (judged)'], { 'other-scale': 1 }]);
      assert.deepEqual(data.scale, { min: 1, max: 5 });
    });
  });

  it('has the calls of tools as calls, with the tools', async () => {
    const tools = `toolDefs:
  - name: search
    description: Looks up.
    inputSchema: { type: object, properties: { query: { type: string } } }
`;
    const withTools = await planOf({ 'answer.prompt': PROMPT.replace('input:', `${tools}input:`) });
    const output = JSON.stringify([{ name: 'search', arguments: { query: '檢索' } }]);
    const labels = [label('I do not know.', { corrected: output }), label('[1]', { thumb: 'up', caseId: 'a' })];
    const [called, text] = (await collectTraining(withTools, { labels, runs: [] })).examples;
    assert.deepEqual(called?.answer, {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'search', arguments: '{"query":"檢索"}' } }],
    });
    assert.equal(called?.tools?.[0]?.function.name, 'search');
    assert.deepEqual(text?.answer, { role: 'assistant', content: '[1]' });
    // Without tools the same text is a text.
    assert.equal((await collect({ labels })).examples[0]?.answer.content, output);
  });

  it('is not made of a prompt with errors', async () => {
    const broken = await planOf({ 'answer.prompt': `${PROMPT}{{#if` });
    await assert.rejects(collectTraining(broken, { labels: [label('so', { thumb: 'up' })], runs: [] }), {
      name: 'ProblemError',
    });
  });
});
