import assert from 'node:assert/strict';
import fc from 'fast-check';
import { aggregate, combineReadings } from '../../../src/engine/judge/combineReadings';
import type { Judge } from '../../../src/engine/judge/judge';
import type { Reading } from '../../../src/engine/judge/score';
import type { Aggregate } from '../../../src/engine/testset/testSet';
import { loaded } from './loadJudges';

const reading = (model: string, score: number | null): Reading => ({ model, score, reason: '', cached: false });

describe('combineReadings', () => {
  const judge = (how: Aggregate = 'mean'): Promise<Judge> => loaded({ judge: 'relevance', aggregate: how });

  it('is the one reading where there is one', async () => {
    assert.deepEqual(combineReadings(await judge(), [reading('a', 4)]), { score: 4 });
  });

  it('gives each model one voice, however often it was asked', async () => {
    const readings = [reading('a', 1), reading('a', 1), reading('a', 4), reading('b', 5)];
    const { score, spread } = combineReadings(await judge(), readings);
    assert.equal(score, 3.5);
    // Of all four readings: 1, 1, 4, 5.
    assert.ok(Math.abs((spread ?? 0) - Math.sqrt(12.75 / 3)) < 1e-12, `${spread}`);
  });

  it('takes the mean, the median or the majority of a panel', async () => {
    const panel = [reading('a', 1), reading('b', 5), reading('c', 5)];
    const of = async (how: Aggregate) => combineReadings(await judge(how), panel).score;
    assert.equal(await of('mean'), 11 / 3);
    assert.equal(await of('median'), 5);
    assert.equal(await of('majority'), 5);
    assert.equal(aggregate([1, 2, 5], 'majority'), 2, 'the middle where there is no majority');
    assert.equal(aggregate([1, 5], 'majority'), 3);
    assert.equal(aggregate([1, 1, 5, 5], 'majority'), 3);
    assert.equal(aggregate([1, 2, 4, 5], 'median'), 3);
  });

  it('has no score as soon as one reading has none', async () => {
    assert.deepEqual(combineReadings(await judge(), [reading('a', 4), reading('b', null)]), { score: null });
    assert.deepEqual(combineReadings(await judge(), []), { score: null });
    const { score, spread } = combineReadings(await judge(), [reading('a', 4), reading('a', 2), reading('b', null)]);
    assert.deepEqual([score, spread], [null, Math.SQRT2]);
  });

  it('names the label where the score is one, and none between two', async () => {
    const labelled = await loaded('factual-consistency');
    assert.equal(combineReadings(labelled, [reading('a', 0.6), reading('b', 0.6)]).label, 'more');
    assert.equal(combineReadings(labelled, [reading('a', 0.6), reading('b', 1)]).label, undefined);
  });

  it('decides each pair before it combines them', async () => {
    const pair = await loaded('pairwise');
    assert.deepEqual(combineReadings(pair, [reading('a', 1), reading('a', 1)]), { score: 1, label: 'win' });
    assert.equal(combineReadings(pair, [reading('a', 1), reading('a', 0)]).label, 'tie');
    const twice = [reading('a', 1), reading('a', 1), reading('a', 1), reading('a', 0)];
    assert.equal(combineReadings(pair, twice).score, 0.75);
    assert.equal(combineReadings(pair, [reading('a', 1), reading('a', null)]).score, null);
  });

  it('stays within what was said, in any order of the panel', () => {
    const scores = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(scores, fc.constantFrom<Aggregate>('mean', 'median', 'majority'), (each, how) => {
        const value = aggregate(each, how);
        assert.ok(value >= Math.min(...each) && value <= Math.max(...each));
        assert.ok(Math.abs(aggregate([...each].reverse(), how) - value) < 1e-12);
      }),
      { seed: 20261123, numRuns: 500 },
    );
  });
});
