import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { csvReport } from '../../../src/engine/report/csvReport';
import { caseOf, judgement, sample } from '../evaluate/builders';
import { OPTIONS, reported } from './reported';

const rows = (cases: Parameters<typeof reported>[0]): Record<string, string>[] =>
  parse(csvReport.write([reported(cases)], OPTIONS), { columns: true });

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

  for (const start of ['=', '+', '-', '@', '\t', '\r']) {
    it(`lets no cell that begins with ${JSON.stringify(start)} be a formula`, () => {
      const [row] = rows([caseOf(sample({ output: `${start}HYPERLINK("http://x")` }))]);
      assert.equal(row?.output, `'${start}HYPERLINK("http://x")`);
    });
  }

  it('leaves unknown numbers empty', () => {
    const [row] = rows([caseOf(sample({ cost: null, score: null }))]);
    assert.deepEqual([row?.cost, row?.score, row?.latencyMs], ['', '', '']);
  });

  it('ends every line as RFC 4180 has it', () => {
    assert.ok(csvReport.write([reported([caseOf(sample())])], OPTIONS).endsWith('\r\n'));
  });
});
