import assert from 'node:assert/strict';
import { wilson } from '../../../src/engine/statistics/wilson';

describe("Wilson's interval of a share", () => {
  const near = (found: { low: number; high: number } | null, low: number, high: number) =>
    assert.ok(
      found !== null && Math.abs(found.low - low) < 1e-9 && Math.abs(found.high - high) < 1e-9,
      JSON.stringify(found),
    );

  // The closed formula in another program.
  it('is that of the formula', () => {
    near(wilson(6, 198), 0.013960646989789, 0.064524015741304);
    near(wilson(5, 10), 0.236593090512564, 0.763406909487436);
  });

  it('says something also where nothing or everything succeeded', () => {
    near(wilson(0, 10), 0, 0.277532799862889);
    near(wilson(10, 10), 0.722467200137111, 1);
    assert.equal(wilson(0, 0), null);
    assert.equal(wilson(3, 2), null);
  });
});
