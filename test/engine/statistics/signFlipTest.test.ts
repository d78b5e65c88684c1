import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mcnemar, seededRandom, signFlipTest } from '../../../src/engine/statistics';
import { drawnFlips } from '../../../src/engine/statistics/drawnFlips';
import { enumeratedFlips } from '../../../src/engine/statistics/enumeratedFlips';
import { latticeOf } from '../../../src/engine/statistics/lattice';

/** By the definition: every pattern of signs. Of whole numbers exact; else sums that differ by rounding are the same. */
function byEnumeration(steps: readonly number[]): number {
  const observed = Math.abs(steps.reduce((sum, step) => sum + step, 0));
  let far = 0;
  for (let pattern = 0; pattern < 2 ** steps.length; pattern++) {
    const sum = steps.reduce((total, step, index) => total + ((pattern >> index) & 1 ? step : -step), 0);
    if (Math.abs(sum) >= observed - 1e-9) far++;
  }
  return far / 2 ** steps.length;
}

/** 2 · P(X ≤ min(b, c)) in whole numbers. */
function byBinomials(b: number, c: number): number {
  const n = b + c;
  let term = 1n;
  let sum = 1n;
  for (let k = 1; k <= Math.min(b, c); k++) {
    term = (term * BigInt(n - k + 1)) / BigInt(k);
    sum += term;
  }
  return Math.min(1, Number((2n * sum * 10n ** 30n) / 2n ** BigInt(n)) / 1e30);
}

const close = (ours: number | null, theirs: number, tolerance = 1e-12) =>
  assert.ok(ours !== null && Math.abs(ours - theirs) <= tolerance, `${ours} instead of ${theirs}`);

const random = (seed: number, n: number, value: (next: () => number) => number) => {
  const next = seededRandom(seed);
  return Array.from({ length: n }, () => value(next));
};

describe('the sign-flip test', () => {
  const steps = fc.array(fc.integer({ min: -13, max: 13 }), { minLength: 1, maxLength: 11 });

  it('counts every pattern of signs, on any lattice', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(1, 4, 12, 60, 100, 7 / 0.3), (whole, perUnit) => {
        const values = whole.map((step) => step / perUnit);
        close(signFlipTest(values).p, byEnumeration(whole));
      }),
    );
  });

  it('sees the lattice through what floating numbers do to it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }))), (pairs) => {
        const values = pairs.slice(0, 11).map(([a, b]) => a / 10 - b / 10);
        const whole = pairs.slice(0, 11).map(([a, b]) => a - b);
        const { p } = signFlipTest(values.map((value) => (Math.abs(value) < 1e-12 ? 0 : value)));
        if (whole.length === 0) assert.equal(p, null);
        else close(p, byEnumeration(whole));
      }),
    );
    // Means of three scores in two orders of adding, which differ in their last digit.
    const means = [(0.1 + 0.2 + 0.3) / 3, -(0.3 + 0.2 + 0.1) / 3, 0.25, 0.75 / 3];
    close(signFlipTest(means).p, byEnumeration([4, -4, 5, 5]));
  });

  it('is McNemar’s test on 0/1 scores', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(10), (b, c, same) => {
        const values = [...Array(b).fill(-1), ...Array(c).fill(1), ...Array(same).fill(0)];
        if (values.length === 0) return;
        close(signFlipTest(values).p, mcnemar(b, c).p as number);
        close(mcnemar(b, c).p, byBinomials(b, c));
      }),
    );
  });

  it('does not depend on order, sign, unit or unchanged cases', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(0.25, 3, 1e-6, 1e6), (whole, unit) => {
        const { p } = signFlipTest(whole);
        close(signFlipTest([...whole].reverse()).p, p as number);
        close(signFlipTest(whole.map((step) => -step)).p, p as number);
        close(signFlipTest(whole.map((step) => step * unit)).p, p as number);
        close(signFlipTest([...whole, 0, 0]).p, p as number);
      }),
    );
  });

  it('enumerates up to 32 differences that have no common step', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 11 }), (whole) => {
        const values = whole.map((step, index) => step * Math.sqrt(index + 2));
        if (values.every((value) => value === 0)) return;
        close(enumeratedFlips(values), byEnumeration(values), 1e-12);
      }),
    );
    const values = random(5, 32, (next) => next() - 0.4);
    assert.equal(latticeOf(values), undefined);
    assert.equal(signFlipTest(values, { seed: 1 }).p, signFlipTest(values, { seed: 2 }).p);
  });

  it('draws signs for more of them: near the exact p, never 0, the same for the same seed', () => {
    const whole = random(6, 60, (next) => Math.round(next() * 8 - 3.4));
    close(drawnFlips(whole, 3), signFlipTest(whole).p as number, 0.012);
    const values = random(7, 50, (next) => next() + 0.5);
    assert.equal(signFlipTest(values).p, 1 / 20_001);
    const noisy = random(8, 50, (next) => next() - 0.45);
    assert.equal(signFlipTest(noisy, { seed: 9 }).p, signFlipTest(noisy, { seed: 9 }).p);
    assert.notEqual(signFlipTest(noisy, { seed: 9 }).p, signFlipTest(noisy, { seed: 10 }).p);
  });

  it('has an answer for what is hardly a test', () => {
    assert.deepEqual(signFlipTest([]), { p: null });
    assert.deepEqual(signFlipTest([Number.NaN, null, undefined, Number.POSITIVE_INFINITY]), { p: null });
    assert.deepEqual(signFlipTest([0, 0, 0]), { p: 1 });
    assert.deepEqual(signFlipTest([0.25]), { p: 1 });
    assert.deepEqual(signFlipTest([0.25, 0.25]), { p: 0.5 });
    assert.deepEqual(signFlipTest([0.25, Number.NaN, 0.25]), { p: 0.5 });
    assert.ok((signFlipTest(Array(3_000).fill(1)).p as number) > 0);
    assert.ok((signFlipTest([1e308, 1e308, -1e-308, 5]).p as number) > 0);
    assert.equal(signFlipTest(Array.from({ length: 200_000 }, (_, index) => (index % 2 === 0 ? 1 : -1))).p, 1);
  });

  it('takes milliseconds for 1,000 cases of 3 repeats', () => {
    const values = random(9, 1_000, (next) => (Math.round(next() * 12) - Math.round(next() * 12)) / 12);
    const times = [1, 2, 3].map(() => {
      const started = performance.now();
      signFlipTest(values);
      return performance.now() - started;
    });
    assert.ok(Math.min(...times) < 100, `${times}`);
  });
});

describe('McNemar’s test', () => {
  it('takes counts only', () => {
    for (const [b, c] of [
      [-1, 2],
      [1.5, 2],
      [Number.NaN, 0],
      [0, Number.POSITIVE_INFINITY],
    ] as const)
      assert.deepEqual(mcnemar(b, c), { p: null });
    assert.deepEqual(mcnemar(0, 0), { p: 1 });
    assert.deepEqual(mcnemar(7, 7), { p: 1 });
    assert.ok((mcnemar(0, 5_000).p as number) > 0);
  });

  it('is exact for hundreds of thousands', () => close(mcnemar(100_000, 99_000).p, 0.025127217697, 1e-10));
});
