import assert from 'node:assert/strict';
import { caseResult } from '../../../src/engine/evaluate/caseResult';
import { sample } from './builders';

const testCase = { id: 'rag', tags: ['must-pass'], weight: 2 };

describe('a case over its repeats', () => {
  it('scores their mean', () => {
    const result = caseResult(testCase, [sample({ score: 1 }), sample({ score: 0.5, repeat: 1 })]);
    assert.equal(result.score, 0.75);
    assert.equal(result.status, 'passed');
    assert.deepEqual([result.tags, result.weight], [['must-pass'], 2]);
  });

  it('has no score where one repeat has none: means of fewer parts cannot be compared', () => {
    const failed = sample({ repeat: 1, status: 'error', score: null });
    assert.equal(caseResult(testCase, [sample(), failed]).score, null);
  });

  for (const [statuses, expected] of [
    [['passed', 'failed', 'error'], 'failed'],
    [['passed', 'error', 'cancelled'], 'error'],
    [['passed', 'cancelled'], 'cancelled'],
    [['passed', 'passed'], 'passed'],
  ] as const) {
    it(`is ${expected} for ${statuses.join(', ')}`, () => {
      const samples = statuses.map((status, repeat) => sample({ status, repeat }));
      assert.equal(caseResult(testCase, samples).status, expected);
    });
  }
});
