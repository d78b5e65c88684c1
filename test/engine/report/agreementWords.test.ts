import assert from 'node:assert/strict';
import { coefficient } from '../../../src/engine/report/judge/agreementWords';

describe('a coefficient', () => {
  it('has two digits and a minus of its own, and no sign where nothing is left of it', () => {
    assert.deepEqual([0.714, -0.08, -0.004, 0, 1].map(coefficient), ['0.71', '−0.08', '0.00', '0.00', '1.00']);
  });
});
