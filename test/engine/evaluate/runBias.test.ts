import assert from 'node:assert/strict';
import { runBias } from '../../../src/engine/evaluate/runBias';
import type { Reading } from '../../../src/engine/judge/score';
import { caseOf, judgement, sample } from './builders';

const JUDGE = { judge: 'correctness', model: 'openai/gpt-4o', min: 1, max: 5, threshold: 4, weight: 1 };

const answers = (lengths: readonly number[], scores: readonly number[]) =>
  lengths.map((length, index) =>
    caseOf(sample({ caseId: `c${index}`, output: '檢'.repeat(length), judges: [judgement(scores[index] ?? null)] })),
  );

const lengthOf = (lengths: readonly number[], scores: readonly number[]) =>
  runBias(answers(lengths, scores), { judges: [JUDGE], model: 'lab/x' }).length[0];

describe('the bias of a run', () => {
  describe('by length', () => {
    const LENGTHS = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

    it('correlates scores with lengths by their ranks, ties sharing theirs', () => {
      const scores = [1, 2, 2, 3, 3, 3, 4, 4, 5, 5];
      const found = lengthOf(LENGTHS, scores);
      // scipy.stats.spearmanr: 0.97855799908628687, p 9.01e-07
      assert.ok(Math.abs((found?.rho ?? 0) - 0.9785579990862868) < 1e-12, `${found?.rho}`);
      assert.ok(Math.abs((found?.p ?? 1) - 9.011987805e-7) < 1e-12, `${found?.p}`);
      assert.ok(found);
      assert.deepEqual([found.hint, found.n], [true, 10]);
      assert.ok((lengthOf(LENGTHS, [...scores].reverse())?.rho ?? 0) < -0.97);
    });

    it('is no hint where it is weak', () => {
      assert.equal(lengthOf(LENGTHS, [3, 5, 2, 4, 3, 5, 2, 4, 3, 4])?.hint, false);
    });

    it('is not known below 10 cases, or where nothing varies', () => {
      assert.deepEqual(
        lengthOf(
          LENGTHS.slice(1),
          LENGTHS.map((_, index) => 1 + (index % 5)),
        ),
        {
          judge: 'correctness',
          n: 9,
          rho: null,
          p: null,
          hint: false,
        },
      );
      assert.equal(
        lengthOf(
          LENGTHS,
          LENGTHS.map(() => 4),
        )?.rho,
        null,
      );
      assert.equal(
        lengthOf(
          LENGTHS.map(() => 20),
          LENGTHS.map((_, index) => 1 + (index % 5)),
        )?.rho,
        null,
      );
    });

    it('takes the mean over the repeats of a case as one', () => {
      const cases = answers(
        LENGTHS,
        LENGTHS.map((_, index) => 1 + (index % 5)),
      );
      const twice = cases.map((each) => ({ ...each, samples: [...each.samples, ...each.samples] }));
      const header = { judges: [JUDGE], model: 'lab/x' };
      assert.deepEqual(runBias(twice, header), runBias(cases, header));
    });
  });

  it('names judges of the tested model’s family, also within a panel', () => {
    const panel = { ...JUDGE, judge: 'tone', model: 'a + b', models: ['ollama/llama3', 'openrouter/openai/gpt-5'] };
    const other = { ...JUDGE, judge: 'facts', model: 'anthropic/claude-sonnet-4' };
    const { selfPreference } = runBias([], { judges: [JUDGE, panel, other], model: 'openai/gpt-4o-mini' });
    assert.deepEqual(selfPreference, [
      { judge: 'correctness', model: 'openai/gpt-4o', family: 'OpenAI' },
      { judge: 'tone', model: 'openrouter/openai/gpt-5', family: 'OpenAI' },
    ]);
    assert.deepEqual(runBias([], { judges: [JUDGE], model: 'lab/own' }).selfPreference, []);
  });

  it('counts the pairs whose winner turns around with the order', () => {
    const reading = (score: number, order: Reading['order']): Reading => ({
      model: 'm',
      score,
      reason: '',
      order,
      cached: false,
    });
    const pair = (first: number, second: number) => [reading(first, 'output-first'), reading(second, 'output-second')];
    const cases = Array.from({ length: 10 }, (_, index) => {
      const readings = index < 3 ? pair(1, 0) : index < 5 ? pair(1, 0.5) : pair(1, 1);
      return caseOf(sample({ caseId: `c${index}`, judges: [judgement(1, { min: 0, max: 1, readings })] }));
    });
    const header = { judges: [JUDGE], model: 'lab/x' };
    assert.deepEqual(runBias(cases, header).position, [{ judge: 'correctness', pairs: 10, turned: 3, hint: true }]);
    assert.equal(runBias(cases.slice(0, 9), header).position[0]?.hint, false, 'too few to say');
    assert.deepEqual(runBias([caseOf(sample({ judges: [judgement(4)] }))], header).position, []);
  });
});
