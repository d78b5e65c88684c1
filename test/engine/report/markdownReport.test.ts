import assert from 'node:assert/strict';
import { markdownReport } from '../../../src/engine/report/markdownReport';
import { caseOf, judgement, sample } from '../evaluate/builders';
import { OPTIONS, reported } from './reported';

describe('the Markdown report', () => {
  it('shows first what did not pass', () => {
    const text = markdownReport.write(
      [
        reported([
          caseOf(sample({ caseId: 'good', judges: [judgement(5)] })),
          caseOf(sample({ caseId: 'low', status: 'failed', score: 0.25, judges: [judgement(2, { reason: '太短' })] })),
        ]),
      ],
      OPTIONS,
    );
    assert.match(text, /^### answer\.prompt\n/);
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    assert.deepEqual(rows, [
      '| Status | Case | Score | Why |',
      '| failed | low | 2/5 | correctness: 太短<br>answer.test.yaml:9 |',
      '| passed | good | 5/5 |  |',
    ]);
  });

  it('keeps what a model writes inside its cell', () => {
    const reason = 'a | b\n| c |\n<img src=x onerror=alert(1)> [x](javascript:1) `code` @someone ![i](http://x)';
    const text = markdownReport.write(
      [reported([caseOf(sample({ status: 'failed', score: 0, judges: [judgement(1, { reason })] }))])],
      OPTIONS,
    );
    const row = text.split('\n').find((line) => line.startsWith('| failed')) as string;
    assert.equal(row.match(/(?<!\\)\|/g)?.length, 5);
    assert.doesNotMatch(row, /<img|(?<!\\)\[|(?<!\\)@|(?<!\\)`/);
  });
});
