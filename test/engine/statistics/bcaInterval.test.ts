import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bcaInterval, seededRandom } from '../../../src/engine/statistics';

const NONE = { low: null, high: null };

const random = (seed: number, n: number, value: (next: () => number) => number) => {
  const next = seededRandom(seed);
  return Array.from({ length: n }, () => value(next));
};

const near = (ours: { low: number | null; high: number | null }, low: number, high: number, tolerance: number) => {
  assert.ok(ours.low !== null && Math.abs(ours.low - low) <= tolerance, `low ${ours.low} instead of ${low}`);
  assert.ok(ours.high !== null && Math.abs(ours.high - high) <= tolerance, `high ${ours.high} instead of ${high}`);
};

describe('the BCa interval', () => {
  it('is the point itself where nothing varies, and nothing where there is nothing', () => {
    assert.deepEqual(bcaInterval([0.25]), { low: 0.25, high: 0.25 });
    assert.deepEqual(bcaInterval([0.1 + 0.2, 0.3, 0.3]), { low: 0.1 + 0.2, high: 0.1 + 0.2 });
    assert.deepEqual(bcaInterval([0, 0, 0]), { low: 0, high: 0 });
    assert.deepEqual(bcaInterval([]), NONE);
    assert.deepEqual(bcaInterval([Number.NaN, Number.NEGATIVE_INFINITY, null]), NONE);
  });

  it('is nothing for a confidence or a number of resamples that cannot be', () => {
    for (const confidence of [0, 1, -1, 2, Number.NaN]) assert.deepEqual(bcaInterval([0, 1], { confidence }), NONE);
    for (const resamples of [0, -5, Number.NaN, Number.POSITIVE_INFINITY])
      assert.deepEqual(bcaInterval([0, 1], { resamples }), NONE);
  });

  it('lies within the values, in order, for whatever there is', () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, fc.constantFrom(0.01, 0.5, 0.95, 0.999999), fc.nat(), (all, confidence, seed) => {
        const { low, high } = bcaInterval(all, { confidence, resamples: 200, seed });
        assert.ok(low !== null && high !== null);
        // What is 0 but for rounding becomes 0.
        assert.ok(Math.min(...all) - 1e-9 <= low && low <= high && high <= Math.max(...all) + 1e-9, `${low} ${high}`);
      }),
    );
  });

  it('stays finite where every resample is on one side, and beyond the pole of the acceleration', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { low, high } = bcaInterval([0, 0, 0, 0, 1], { resamples: 1, seed });
      assert.ok(Number.isFinite(low) && Number.isFinite(high));
    }
    const outlier = [1, ...Array(400).fill(0)];
    const { low, high } = bcaInterval(outlier, { confidence: 1 - 1e-12, resamples: 100_000 });
    assert.ok(low === 0 && (high as number) > 3 / 401);
  });

  it('agrees with 400,000 resamples of an implementation in numpy, on skewed values', () => {
    // z0, acceleration and quantiles by the definition, with numpy 2.4.6 and mpmath 1.3.0.
    const skewed = [...Array(4).fill(-1), ...Array(36).fill(0.25)];
    near(bcaInterval(skewed), -0.03125, 0.21875, 0.02);
    near(bcaInterval(skewed, { confidence: 0.8, resamples: 100_000 }), 0.03125, 0.1875, 1e-9);
  });

  it('moves with the values', () => {
    const values = random(3, 30, (next) => Math.floor(next() * 9 - 4) / 4);
    const { low, high } = bcaInterval(values) as { low: number; high: number };
    near(bcaInterval(values.map((value) => value + 1)), low + 1, high + 1, 1e-9);
    near(bcaInterval(values.map((value) => value * 8)), low * 8, high * 8, 1e-9);
    near(bcaInterval([...values, Number.NaN, null]), low, high, 0);
  });

  it('ends at 0 and not beside it', () => {
    // Sums of tenths miss 0 in the last digit: 0.1 + 0.2 − 0.3 is 5.6e-17.
    for (let seed = 0; seed < 40; seed++) {
      const values = random(seed, 9, (next) => (Math.floor(next() * 10) - 3) / 10);
      const whole = bcaInterval(
        values.map((value) => Math.round(value * 10)),
        { seed },
      );
      const { low, high } = bcaInterval(values, { seed });
      assert.equal(Math.sign(low as number), Math.sign(whole.low as number));
      assert.equal(Math.sign(high as number), Math.sign(whole.high as number));
    }
  });

  it('is the same for the same seed, and nearly the same for another', () => {
    const values = random(4, 40, (next) => next() - 0.5);
    const one = bcaInterval(values, { seed: 1 }) as { low: number; high: number };
    assert.deepEqual(bcaInterval(values, { seed: 1 }), one);
    assert.notDeepEqual(bcaInterval(values, { seed: 2 }), one);
    near(bcaInterval(values, { seed: 2 }), one.low, one.high, 0.01);
  });

  it('takes well under 300 ms for 1,000 cases', () => {
    const values = random(5, 1_000, (next) => Math.floor(next() * 25 - 12) / 12);
    const times = [1, 2, 3].map(() => {
      const started = performance.now();
      bcaInterval(values);
      return performance.now() - started;
    });
    assert.ok(Math.min(...times) < 250, `${times}`);
  });
});
