import assert from 'node:assert/strict';
import { onScale, readScale, usualThreshold } from '../../../src/engine/judge/judgeScale';

describe('readScale', () => {
  const scales: [unknown, number, number][] = [
    ['1-10', 1, 10],
    ['0–1', 0, 1],
    ['1..7', 1, 7],
    ['-1 to 1', -1, 1],
    [' 0 - 100 ', 0, 100],
    [[1, 10], 1, 10],
    ['pass/fail', 0, 1],
    ['Yes / No', 0, 1],
    ['通過/不通過', 0, 1],
  ];
  for (const [written, min, max] of scales) {
    it(`reads ${JSON.stringify(written)}`, () => {
      const scale = readScale(written);
      assert.deepEqual([scale?.min, scale?.max], [min, max]);
    });
  }

  it('spaces labels evenly, from the worst to the best', () => {
    assert.deepEqual(readScale(['bad', 'fair', 'good'])?.labels, [
      { label: 'bad', score: 0 },
      { label: 'fair', score: 0.5 },
      { label: 'good', score: 1 },
    ]);
    assert.deepEqual(
      readScale('通過/不通過')?.labels?.map(({ label }) => label),
      ['不通過', '通過'],
    );
  });

  it('takes the scores that labels are given, and sorts by them', () => {
    const scale = readScale({ same: 1, contradicts: 0, part: 0.4 });
    assert.deepEqual(
      scale?.labels?.map(({ label }) => label),
      ['contradicts', 'part', 'same'],
    );
    assert.deepEqual([scale?.min, scale?.max], [0, 1]);
  });

  for (const wrong of [
    5,
    '5',
    '5-1',
    '3-3',
    'five',
    '1-10 points',
    '',
    null,
    true,
    [],
    ['only'],
    [1],
    [1, 2, 3],
    [1, 'b'],
    ['same', 'Same '],
    ['', 'b'],
    { a: 'x', b: 1 },
    { a: 1 },
    { a: 1, b: 1 },
    { a: Number.NaN, b: 1 },
    Array.from({ length: 12 }, (_, index) => `label ${index}`),
  ]) {
    it(`refuses ${JSON.stringify(wrong)?.slice(0, 40)}`, () => assert.equal(readScale(wrong), undefined));
  }
});

describe('where a scale is passed', () => {
  it('is three quarters up', () => {
    const threshold = (written: unknown) => {
      const scale = readScale(written);
      assert.ok(scale);
      return usualThreshold(scale);
    };
    assert.equal(threshold('1-5'), 4);
    assert.equal(threshold('0-1'), 0.75);
    assert.equal(threshold('pass/fail'), 1);
    assert.equal(threshold(['a', 'b', 'c', 'd', 'e']), 0.75);
    assert.equal(threshold({ no: 0, nearly: 0.8, yes: 1 }), 0.8);
  });

  it('may be named by a label, in any case of its letters', () => {
    const scale = readScale(['fail', 'pass']) ?? { min: 0, max: 0 };
    assert.equal(onScale(' Pass', scale), 1);
    assert.equal(onScale('passed', scale), undefined);
    assert.equal(onScale(0.5, scale), 0.5);
    assert.equal(onScale(2, scale), undefined);
    assert.equal(onScale('4', { min: 1, max: 5 }), undefined);
  });
});
