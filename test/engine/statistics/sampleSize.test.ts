import assert from 'node:assert/strict';
import { sampleSizeMcnemar, sampleSizePaired } from '../../../src/engine/statistics';

describe('sample sizes', () => {
  it('grow with the spread and the power, and shrink with the difference', () => {
    const base = sampleSizePaired(0.3, 0.1) as number;
    assert.ok(Math.abs((sampleSizePaired(0.6, 0.1) as number) - 4 * base) < 1e-9);
    assert.ok(Math.abs((sampleSizePaired(0.3, -0.05) as number) - 4 * base) < 1e-9);
    assert.ok((sampleSizePaired(0.3, 0.1, { power: 0.9 }) as number) > base);
    assert.ok((sampleSizePaired(0.3, 0.1, { alpha: 0.01 }) as number) > base);
    assert.equal(sampleSizePaired(0, 0.1), 0);
  });

  it('are none where there is no such question', () => {
    for (const [sd, delta] of [
      [0.3, 0],
      [-0.3, 0.1],
      [Number.NaN, 0.1],
      [0.3, Number.NaN],
      [Number.POSITIVE_INFINITY, 1],
    ] as const)
      assert.equal(sampleSizePaired(sd, delta), null);
    for (const [discordant, delta] of [
      [0.1, 0],
      [0.05, 0.1],
      [1.1, 0.1],
      [Number.NaN, 0.1],
      [0.1, Number.NaN],
    ] as const)
      assert.equal(sampleSizeMcnemar(discordant, delta), null);
    for (const options of [{ alpha: 0 }, { alpha: 1 }, { power: 0 }, { power: 1 }, { alpha: Number.NaN }]) {
      assert.equal(sampleSizePaired(0.3, 0.1, options), null);
      assert.equal(sampleSizeMcnemar(0.3, 0.1, options), null);
    }
  });

  it('exist where all that changes changes in one direction', () => {
    assert.ok((sampleSizeMcnemar(0.1 + 0.2, 0.3) as number) > 0);
    assert.ok((sampleSizeMcnemar(0.3, 0.1 + 0.2) as number) > 0);
    assert.ok((sampleSizeMcnemar(1, -1) as number) > 0);
  });
});
