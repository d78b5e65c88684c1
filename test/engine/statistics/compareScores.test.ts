import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareScores, seededRandom } from '../../../src/engine/statistics';

/** Scores before and after, from a base of 0.5 and differences. */
const compared = (differences: readonly number[], options = {}) =>
  compareScores(
    differences.map(() => 0.5),
    differences.map((difference) => 0.5 + difference),
    options,
  );
const times = (n: number, value: number) => Array<number>(n).fill(value);

describe('comparing scores', () => {
  it('decides nothing by fewer than 6 cases, however clear they are', () => {
    assert.equal(compared(times(5, -0.5)).verdict, 'inconclusive');
    assert.equal(compared(times(5, 0)).verdict, 'inconclusive');
    assert.equal(compared(times(6, -0.5)).verdict, 'regressed');
    assert.equal(compared(times(6, 0.5)).verdict, 'improved');
    assert.equal(compared(times(6, 0)).verdict, 'unchanged');
  });

  it('calls a change within the margin none, even where it is significant', () => {
    const small = compared(times(40, -0.02));
    assert.ok((small.p as number) < 0.001 && (small.high as number) < 0);
    assert.equal(small.verdict, 'unchanged');
    assert.equal(compared(times(40, -0.02), { margin: 0.01 }).verdict, 'regressed');
    assert.equal(compared(times(40, -0.02), { margin: 0 }).verdict, 'regressed');
    assert.equal(compared(times(40, 0), { margin: 0 }).verdict, 'unchanged');
  });

  it('counts the margin itself as within it, whatever the last digits say', () => {
    // 0.55 − 0.5 is 0.050000000000000044.
    assert.equal(compared(times(9, 0.05)).verdict, 'unchanged');
    assert.equal(compared(times(9, -0.05)).verdict, 'unchanged');
    assert.equal(compared(times(9, 0.051)).verdict, 'improved');
  });

  it('wants the interval and the test to agree', () => {
    // Five new failures of 20: the interval excludes 0, the exact test says 0.0625.
    const result = compareScores(times(20, 1), [...times(5, 0), ...times(15, 1)]);
    assert.ok((result.high as number) < 0);
    assert.equal(result.p, 0.0625);
    assert.equal(result.verdict, 'inconclusive');
    assert.equal(compareScores(times(20, 1), [...times(6, 0), ...times(14, 1)]).verdict, 'regressed');
  });

  it('compares only what is known on both sides', () => {
    const before = [0.5, null, 0.5, Number.NaN, 0.5, 0.5, 0.5, Number.POSITIVE_INFINITY, 0.5, 0.5];
    const after = [0.75, 0.75, null, 0.75, 0.75, 0.75, 0.75, 0.75];
    const result = compareScores(before, after);
    assert.equal(result.n, 4);
    assert.equal(result.mean, 0.25);
    assert.deepEqual(compareScores(after, before).n, 4);
  });

  it('is undecided where there is nothing to compare', () => {
    for (const [before, after] of [
      [[], []],
      [[0.5], []],
      [[null], [0.5]],
      [[Number.NaN], [Number.NaN]],
    ] as const) {
      assert.deepEqual(compareScores(before, after), {
        n: 0,
        mean: null,
        sd: null,
        low: null,
        high: null,
        p: null,
        verdict: 'inconclusive',
        margin: 0.05,
        alpha: 0.05,
        seed: 0,
        resamples: 10_000,
        decide: { forMargin: null, forEffect: null },
      });
    }
    const one = compareScores([0.5], [0.75]);
    assert.deepEqual([one.n, one.mean, one.sd, one.low, one.high, one.p], [1, 0.25, null, 0.25, 0.25, 1]);
    assert.deepEqual(one.decide, { forMargin: null, forEffect: null });
  });

  it('never throws, and is undecided for an alpha that cannot be', () => {
    const score = fc.oneof(fc.double(), fc.constantFrom(null, undefined, 0, 1, 0.25));
    fc.assert(
      fc.property(fc.array(score), fc.array(score), fc.double(), fc.double(), (before, after, margin, alpha) => {
        assert.ok(compareScores(before, after, { margin, alpha, seed: margin }).verdict);
      }),
      { numRuns: 50 },
    );
    for (const alpha of [0, 1, Number.NaN]) assert.equal(compared(times(9, -0.5), { alpha }).verdict, 'inconclusive');
  });

  it('says the opposite of the opposite', () => {
    const score = fc.integer({ min: 0, max: 4 }).map((step) => step / 4);
    const opposite = {
      regressed: 'improved',
      improved: 'regressed',
      unchanged: 'unchanged',
      inconclusive: 'inconclusive',
    };
    fc.assert(
      fc.property(fc.array(fc.tuple(score, score), { maxLength: 30 }), (pairs) => {
        const [before, after] = [pairs.map(([old]) => old), pairs.map(([, now]) => now)];
        const [there, back] = [compareScores(before, after), compareScores(after, before)];
        assert.equal(back.p, there.p);
        assert.equal(back.n, there.n);
        assert.deepEqual(back.decide, there.decide);
        // The resamples are not mirror images: an interval that nearly ends at 0 may end on its other side.
        const borderline = [there.low, there.high].some(
          (end) => end !== null && Math.abs(Math.abs(end) - 0.025) < 0.05,
        );
        if (!borderline) assert.equal(back.verdict, opposite[there.verdict]);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same record for the same scores and seed', () => {
    const next = seededRandom(2);
    const before = Array.from({ length: 30 }, () => next());
    const after = Array.from({ length: 30 }, () => next());
    assert.deepEqual(compareScores(before, after, { seed: 5 }), compareScores(before, after, { seed: 5 }));
    assert.notDeepEqual(compareScores(before, after, { seed: 5 }).low, compareScores(before, after, { seed: 6 }).low);
  });

  describe('says about how many cases would decide', () => {
    const z = 1.959963984540054 + 0.8416212335729143;

    it('for scores by their spread', () => {
      const result = compared([0.25, 0.25, -0.25, 0, 0.5, 0, 0, -0.25, 0.25, 0.5]);
      const [sd, mean] = [result.sd as number, result.mean as number];
      assert.equal(result.decide.forMargin, Math.ceil(1.15 * (((z * sd) / 0.05) ** 2 + 2)));
      assert.equal(result.decide.forEffect, Math.ceil(1.15 * (((z * sd) / mean) ** 2 + 2)));
    });

    it('for 0/1 scores by how many change', () => {
      const result = compareScores([...times(20, 1), ...times(20, 0)], [...times(17, 1), ...times(22, 0), 1]);
      // Four of 40 changed, three of them for the worse.
      const size = (delta: number) =>
        (1.959963984540054 * Math.sqrt(0.1) + 0.8416212335729143 * Math.sqrt(0.1 - delta ** 2)) ** 2 / delta ** 2;
      assert.equal(result.decide.forMargin, Math.ceil(1.15 * size(0.05)));
      assert.equal(result.mean, -0.05);
      assert.equal(result.decide.forEffect, Math.ceil(1.15 * size(0.05)));
    });

    it('also where fewer 0/1 cases changed than the margin', () => {
      const { decide } = compareScores(times(40, 1), [0, ...times(39, 1)]);
      assert.ok(decide.forMargin !== null && decide.forEffect !== null && decide.forMargin < decide.forEffect);
    });

    it('and nothing where nothing varies, or nothing was seen', () => {
      assert.deepEqual(compared(times(9, 0.2)).decide, { forMargin: null, forEffect: null });
      assert.deepEqual(compared(times(9, 0)).decide, { forMargin: null, forEffect: null });
      const balanced = compared([0.3, -0.3, 0.1, -0.1, 0.2, -0.2]);
      assert.equal(balanced.mean, 0);
      assert.equal(balanced.decide.forEffect, null);
      assert.ok((balanced.decide.forMargin as number) > 100);
    });
  });
});
