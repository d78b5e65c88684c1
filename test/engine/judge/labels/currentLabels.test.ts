import assert from 'node:assert/strict';
import fc from 'fast-check';
import { currentLabels, type HumanLabel, outputDigest } from '../../../../src/engine/judge/labels';

const label = (over: Partial<HumanLabel>): HumanLabel => ({
  id: 'a',
  prompt: 'answer.prompt',
  caseId: 'rag',
  output: 'An answer.',
  outputDigest: outputDigest(over.output ?? 'An answer.'),
  score: 4,
  min: 1,
  max: 5,
  by: 'Ada <ada@example.com>',
  at: '2026-01-02T03:04:05.000Z',
  ...over,
});

describe('the labels that count', () => {
  it('are the newest of each person about an output and a judge', () => {
    const ada = label({ id: '1' });
    const again = label({ id: '2', score: 2, at: '2026-01-02T03:05:00.000Z' });
    const bob = label({ id: '3', by: 'Bob', score: 5 });
    const ofJudge = label({ id: '4', judge: 'tone', score: 1 });
    const ofOther = label({ id: '5', output: 'Another answer.' });
    const ids = currentLabels([again, ofOther, bob, ada, ofJudge]).map(({ id }) => id);
    assert.deepEqual(ids, ['3', '4', '5', '2']);
  });

  it('leave out what was withdrawn', () => {
    const given = label({ id: '1' });
    const { score, min, max, ...rest } = label({ id: '2', at: '2026-01-03T00:00:00.000Z', replaces: '1' });
    assert.deepEqual(currentLabels([given, { ...rest, withdrawn: true }]), []);
  });

  it('leave out what another label takes the place of, also where a clock was wrong', () => {
    const given = label({ id: '1', at: '2026-05-01T00:00:00.000Z' });
    const later = label({ id: '2', score: 1, at: '2026-01-01T00:00:00.000Z', replaces: '1' });
    assert.deepEqual(
      currentLabels([given, later]).map(({ id }) => id),
      ['2'],
    );
  });

  it('are never changed by what another person replaces', () => {
    const ada = label({ id: '1' });
    const bob = label({ id: '2', by: 'Bob', replaces: '1', withdrawn: true });
    assert.deepEqual(
      currentLabels([ada, bob]).map(({ id }) => id),
      ['1'],
    );
  });

  it('are the same in whatever order the lines are, and however often a line is there', () => {
    const lines = fc.array(
      fc.record({
        id: fc.constantFrom('1', '2', '3', '4', '5', '6'),
        by: fc.constantFrom('Ada', 'Bob'),
        judge: fc.constantFrom(undefined, 'tone'),
        second: fc.integer({ min: 0, max: 3 }),
        replaces: fc.constantFrom(undefined, '1', '2', '3'),
        withdrawn: fc.constantFrom(undefined, true as const),
      }),
    );
    fc.assert(
      fc.property(lines, fc.infiniteStream(fc.nat()), (given, random) => {
        const all = given.map(({ second, ...rest }) => label({ ...rest, at: `2026-01-02T03:04:0${second}.000Z` }));
        // A line with one id is one line: copies are equal.
        const unique = [...new Map(all.map((each) => [each.id, each])).values()];
        const shuffled = [...unique, ...unique]
          .map((each) => ({ each, key: random.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        assert.deepEqual(currentLabels(shuffled), currentLabels(unique));
      }),
    );
  });
});
