import assert from 'node:assert/strict';
import { noiseShare, seededRandom, varianceComponents } from '../../../src/engine/statistics';

describe('variance components', () => {
  it('take noise within cases off the spread between them', () => {
    const { withinCase, betweenCases, standardError } = varianceComponents([
      [0, 2],
      [4, 6],
      [8, 10],
    ]);
    assert.equal(withinCase, 2);
    assert.equal(betweenCases, 16 - 2 / 2);
    assert.equal(standardError, Math.sqrt(16 / 3));
    assert.equal(
      varianceComponents([
        [0, 2],
        [0, 2],
        [2, 0],
      ]).betweenCases,
      0,
    );
  });

  it('are null where undefined', () => {
    assert.deepEqual(varianceComponents([]), { withinCase: null, betweenCases: null, standardError: null });
    assert.deepEqual(varianceComponents([[], [Number.NaN, null]]), {
      withinCase: null,
      betweenCases: null,
      standardError: null,
    });
    assert.deepEqual(varianceComponents([[1, 3]]), { withinCase: 2, betweenCases: null, standardError: null });
    assert.deepEqual(varianceComponents([[1], [3]]), { withinCase: null, betweenCases: null, standardError: 1 });
    assert.equal(
      varianceComponents([
        [1, null, 3],
        [3, Number.NaN],
      ]).withinCase,
      2,
    );
  });
});

describe('the share of noise in differences', () => {
  const next = seededRandom(4);
  /** Rows of repeats: a case's level, and how far its repeats scatter. */
  const rows = (levels: readonly number[], scatter: number) =>
    levels.map((level) => Array.from({ length: 3 }, () => level + (next() - 0.5) * scatter));
  const levels = Array.from({ length: 200 }, () => next());

  it('is all of them where the cases themselves do not change', () => {
    assert.ok((noiseShare(rows(levels, 0.5), rows(levels, 0.5)) as number) > 0.8);
  });

  it('is little where they do, and the repeats agree', () => {
    const moved = levels.map((level) => level + next() - 0.5);
    assert.ok((noiseShare(rows(levels, 0.05), rows(moved, 0.05)) as number) < 0.05);
    assert.equal(
      noiseShare(
        [
          [1, 1],
          [2, 2],
        ],
        [
          [1, 1],
          [3, 3],
        ],
      ),
      0,
    );
  });

  it('is not known without repeats, or where no difference differs', () => {
    assert.equal(noiseShare([], []), null);
    assert.equal(noiseShare([[1], [2]], [[2], [1]]), null);
    assert.equal(
      noiseShare(
        [
          [1, 2],
          [2, 3],
        ],
        [[2], [1]],
      ),
      null,
    );
    assert.equal(
      noiseShare(
        [
          [1, 1],
          [2, 2],
        ],
        [
          [2, 2],
          [3, 3],
        ],
      ),
      null,
    );
    assert.equal(noiseShare([[1, 2]], [[2, 1]]), null);
    assert.equal(
      noiseShare(
        [
          [1, 2],
          [2, 3],
          [5, 5],
        ],
        [[2, 1]],
      ),
      null,
    );
  });
});
