import assert from 'node:assert/strict';
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
});
