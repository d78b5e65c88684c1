import assert from 'node:assert/strict';
import { faultOf, faults, verdictOf, verdicts } from './checkOf';

const SHAPES = '"regex" takes an expression: \'\\d+\', /rag/i, or pattern and flags (i, m, s).';

describe('the check regex', () => {
  verdicts([
    ['regex: \\d{4}', 'in 2024', 'holds'],
    ['regex: \\d{4}', 'in 24', 'The output does not match \\d{4}.'],
    ['regex: ^b', 'a\nb', 'The output does not match ^b.'],
    ['regex: /^b/m', 'a\nb', 'holds'],
    ['regex: /RAG/i', 'rag', 'holds'],
    ['regex: /a.b/s', 'a\nb', 'holds'],
    ['regex: {pattern: RAG, flags: im}', 'rag', 'holds'],
    ['{regex: RAG, ignore-case: true}', 'rag', 'holds'],
    ['{regex: "[0-9]+分", ignore-width: true}', '４分', 'holds'],
    ['regex: "[\\\\u4e00-\\\\u9fff]+"', '中文', 'holds'],
    ['regex: \\p{Han}', '中文', 'holds'],
    ['regex: (?<year>\\d+)', '2024', 'holds'],
    ['regex: a/b', 'a/b', 'holds'],
    ['not-regex: 抱歉|對不起', '抱歉，不行', 'The output matches 抱歉|對不起.'],
    ['not-regex: 抱歉|對不起', '好的', 'holds'],
  ]);

  faults([
    ['regex', SHAPES],
    ['regex: ""', SHAPES],
    ['regex: [a]', SHAPES],
    ['regex: {pattern: a, flags: g}', SHAPES],
    ['regex: {flags: i}', SHAPES],
  ]);

  for (const pattern of ['(?=a)', '(a)\\1', '[a', '*a']) {
    it(`${pattern} cannot be used, and it says what is not supported`, async () => {
      const fault = await faultOf(`regex: '${pattern}'`);
      assert.match(fault ?? '', /cannot be used: .+ Look-around and back references are not supported\.$/);
    });
  }

  it('takes no more than linear time for what keeps others busy for years', async () => {
    const output = `${'a'.repeat(50_000)}!`;
    assert.equal(await verdictOf('regex: ^(a+)+$', output), 'The output does not match ^(a+)+$.');
  });

  it('is refused where it would grow beyond all bounds', async () => {
    assert.match((await faultOf('regex: "((a{100}){100}){100}"')) ?? '', /cannot be used/);
    assert.match((await faultOf(`regex: "${'('.repeat(5000)}${')'.repeat(5000)}"`)) ?? '', /cannot be used/);
  });
});
