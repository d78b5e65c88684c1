import assert from 'node:assert/strict';
import { count, dollars, duration, onScale, outOf } from '../../../src/engine/report/quantities';

const five = { min: 1, max: 5 };

describe('quantities', () => {
  for (const [amount, text] of [
    [0, '$0'],
    [0.0042, '$0.0042'],
    [0.004, '$0.004'],
    [0.00001234, '$0.000012'],
    [0.016, '$0.02'],
    [12.5, '$12.50'],
  ] as const) {
    it(`${amount} US dollars are ${text}`, () => assert.equal(dollars(amount), text));
  }

  for (const [milliseconds, text] of [
    [310.4, '310 ms'],
    [999.4, '999 ms'],
    [1_800, '1.8 s'],
    [119_900, '119.9 s'],
    [125_000, '2 min 5 s'],
  ] as const) {
    it(`${milliseconds} milliseconds are ${text}`, () => assert.equal(duration(milliseconds), text));
  }

  it('thousands are separated', () => assert.equal(count(2_310), '2,310'));

  it('scores are shown on their scale', () => {
    assert.deepEqual([onScale(0.775, five), outOf(1, five), outOf(0.25, five)], ['4.1', '5/5', '2/5']);
    assert.deepEqual([outOf(0.75, { min: 0, max: 1 }), outOf(1, { min: 0, max: 1 })], ['0.75', '1']);
  });
});
