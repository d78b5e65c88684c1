import assert from 'node:assert/strict';
import fc from 'fast-check';
import { studentT975 } from '../../../src/engine/evaluate/studentT';
import { WeightedMean } from '../../../src/engine/evaluate/weightedMean';

function meanOf(scores: readonly (readonly [number, number])[]): WeightedMean {
  const mean = new WeightedMean();
  for (const [score, weight] of scores) mean.add(score, weight);
  return mean;
}

const near = (actual: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

describe('the mean score with its interval', () => {
  it('is the t interval of the mean where the weights are equal', () => {
    // scipy.stats.t.interval(0.95, 4, loc=0.55, scale=scipy.stats.sem([.25, .5, .5, .75, .75]))
    const mean = meanOf([0.25, 0.5, 0.5, 0.75, 0.75].map((score) => [score, 1] as const));
    near(mean.mean as number, 0.55);
    near(mean.interval?.low as number, 0.290287341597, 1e-9);
    near(mean.interval?.high as number, 0.809712658402, 1e-9);
  });

  it('does not change when all weights are multiplied', () => {
    const scores = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 9 })), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(scores, fc.integer({ min: 2, max: 50 }), (pairs, factor) => {
        const once = meanOf(pairs);
        const scaled = meanOf(pairs.map(([score, weight]) => [score, weight * factor] as const));
        near(once.mean as number, scaled.mean as number);
        near(once.interval?.low as number, scaled.interval?.low as number, 1e-6);
        near(once.interval?.high as number, scaled.interval?.high as number, 1e-6);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('is the point itself where all scores are the same', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 2, max: 500 }), (score, count) => {
        const { interval } = meanOf(Array.from({ length: count }, () => [score, 1] as const));
        near(interval?.low as number, score);
        near(interval?.high as number, score);
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it('stays inside 0..1', () => {
    const { interval } = meanOf([
      [0, 1],
      [1, 1],
    ]);
    assert.deepEqual(interval, { low: 0, high: 1 });
  });

  it('has no mean without scores and no interval below 2', () => {
    assert.equal(meanOf([]).mean, null);
    assert.equal(meanOf([[0.5, 1]]).interval, null);
  });
});

describe('the quantile of Student’s t', () => {
  // scipy.stats.t.ppf(0.975, df)
  for (const [degrees, quantile] of [
    [1, 12.7062047],
    [4, 2.7764451],
    [20, 2.0859634],
    [21, 2.0796138],
    [99, 1.984217],
    [1999, 1.9611514],
  ] as const) {
    it(`is ${quantile} for ${degrees} degrees of freedom`, () => near(studentT975(degrees), quantile, 1e-6));
  }
});
