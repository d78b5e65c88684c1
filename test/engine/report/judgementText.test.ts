import assert from 'node:assert/strict';
import { csvReport } from '../../../src/engine/report/csvReport';
import { htmlReport } from '../../../src/engine/report/htmlReport';
import { jsonReport } from '../../../src/engine/report/jsonReport';
import { textReport } from '../../../src/engine/report/textReport';
import { say } from '../../../src/wording';
import { caseOf, judgement, sample } from '../evaluate/builders';
import { OPTIONS, reported } from './reported';

const WORDS = { ...OPTIONS, say };
const WHY = 'The answer is empty, so no judge was asked.';

const unasked = caseOf(
  sample({ status: 'failed', score: 0, output: '', judges: [judgement(1, { unasked: 'empty' })] }),
);
const labelled = caseOf(
  sample({
    status: 'failed',
    score: 0,
    judges: [judgement(1, { label: 'poor', min: 1, max: 3, threshold: 2, reason: 'Rude.' })],
  }),
);
const averaged = caseOf(sample({ status: 'failed', score: 0.6667, judges: [judgement(11 / 3, { passed: false })] }));

describe('what a judge said, in reports', () => {
  it('says why no judge was asked', () => {
    assert.match(textReport.write([reported([unasked])], WORDS), new RegExp(`1/5  correctness: ${WHY}`));
    assert.match(htmlReport.write([reported([unasked])], WORDS), new RegExp(WHY));
    assert.match(csvReport.write([reported([unasked])], WORDS), new RegExp(WHY));
    const { judges } = JSON.parse(jsonReport.write([reported([unasked])], WORDS)).cases[0];
    assert.deepEqual([judges[0].reason, judges[0].unasked], [WHY, 'empty']);
  });

  it('says labels and not their numbers', () => {
    assert.match(textReport.write([reported([labelled])], WORDS), /✗ rag {2}poor {2}correctness: Rude\./);
    assert.match(
      htmlReport.write([reported([labelled])], WORDS),
      /<b>correctness<\/b> <span class="score">poor<\/span> Rude\./,
    );
    assert.match(csvReport.write([reported([labelled])], WORDS), /,poor,Rude\.,/);
    assert.equal(JSON.parse(jsonReport.write([reported([labelled])], WORDS)).cases[0].judges[0].label, 'poor');
  });

  it('rounds the mean of several readings', () => {
    assert.match(
      htmlReport.write([reported([averaged])], WORDS),
      /<b>correctness<\/b> <span class="score">3\.7\/5<\/span>/,
    );
  });
});
