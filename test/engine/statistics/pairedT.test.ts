import assert from 'node:assert/strict';
import { pairedT } from '../../../src/engine/statistics';

describe('the paired t test', () => {
  it('is undefined for fewer than two differences, and for those that do not vary', () => {
    const none = { t: null, df: null, p: null, low: null, high: null };
    assert.deepEqual(pairedT([]), none);
    assert.deepEqual(pairedT([0.5]), none);
    assert.deepEqual(pairedT([0.5, Number.NaN, null]), none);
    assert.deepEqual(pairedT([0, 0, 0]), { t: null, df: 2, p: null, low: 0, high: 0 });
    assert.deepEqual(pairedT([0.25, 0.25]), { t: null, df: 1, p: null, low: 0.25, high: 0.25 });
    // The same but for rounding.
    assert.equal(pairedT([0.8 - 0.7, 0.3 - 0.2, 0.1]).t, null);
  });

  it('gives the numbers of a published example', () => {
    // Student (1908): additional hours of sleep with two drugs; R: t.test(extra ~ group, paired = TRUE).
    const { t, df, p, low, high } = pairedT([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]);
    const near = (ours: number | null, theirs: number, tolerance: number) =>
      assert.ok(Math.abs((ours as number) - theirs) < tolerance, `${ours} instead of ${theirs}`);
    near(t, 4.0621, 5e-5);
    assert.equal(df, 9);
    near(p, 0.002833, 5e-7);
    near(low, 0.7001142, 5e-8);
    near(high, 2.4598858, 5e-8);
  });
});
