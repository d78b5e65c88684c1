import assert from 'node:assert/strict';
import type { Evidence } from '../../../src/engine/judge/score';
import { checkText } from '../../../src/engine/report/checkText';
import { csvReport } from '../../../src/engine/report/csvReport';
import { htmlReport } from '../../../src/engine/report/htmlReport';
import { jsonReport } from '../../../src/engine/report/jsonReport';
import { markdownReport } from '../../../src/engine/report/markdownReport';
import { textReport } from '../../../src/engine/report/textReport';
import { say } from '../../../src/wording';
import { caseOf, check, judgement, sample } from '../evaluate/builders';
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
const counted = (evidence: Evidence[]) =>
  caseOf(
    sample({
      status: 'failed',
      score: 0.5,
      judges: [judgement(0.5, { judge: 'faithfulness', min: 0, max: 1, threshold: 0.75, passed: false, evidence })],
    }),
  );
const GROUP = check(false, {
  check: 'all',
  code: 'check.all',
  args: { held: 1, of: 3, needed: '100 %' },
  parts: [
    check(false, { args: { wanted: 'RAG' } }),
    check(true),
    check(false, {
      check: 'not-any',
      code: 'check.not-any',
      args: { held: 2, of: 2 },
      parts: [check(true), check(true)],
    }),
  ],
});
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

  it('says what a formula counted, because it gives no other reason', () => {
    const claim = (text: string, holds: boolean): Evidence => ({ kind: 'claim', text, holds, reason: 'so' });
    const some = counted([
      claim('Bern is big.', false),
      claim('Bern is in\nSwitzerland.', true),
      claim('B', false),
      claim('C', false),
    ]);
    const why = 'Claims that do not hold, 3 of 4: "Bern is big.", "B", …';
    assert.ok(textReport.write([reported([some])], WORDS).includes(`faithfulness: ${why}`));
    assert.equal(JSON.parse(jsonReport.write([reported([some])], WORDS)).cases[0].judges[0].reason, why);
    const mixed = counted([
      claim('A', true),
      { kind: 'expected', text: 'B', holds: false },
      { kind: 'question', text: 'Who?' },
    ]);
    const { reason } = JSON.parse(jsonReport.write([reported([mixed])], WORDS)).cases[0].judges[0];
    assert.equal(
      reason,
      'Claims: 1 of 1 hold · Expected claims not found, 1 of 1: "B" · Questions made from the answer: "Who?"',
    );
  });

  it('says that scores are weighted by probabilities, and whose', () => {
    const weighted = caseOf(
      sample({ judges: [judgement(3.6, { mass: 0.98 }), judgement(4, { judge: './judges/tone.prompt' })] }),
    );
    const note = 'Scores weighted by the model’s probabilities (G-Eval): correctness';
    for (const report of [textReport, markdownReport, htmlReport]) {
      assert.ok(report.write([reported([weighted])], WORDS).includes(note));
      assert.ok(!report.write([reported([averaged])], WORDS).includes('G-Eval'));
    }
  });

  it('says of a group of checks in one line which of its parts do not hold, and why', () => {
    assert.equal(
      checkText(GROUP, WORDS),
      '1 of 3 checks hold, and 100 % have to. The output does not contain "RAG". 2 of 2 checks hold, and none may.',
    );
  });

  it('rounds the mean of several readings', () => {
    assert.match(
      htmlReport.write([reported([averaged])], WORDS),
      /<b>correctness<\/b> <span class="score">3\.7\/5<\/span>/,
    );
  });
});
