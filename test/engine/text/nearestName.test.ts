import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nearestName } from '../../../src/engine/text/nearestName';

describe('nearestName', () => {
  const known = ['contains', 'contains-any', 'json', 'cost', 'ends-with', 'question'];
  const pairs: [string, string | undefined][] = [
    ['contians', 'contains'],
    ['contain', 'contains'],
    ['Contains', 'contains'],
    ['jsno', 'json'],
    ['ends-wiht', 'ends-with'],
    ['qestoin', 'question'],
    ['cots', 'cost'],
    ['rubric', undefined],
    ['jxyn', undefined],
    ['', undefined],
    ['問題', undefined],
  ];
  for (const [written, wanted] of pairs) {
    it(`takes ${JSON.stringify(written)} for ${wanted ?? 'nothing that is known'}`, () => {
      assert.equal(nearestName(written, known), wanted);
    });
  }

  it('takes the nearest of several', () => {
    assert.equal(nearestName('contains-an', ['contains-all', 'contains-any']), 'contains-any');
  });

  it('is the nearest by all edits counted out, whatever the words', () => {
    const word = fc
      .array(fc.constantFrom('a', 'b', 'c', '中'), { minLength: 1, maxLength: 9 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 6 }), (name, known) => {
        const near = known
          .map((each) => ({ each, distance: edits(name, each) }))
          .filter(({ each, distance }) => distance <= Math.min(2, Math.floor(each.length / 3)));
        const least = Math.min(...near.map(({ distance }) => distance));
        assert.equal(nearestName(name, known), near.find(({ distance }) => distance === least)?.each);
      }),
      { seed: 20261129, numRuns: 3000 },
    );
  });
});

/** Optimal string alignment, by its definition. */
function edits(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  const at = (i: number, j: number) => table[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let j = 1; j <= b.length; j++) (table[0] as number[])[j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const ways = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) ways.push(at(i - 2, j - 2) + 1);
      (table[i] as number[])[j] = Math.min(...ways);
    }
  }
  return at(a.length, b.length);
}
