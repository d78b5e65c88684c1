import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readScale, type Scale } from '../../../src/engine/judge/judgeScale';
import { isWhole, scaleWords, scoreSchema } from '../../../src/engine/judge/scaleWords';

const scaleOf = (written: unknown): Scale => {
  const scale = readScale(written);
  assert.ok(scale);
  return scale;
};

const levels = (written: unknown) => {
  const { best, good, middle, poor, worst } = scaleWords(scaleOf(written));
  return [worst, poor, middle, good, best];
};

describe('scaleWords', () => {
  const expected: [unknown, string[]][] = [
    ['1-5', ['1', '2', '3', '4', '5']],
    ['0-4', ['0', '1', '2', '3', '4']],
    ['1-10', ['1–2', '3–4', '5–6', '7–8', '9–10']],
    ['1-7', ['1–2', '3', '4–5', '6', '7']],
    ['0-2', ['0', '0', '1', '1', '2']],
    ['0-3', ['0', '0', '1', '2', '3']],
    ['0-1', ['0', '0.25', '0.5', '0.75', '1']],
    ['-1 to 1', ['-1', '-1', '0', '0', '1']],
    ['0-100', ['0', '25', '50', '75', '100']],
    ['pass/fail', ['fail', 'fail', 'fail', 'pass', 'pass']],
    [
      ['差', '可', '佳'],
      ['差', '差', '可', '可', '佳'],
    ],
    [
      ['a', 'b', 'c', 'd', 'e'],
      ['a', 'b', 'c', 'd', 'e'],
    ],
  ];
  for (const [written, marks] of expected) {
    it(`puts five levels on ${written}`, () => assert.deepEqual(levels(written), marks));
  }

  it('says what the score may be, in two languages', () => {
    assert.equal(scaleWords(scaleOf('1-10')).scale, 'a whole number from 1 to 10');
    assert.equal(scaleWords(scaleOf('0-1')).scale, 'a number from 0 to 1, such as 0.5');
    assert.equal(scaleWords(scaleOf('pass/fail')).scale, 'one of the words fail, pass');
    assert.equal(scaleWords(scaleOf('1-10'), 'zh-TW').scale, '1 到 10 的整數');
    assert.equal(scaleWords(scaleOf('0-1'), 'zh-TW').scale, '0 到 1 的數字，可以有小數');
    assert.equal(scaleWords(scaleOf(['差', '佳']), 'zh-TW').scale, '下列字詞之一：差、佳');
  });

  it('asks for what can be read back', () => {
    assert.deepEqual(scoreSchema(scaleOf('1-5')), { type: 'integer', minimum: 1, maximum: 5 });
    assert.deepEqual(scoreSchema(scaleOf('0-1')), { type: 'number', minimum: 0, maximum: 1 });
    assert.deepEqual(scoreSchema(scaleOf('yes/no')), { type: 'string', enum: ['no', 'yes'] });
    assert.equal(isWhole(scaleOf('0.5-5')), false);
  });

  it('covers every whole number once, in order, on any scale of five steps and more', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 4, max: 60 }), (min, length) => {
        const steps = levels([min, min + length]).flatMap((level) => {
          const ends = level.split('–').map(Number);
          const [first = 0, last = first] = ends;
          return Array.from({ length: last - first + 1 }, (_, index) => first + index);
        });
        assert.deepEqual(
          steps,
          Array.from({ length: length + 1 }, (_, index) => min + index),
        );
      }),
      { seed: 20261123, numRuns: 500 },
    );
  });
});
