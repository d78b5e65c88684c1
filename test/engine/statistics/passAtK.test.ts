import assert from 'node:assert/strict';
import fc from 'fast-check';
import { passAtK, passHatK } from '../../../src/engine/statistics/passAtK';

/** Every choice of k of some outcomes. */
function choices(outcomes: readonly boolean[], k: number): boolean[][] {
  if (k === 0) return [[]];
  return outcomes.flatMap((first, index) => choices(outcomes.slice(index + 1), k - 1).map((rest) => [first, ...rest]));
}

const trials = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 8 })
  .chain((outcomes) => fc.tuple(fc.constant(outcomes), fc.integer({ min: 1, max: outcomes.length })));

describe('pass^k and pass@k', () => {
  it('are the shares of choices of k trials in which all, or any, pass', () => {
    fc.assert(
      fc.property(trials, ([outcomes, k]) => {
        const all = choices(outcomes, k);
        const share = (holds: (choice: boolean[]) => boolean) => all.filter(holds).length / all.length;
        const counts = { n: outcomes.length, c: outcomes.filter(Boolean).length };
        assert.ok(Math.abs((passHatK(counts, k) ?? -1) - share((choice) => choice.every(Boolean))) < 1e-12);
        assert.ok(Math.abs((passAtK(counts, k) ?? -1) - share((choice) => choice.some(Boolean))) < 1e-12);
      }),
    );
  });

  it('are not known for more trials than there were, or for none', () => {
    for (const k of [0, 4]) assert.deepEqual([passHatK({ n: 3, c: 2 }, k), passAtK({ n: 3, c: 2 }, k)], [null, null]);
  });
});
