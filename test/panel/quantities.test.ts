import assert from 'node:assert/strict';
import { count, dollars, duration, mean, points } from '../../src/panel/quantities';

const FIVE = { min: 1, max: 5 };
const SHARE = { min: 0, max: 1 };

describe('the numbers of the panel', () => {
  it('are dollars with as many digits as are needed', () => {
    assert.deepEqual([0, 0.00042, 0.0042, 0.5, 12].map(dollars), ['$0', '$0.00042', '$0.0042', '$0.50', '$12.00']);
  });

  it('are times in the unit that fits', () => {
    assert.deepEqual([0.2, 310, 999.4, 999.6, 1800, 59_970, 65_000, 119_800].map(duration), [
      '<1 ms',
      '310 ms',
      '999 ms',
      '1.0 s',
      '1.8 s',
      '1 min 0 s',
      '1 min 5 s',
      '2 min 0 s',
    ]);
  });

  it('are scores as they were given, and means that line up', () => {
    assert.deepEqual(
      [points(4, FIVE), points(4.14, FIVE), points(0.825, SHARE), points(1, SHARE)],
      ['4', '4.1', '0.82', '1'],
    );
    assert.deepEqual([mean(4, FIVE), mean(4.14, FIVE), mean(1, SHARE)], ['4.0', '4.1', '1.00']);
  });

  it('have separators', () => {
    assert.equal(count(10_000, 'zh-tw'), '10,000');
  });
});
