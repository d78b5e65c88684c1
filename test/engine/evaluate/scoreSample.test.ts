import assert from 'node:assert/strict';
import { scoreSample } from '../../../src/engine/evaluate/scoreSample';
import { check, judgement } from './builders';

describe('the score of an output', () => {
  it('is the weighted mean of the judges on 0..1, whatever the checks say', () => {
    const judges = [judgement(5, { weight: 3 }), judgement(4)];
    const { score, status } = scoreSample({ judges, checks: [check(true)], answered: true });
    assert.equal(score, (3 * 1 + 0.75) / 4);
    assert.equal(status, 'passed');
  });

  it('is the weighted mean of the checks where there is no judge', () => {
    const checks = [check(true, { weight: 3 }), check(false)];
    assert.deepEqual(scoreSample({ judges: [], checks, answered: true }), { status: 'failed', score: 0.75 });
  });

  it('is not known as soon as one judge gave none, and no zero', () => {
    const judges = [judgement(5), judgement(null)];
    assert.deepEqual(scoreSample({ judges, checks: [], answered: true }), { status: 'error', score: null });
  });

  it('fails where another judge is below, although one gave no verdict', () => {
    const judges = [judgement(2), judgement(null)];
    assert.deepEqual(scoreSample({ judges, checks: [], answered: true }), { status: 'failed', score: null });
  });

  it('fails by a single check, however good the judges find it', () => {
    const { status, score } = scoreSample({ judges: [judgement(5)], checks: [check(false)], answered: true });
    assert.deepEqual({ status, score }, { status: 'failed', score: 1 });
  });

  it('is an error where the model gave no output', () => {
    const error = { kind: 'timeout', message: 'took too long' };
    assert.deepEqual(scoreSample({ judges: [], checks: [], error, answered: false }), { status: 'error', score: null });
  });

  it('has no score without judges and checks: an answer passes, a refusal does not', () => {
    assert.deepEqual(scoreSample({ judges: [], checks: [], answered: true }), { status: 'passed', score: null });
    assert.deepEqual(scoreSample({ judges: [], checks: [], answered: false }), { status: 'failed', score: null });
  });
});
