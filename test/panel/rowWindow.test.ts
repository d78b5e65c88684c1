import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type RowList, rowTop, rowWindow } from '../../src/panel/rowWindow';

const LIST: RowList = { count: 100, rowHeight: 20 };

describe('rowWindow', () => {
  it('is the rows in sight and a margin around them', () => {
    assert.deepEqual(rowWindow(LIST, { top: 200, bottom: 300 }, 40), { first: 8, last: 18, before: 160, after: 1640 });
  });

  it('ends where the list ends', () => {
    assert.deepEqual(rowWindow(LIST, { top: 0, bottom: 100 }, 40), { first: 0, last: 8, before: 0, after: 1840 });
    assert.deepEqual(rowWindow(LIST, { top: 1900, bottom: 2000 }, 40), {
      first: 93,
      last: 100,
      before: 1860,
      after: 0,
    });
  });

  it('is small where the list is out of sight', () => {
    assert.deepEqual(rowWindow(LIST, { top: -500, bottom: -100 }, 40), { first: 0, last: 1, before: 0, after: 1980 });
    assert.deepEqual(rowWindow(LIST, { top: 5000, bottom: 5100 }, 40), {
      first: 99,
      last: 100,
      before: 1980,
      after: 0,
    });
  });

  it('counts the detail that is open below a row', () => {
    const list: RowList = { ...LIST, open: { index: 10, height: 1000 } };
    assert.deepEqual([rowTop(list, 10), rowTop(list, 11), rowTop(list, 100)], [200, 1220, 3000]);
    assert.deepEqual(rowWindow(list, { top: 600, bottom: 700 }, 0), { first: 10, last: 11, before: 200, after: 1780 });
    assert.deepEqual(rowWindow(list, { top: 1300, bottom: 1400 }, 0), {
      first: 15,
      last: 21,
      before: 1300,
      after: 1580,
    });
  });

  it('covers what is in sight, and takes the height of the whole list with what it leaves out', () => {
    const lists = fc.record({
      count: fc.integer({ min: 1, max: 500 }),
      rowHeight: fc.integer({ min: 1, max: 60 }),
      open: fc.option(
        fc.record({ index: fc.integer({ min: 0, max: 499 }), height: fc.integer({ min: 0, max: 900 }) }),
        {
          nil: undefined,
        },
      ),
    });
    fc.assert(
      fc.property(
        lists,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 800 }),
        (list, share, height) => {
          const total = rowTop(list, list.count);
          const top = Math.floor(share * total);
          const bottom = Math.min(total, top + height);
          const { first, last, before, after } = rowWindow(list, { top, bottom }, 0);
          assert.ok(rowTop(list, first) <= top && rowTop(list, last) >= bottom, 'covers what is in sight');
          assert.equal(before + (rowTop(list, last) - rowTop(list, first)) + after, total);
          assert.ok(last - first <= height / list.rowHeight + 2, 'and not much more');
        },
      ),
      { seed: 11, numRuns: 500 },
    );
  });
});
