import assert from 'node:assert/strict';
import fc from 'fast-check';
import { testSetOf } from './testSetOf';

describe('a test set as a table', () => {
  it('places cells over several lines, with doubled quotes, after emoji', async () => {
    const { cases, at, faults } = await testSetOf(
      'a.csv',
      '\uFEFFid,question,expected\r\n一,"多行\r\n""引號"" 😀",是\r\n\r\n二,x,"y"\r\n',
    );
    assert.deepEqual(faults, []);
    assert.equal(cases[0]?.input.question, '多行\r\n"引號" 😀');
    assert.equal(at(cases[0]?.inputRanges.question), '"多行\r\n""引號"" 😀"');
    assert.equal(at(cases[0]?.range), '一,"多行\r\n""引號"" 😀",是');
    assert.equal(at(cases[0]?.expectedRange), '是');
    assert.equal(at(cases[1]?.titleRange), '二');
    assert.equal(at(cases[1]?.expectedRange), '"y"');
  });

  it('takes an empty cell of a reserved column for none, and of a variable for an empty text', async () => {
    const { cases, faults } = await testSetOf('a.csv', 'id,question,expected,context,tags,weight\n,,,,,\n');
    assert.deepEqual(faults, []);
    const [only] = cases;
    assert.equal(only?.id, 'case-1');
    assert.deepEqual({ ...only?.input }, { question: '' });
    assert.equal(only?.expected, undefined);
    assert.equal(only?.context, undefined);
    assert.deepEqual(only?.tags, []);
    assert.equal(only?.weight, 1);
  });

  it('leaves numbers text: what they are is for the prompt to say', async () => {
    const { cases } = await testSetOf('a.csv', 'id,n,b\n1,007,true\n');
    assert.deepEqual({ ...cases[0]?.input }, { n: '007', b: 'true' });
    assert.equal(cases[0]?.id, '1');
  });

  it('reads TSV with commas in it', async () => {
    const { cases, at } = await testSetOf('a.tsv', 'id\tquestion\na\t1,2\nb\t"tab\there"\n');
    assert.deepEqual(
      cases.map(({ input }) => input.question),
      ['1,2', 'tab\there'],
    );
    assert.equal(at(cases[1]?.inputRanges.question), '"tab\there"');
  });

  const broken: [string, string, string[]][] = [
    [
      'a quote that is never closed, where it opens',
      'id,q\na,b\nc,"torn\nd,e\n',
      ['3:3 testset.csv-quote-not-closed "\\""'],
    ],
    [
      'a row that is too short or too long',
      'id,q\na\nb,c,d\n',
      ['2:1 testset.csv-ragged "a"', '3:1 testset.csv-ragged "b,c,d"'],
    ],
    ['a quote in the midst of a cell', 'id,q\na,x"y\n', ['2:1 testset.csv-syntax "a,x\\"y"']],
    ['text behind a closing quote', 'id,q\na,"x"y\n', ['2:1 testset.csv-syntax "a,\\"x\\"y"']],
    ['a column twice', 'id,q,q\na,b,c\n', ['1:6 testset.duplicate-column "q"']],
    ['a column without a name', 'id,q,\na,b,c\n', ['1:6 testset.csv-column-without-name ""']],
    ['semicolons for commas', 'id;question\na;b\n', ['1:1 testset.other-delimiter "id;question"']],
    ['tabs for commas', 'id\tquestion\na\tb\n', ['1:1 testset.other-delimiter "id\\tquestion"']],
    ['a weight that is no number', 'id,weight\na,high\n', ['2:3 testset.bad-weight "high"']],
  ];
  for (const [what, text, faults] of broken) {
    it(`points at ${what}`, async () => assert.deepEqual((await testSetOf('a.csv', text)).faults, faults));
  }

  it('reads the rows between the bad ones', async () => {
    const { cases } = await testSetOf('a.csv', 'id,q\na\nb,c,d\ne,f\n');
    assert.deepEqual(
      cases.map(({ id }) => id),
      ['e'],
    );
  });

  it('has the value of each cell where it says that the cell stands', async () => {
    const cell = fc.array(fc.constantFrom('a', '什', '😀', ',', '"', '\n', '\r\n', ' ', '\t', ';'), { maxLength: 8 });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
    const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('\n', '\r\n'), async (table, end) => {
        const lines = table.map(([a, b]) => `x,${quoted(a.join(''))},${quoted(b.join(''))}`);
        const { cases, at } = await testSetOf('a.csv', ['k,a,b', ...lines, ''].join(end));
        assert.equal(cases.length, table.length);
        for (const [index, row] of table.entries()) {
          for (const [column, name] of ['a', 'b'].entries()) {
            const text = (row[column] ?? []).join('');
            assert.equal(cases[index]?.input[name], text);
            assert.equal(at(cases[index]?.inputRanges[name]), quoted(text));
          }
        }
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it('reads 10,000 rows', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => `c${index},"什麼, ""是"" ${index}"`);
    const { cases, at, faults } = await testSetOf('a.csv', ['id,question', ...rows].join('\r\n'));
    assert.deepEqual(faults, []);
    assert.equal(cases.length, 10_000);
    assert.equal(at(cases[9999]?.inputRanges.question), '"什麼, ""是"" 9999"');
  });
});
