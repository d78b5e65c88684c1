import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SortedNumbers } from '../../../src/engine/evaluate/sortedNumbers';
import { summarize } from '../../../src/engine/evaluate/summary';
import { caseOf, judgement, sample } from './builders';

const correctness = { judge: 'correctness', model: 'openai/judge', min: 1, max: 5, threshold: 4, weight: 1 };

describe('the summary of a run', () => {
  it('counts cases by their state; an error is no failure and lowers no score', () => {
    const summary = summarize(
      [
        caseOf(sample({ score: 1 })),
        caseOf(sample({ status: 'failed', score: 0.25 })),
        caseOf(sample({ status: 'error', score: null })),
        caseOf(sample({ status: 'cancelled', score: null })),
      ],
      [],
      1_200,
    );
    const { cases, passed, failed, errors, cancelled, score, passRate, durationMs } = summary;
    assert.deepEqual(
      { cases, passed, failed, errors, cancelled, score, passRate, durationMs },
      { cases: 4, passed: 1, failed: 1, errors: 1, cancelled: 1, score: 0.625, passRate: 0.5, durationMs: 1_200 },
    );
  });

  it('weighs the cases', () => {
    const summary = summarize([caseOf(sample({ score: 1 }), { weight: 3 }), caseOf(sample({ score: 0 }))], [], 0);
    assert.equal(summary.score, 0.75);
  });

  it('shows the score on the judges’ common scale, and on 0..1 where they differ', () => {
    const other = { ...correctness, judge: 'tone', max: 10 };
    assert.deepEqual(summarize([], [correctness], 0).scale, { min: 1, max: 5 });
    assert.deepEqual(summarize([], [correctness, other], 0).scale, { min: 0, max: 1 });
    assert.deepEqual(summarize([], [], 0).scale, { min: 0, max: 1 });
  });

  it('gives each judge’s mean over what it scored, on its own scale', () => {
    const cases = [5, 2, null].map((score) => caseOf(sample({ judges: [judgement(score)] })));
    assert.deepEqual(summarize(cases, [correctness], 0).judges, [
      { judge: 'correctness', mean: 3.5, min: 1, max: 5, scored: 2, errors: 1 },
    ]);
  });

  it('adds up the cost of prompt and judges', () => {
    const { cost, knownCost } = summarize(
      [caseOf(sample({ cost: 0.5, judges: [judgement(5, { cost: 0.25 })] }))],
      [],
      0,
    );
    assert.deepEqual({ cost, knownCost }, { cost: 0.75, knownCost: 0.75 });
  });

  it('does not know the cost when one part of it is unknown, and says what is known', () => {
    const { cost, knownCost } = summarize([caseOf(sample({ cost: 0.5 })), caseOf(sample({ cost: null }))], [], 0);
    assert.deepEqual({ cost, knownCost }, { cost: null, knownCost: 0.5 });
  });

  it('adds up tokens, the judges’ apart; null where no endpoint told', () => {
    const usage = { input: 10, output: 5, cachedInput: 4, reasoning: 2 };
    const judged = sample({ usage, judges: [judgement(5, { usage: { input: 30, output: 3 } })] });
    assert.deepEqual(summarize([caseOf(judged), caseOf(sample({ usage }))], [], 0).tokens, {
      input: 20,
      output: 10,
      cachedInput: 8,
      reasoning: 4,
      judges: 33,
    });
    assert.equal(summarize([caseOf(sample())], [], 0).tokens, null);
  });

  it('counts what came from the cache', () => {
    assert.equal(summarize([caseOf(sample({ cached: true })), caseOf(sample())], [], 0).cached, 1);
  });
});

describe('percentiles', () => {
  it('interpolate as NumPy does', () => {
    const numbers = new SortedNumbers();
    for (const value of [40, 10, 30, 20]) numbers.add(value);
    // numpy.percentile([10, 20, 30, 40], [50, 95, 99, 100])
    assert.deepEqual(numbers.percentiles(), { p50: 25, p95: 38.5, p99: 39.699999999999996, max: 40 });
  });

  it('are the same whatever the order in which the numbers came', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (values) => {
          const numbers = new SortedNumbers();
          for (const value of values) numbers.add(value);
          const sorted = [...values].sort((a, b) => a - b);
          const position = 0.95 * (sorted.length - 1);
          const low = sorted[Math.floor(position)] as number;
          const high = sorted[Math.ceil(position)] as number;
          assert.equal(numbers.percentiles()?.p95, low + (high - low) * (position - Math.floor(position)));
          assert.equal(numbers.percentiles()?.max, sorted.at(-1));
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });

  it('are not there without numbers', () => assert.equal(new SortedNumbers().percentiles(), null));
});
