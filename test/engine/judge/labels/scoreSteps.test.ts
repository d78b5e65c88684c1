import assert from 'node:assert/strict';
import { scoreSteps } from '../../../../src/engine/judge/labels';

describe('the scores that a person chooses from', () => {
  const texts = (min: number, max: number) => scoreSteps({ min, max }).map(({ text }) => text);

  it('are the whole numbers of a scale', () => {
    assert.deepEqual(texts(1, 5), ['1', '2', '3', '4', '5']);
    assert.equal(texts(1, 10).length, 10);
    assert.equal(texts(0, 10).length, 11);
    assert.deepEqual(texts(-1, 1), ['-1', '0', '1']);
  });

  it('are five steps where whole numbers are none or too many', () => {
    assert.deepEqual(texts(0, 1), ['0', '0.25', '0.5', '0.75', '1']);
    assert.deepEqual(texts(0, 100), ['0', '25', '50', '75', '100']);
    assert.deepEqual(texts(0.1, 0.3), ['0.1', '0.15', '0.2', '0.25', '0.3']);
  });

  it('are the words of a scale of words', () => {
    const labels = [
      { label: 'fail', score: 0 },
      { label: 'pass', score: 1 },
    ];
    assert.deepEqual(scoreSteps({ min: 0, max: 1, labels }), [
      { score: 0, text: 'fail' },
      { score: 1, text: 'pass' },
    ]);
  });
});
