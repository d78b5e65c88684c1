import assert from 'node:assert/strict';
import fc from 'fast-check';
import { benjaminiHochberg, holm } from '../../../src/engine/statistics';

describe('adjusted p values', () => {
  const ps = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 12 });
  const rejected = (adjusted: readonly (number | null)[], alpha: number) =>
    adjusted.flatMap((p, index) => (p !== null && p <= alpha ? [index] : []));

  it('reject what Holm’s step-down rejects', () => {
    fc.assert(
      fc.property(ps, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (values, alpha) => {
        const tests = values.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p);
        // From the smallest up, until one is not rejected; what only rounding decides is left out.
        if (tests.some(({ p }, rank) => Math.abs(p * (tests.length - rank) - alpha) < 1e-12)) return;
        const kept = tests.findIndex(({ p }, rank) => p * (tests.length - rank) > alpha);
        const expected = tests.slice(0, kept === -1 ? undefined : kept).map(({ index }) => index);
        assert.deepEqual(
          rejected(holm(values), alpha),
          expected.sort((a, b) => a - b),
        );
      }),
    );
  });

  it('reject what Benjamini and Hochberg’s step-up rejects', () => {
    fc.assert(
      fc.property(ps, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (values, alpha) => {
        const tests = values.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p);
        if (tests.some(({ p }, rank) => Math.abs((p * tests.length) / (rank + 1) - alpha) < 1e-12)) return;
        const last = tests.findLastIndex(({ p }, rank) => (p * tests.length) / (rank + 1) <= alpha);
        const expected = tests.slice(0, last + 1).map(({ index }) => index);
        assert.deepEqual(
          rejected(benjaminiHochberg(values), alpha),
          expected.sort((a, b) => a - b),
        );
      }),
    );
  });

  it('leave the order, and what is no p value', () => {
    assert.deepEqual(holm([]), []);
    assert.deepEqual(benjaminiHochberg([]), []);
    assert.deepEqual(holm([null, Number.NaN]), [null, null]);
    assert.deepEqual(holm([0.04, null, 0.01]), [0.04, null, 0.02]);
    assert.deepEqual(benjaminiHochberg([0.04, undefined, 0.01]), [0.04, null, 0.02]);
    assert.deepEqual(holm([0.3]), [0.3]);
    assert.deepEqual(holm([0.6, 0.7]), [1, 1]);
  });
});
