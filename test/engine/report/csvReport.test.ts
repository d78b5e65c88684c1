import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { caseResult } from '../../../src/engine/evaluate/caseResult';
import { csvReport } from '../../../src/engine/report/csvReport';
import { caseOf, check, judgement, sample } from '../evaluate/builders';
import { OPTIONS, reported } from './reported';

const rows = (cases: Parameters<typeof reported>[0], over?: Parameters<typeof reported>[1]): Record<string, string>[] =>
  parse(csvReport.write([reported(cases, over)], OPTIONS), { columns: true, bom: true });

describe('the CSV report', () => {
  it('has a row a case, with a column for each judge', () => {
    const [row] = rows([
      caseOf(sample({ judges: [judgement(2, { reason: 'Short,\n"very" short' })], output: '答案' })),
    ]);
    assert.deepEqual(
      [row?.id, row?.correctness, row?.['correctness reason'], row?.output, row?.line],
      ['rag', '2', 'Short,\n"very" short', '答案', '5'],
    );
  });

  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
    it(`lets no cell that begins with ${JSON.stringify(start)} be a formula`, () => {
      const [row] = rows([caseOf(sample({ output: `${start}HYPERLINK("http://x")` }))]);
      assert.equal(row?.output, `'${start}HYPERLINK("http://x")`);
    });
  }

  it('quotes what would begin another cell where lists are parted by semicolons or tabs', () => {
    const text = csvReport.write([reported([caseOf(sample({ output: 'a;=1+1' }))])], OPTIONS);
    assert.match(text, /,"a;=1\+1",/);
  });

  it('begins with the mark by which Excel knows UTF-8', () => {
    const text = csvReport.write([reported([caseOf(sample())])], OPTIONS);
    assert.equal(text.charCodeAt(0), 0xfeff);
    assert.equal(text.lastIndexOf('\ufeff'), 0);
  });

  it('has a column for the readings of a judge that is asked more than once', () => {
    const terms = { judge: 'correctness', model: 'openai/a', min: 1, max: 5, threshold: 4, weight: 1 };
    const readings = [4, 3].map((score) => ({ model: 'openai/a', score, reason: '', cached: false }));
    const cases = [caseOf(sample({ judges: [judgement(3.5, { readings })] }))];
    const [row] = rows(cases, { judges: [{ ...terms, calls: 2 }] });
    assert.deepEqual([row?.correctness, row?.['correctness readings']], ['3.5', '4, 3']);
    assert.equal(rows(cases, { judges: [terms] })[0]?.['correctness readings'], undefined);
  });

  it('says what is wrong with the parts of a group and with the answer, each line once', () => {
    const group = check(false, { check: 'all', code: 'all', parts: [check(false, { args: { wanted: 'x' } })] });
    const failed = sample({ status: 'failed', score: 0, checks: [group], finishReason: 'length' });
    const result = caseResult({ id: 'rag', tags: [], weight: 1 }, [failed, { ...failed, repeat: 1 }]);
    const [row] = rows([result]);
    assert.equal(
      row?.problems,
      'all: all\n- contains: does not contain "x"\nthe answer was cut off at the token limit',
    );
  });

  it('says a label as a word', () => {
    const [row] = rows([caseOf(sample({ judges: [judgement(0, { min: 0, max: 1, label: 'fail' })] }))]);
    assert.equal(row?.correctness, 'fail');
  });

  it('leaves unknown numbers empty', () => {
    const [row] = rows([caseOf(sample({ cost: null, score: null }))]);
    assert.deepEqual([row?.cost, row?.score, row?.latencyMs], ['', '', '']);
  });

  it('ends every line as RFC 4180 has it', () => {
    assert.ok(csvReport.write([reported([caseOf(sample())])], OPTIONS).endsWith('\r\n'));
  });
});
