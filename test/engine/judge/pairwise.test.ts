import assert from 'node:assert/strict';
import { bothOrders, followsPosition, outcomeOf } from '../../../src/engine/judge/pairwise';

const [A, TIE, B] = [1, 0.5, 0];
/** What a judge answers in the first and in the second order, as outcomes of the output. */
const readings = (first: number | null, second: number | null) => [
  { score: first === null ? null : outcomeOf(first, 'output-first') },
  { score: second === null ? null : outcomeOf(second, 'output-second') },
];

describe('a pair in both orders', () => {
  const cases: [string, number | null, number | null, number | null][] = [
    ['wins where the output is better in both', A, B, 1],
    ['loses where the other is better in both', B, A, 0],
    ['is a tie where both orders say so', TIE, TIE, 0.5],
    ['is a tie where the judge takes the first place', A, A, 0.5],
    ['is a tie where the judge takes the second place', B, B, 0.5],
    ['is a tie where one order alone sees a winner', A, TIE, 0.5],
    ['is a tie where one order alone sees a loser', TIE, A, 0.5],
    ['is undecided where one order has no verdict', A, null, null],
  ];
  for (const [what, first, second, outcome] of cases) {
    it(what, () => assert.equal(bothOrders(readings(first, second)), outcome));
  }

  it('is undecided with one order alone', () => assert.equal(bothOrders([{ score: 1 }]), null));

  it('tells a judge that follows the position from one that does not', () => {
    assert.equal(followsPosition(readings(A, A)), true);
    assert.equal(followsPosition(readings(B, B)), true);
    assert.equal(followsPosition(readings(A, B)), false);
    assert.equal(followsPosition(readings(TIE, TIE)), false);
    assert.equal(followsPosition(readings(A, TIE)), false);
    assert.equal(followsPosition(readings(A, null)), false);
  });
});
