import assert from 'node:assert/strict';
import { caseResult } from '../../../src/engine/evaluate/caseResult';
import { markdownReport } from '../../../src/engine/report/markdownReport';
import { markdownText } from '../../../src/engine/report/markdownText';
import { caseOf, check, judgement, sample } from '../evaluate/builders';
import { OPTIONS, reported } from './reported';

/** GitHub refuses a comment that is longer. */
const LONGEST_COMMENT = 65_536;

const rowsOf = (markdown: string) => markdown.split('\n').filter((line) => line.startsWith('| '));

const write = (...cases: Parameters<typeof reported>[0]) => markdownReport.write([reported(cases)], OPTIONS);

const low = (id: string, reason: string) =>
  caseOf(sample({ caseId: id, status: 'failed', score: 0.25, judges: [judgement(2, { reason })] }));

describe('the Markdown report', () => {
  it('shows first what did not pass', () => {
    const text = write(caseOf(sample({ caseId: 'good', judges: [judgement(5)] })), low('low', '太短'));
    assert.match(text, /^### answer\.prompt\n/);
    assert.deepEqual(rowsOf(text), [
      '| Status | Case | Score | Why |',
      '| failed | low | 2/5 | correctness: 太短<br>answer.test.yaml:9 |',
      '| passed | good | 5/5 |  |',
    ]);
  });

  it('keeps what a model writes inside its cell', () => {
    const reason =
      'a | b\n| c |\r\n<img src=x onerror=alert(1)> [x](javascript:1) `code` @someone ![i](http://x) 中｜文 \\|';
    const row = rowsOf(write(low('low', reason)))[1] as string;
    assert.equal(row.match(/(?<!\\)(?:\\\\)*\|/g)?.length, 5);
    assert.doesNotMatch(row, /<img|(?<!\\)\[|(?<!\\)`/);
    assert.match(row, /中｜文/);
  });

  it('says the score of each judge where there are several, and each reading of a panel', () => {
    const readings = [4, 3].map((score) => ({ model: 'openai/a', score, reason: '', cached: false }));
    const judges = [judgement(2, { reason: 'Wrong.' }), judgement(3.5, { judge: 'tone', reason: 'Cold.', readings })];
    const text = write(caseOf(sample({ status: 'failed', score: 0.4, judges })));
    assert.match(text, /correctness 2\/5: Wrong\.<br>tone 3\.5\/5 \(4, 3\): Cold\./);
  });

  it('says a label and not its number', () => {
    const judges = [judgement(0, { min: 0, max: 1, label: 'fail', reason: 'No.' })];
    assert.match(write(caseOf(sample({ status: 'failed', score: 0, judges }))), /\| failed \| rag \| fail \| /);
  });

  it('gives a case that no judge judged the score of its checks, not one on the scale of the judges', () => {
    const unjudged = sample({ caseId: 'open', judges: [], checks: [check(true)], score: 1 });
    const rows = rowsOf(write(caseOf(unjudged), caseOf(sample({ caseId: 'judged', judges: [judgement(5)] }))));
    assert.deepEqual(rows.slice(1), ['| passed | open | 1 |  |', '| passed | judged | 5/5 |  |']);
  });

  it('explains groups of checks and marks flaky cases', () => {
    const group = check(false, { check: 'all', code: 'all', parts: [check(false, { args: { wanted: 'x' } })] });
    const samples = [sample(), sample({ repeat: 1, status: 'failed', score: 0, checks: [group] })];
    const text = write(caseResult({ id: 'rag', tags: [], weight: 1 }, samples));
    assert.match(text, /\*\*flaky: 1 of 2 passed [^*]*\*\*<br>all: all<br>- contains: does not contain "x"<br>/);
  });

  it('has room in a comment, and leaves out first what passed', () => {
    const cases = Array.from({ length: 400 }, (_, index) =>
      index % 2 === 0
        ? low(`低${index}`, '很長的理由'.repeat(100))
        : caseOf(sample({ caseId: `ok${index}`, judges: [judgement(5)] })),
    );
    const text = markdownReport.write([reported(cases), reported(cases)], OPTIONS);
    assert.ok(text.length < LONGEST_COMMENT, String(text.length));
    assert.ok(text.length > LONGEST_COMMENT / 2);
    assert.doesNotMatch(text, /\| passed \|/);
    const left = [...text.matchAll(/Left out for want of room: (\d+) cases\./g)].map((match) => Number(match[1]));
    assert.equal(left.length, 2);
    const sum = left.reduce((before, each) => before + each, 0);
    assert.equal(sum + rowsOf(text).filter((row) => row.startsWith('| failed')).length, 800);
  });

  it('leaves nothing out that there is room for', () => {
    const cases = Array.from({ length: 300 }, (_, index) => caseOf(sample({ caseId: `c${index}` })));
    assert.equal(rowsOf(write(...cases)).length, 301);
    assert.doesNotMatch(write(...cases), /Left out/);
  });
});

describe('text in Markdown', () => {
  it('calls nobody and links nothing', () => {
    for (const [text, markdown] of [
      ['@someone and @org/team', '@&#8203;someone and @&#8203;org/team'],
      ['see #12, o/r#3', 'see \\#&#8203;12, o/r\\#&#8203;3'],
      ['https://github.com/o/r/issues/1', 'https:&#8203;//github.com/o/r/issues/1'],
      ['www.example.com, GH-12', 'www&#8203;.example.com, GH&#8203;-12'],
      ['ada@example.com', 'ada@&#8203;example.com'],
    ] as const) {
      assert.equal(markdownText(text), markdown);
    }
  });

  it('makes no formula of two prices', () => {
    assert.equal(markdownText('$5 and $6'), '<span>$</span>5 and <span>$</span>6');
  });
});
