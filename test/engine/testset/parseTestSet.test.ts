import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatOf, parseTestSet } from '../../../src/engine/testset/parseTestSet';
import { type ReadTestSet, testSetOf } from './testSetOf';

/** The same two cases in every format. */
const SAME: Record<string, string> = {
  'a.test.yaml': `cases:
  - id: rag
    input:
      question: 什麼是 RAG？😀
      lang: zh
    expected: 檢索與生成
    context: [第一段, 第二段]
    tags: [zh, core]
    weight: 2
  - input: { question: "What is drift?", lang: en }
`,
  'a.test.json': `{ "cases": [
  { "id": "rag", "input": { "question": "什麼是 RAG？😀", "lang": "zh" }, "expected": "檢索與生成",
    "context": ["第一段", "第二段"], "tags": ["zh", "core"], "weight": 2 },
  { "input": { "question": "What is drift?", "lang": "en" } }
] }`,
  'a.test.jsonl': `{"id": "rag", "question": "什麼是 RAG？😀", "lang": "zh", "expected": "檢索與生成", "context": ["第一段", "第二段"], "tags": ["zh", "core"], "weight": 2}

{"question": "What is drift?", "lang": "en"}
`,
  'a.test.csv': `id,question,lang,expected,context,tags,weight
rag,什麼是 RAG？😀,zh,檢索與生成,第一段,"zh, core",2
,What is drift?,en,,,,
`,
  'a.test.tsv': `id\tquestion\tlang\texpected\tcontext\ttags\tweight
rag\t什麼是 RAG？😀\tzh\t檢索與生成\t第一段\tzh；core\t2
\tWhat is drift?\ten\t\t\t\t
`,
};

describe('parseTestSet', () => {
  for (const [name, unix] of Object.entries(SAME)) {
    const ways: [string, string][] = [
      ['as it is', unix],
      ['with CRLF', unix.replaceAll('\n', '\r\n')],
      ['with a byte order mark', `\uFEFF${unix}`],
    ];
    for (const [way, text] of ways) {
      describe(`${name} ${way}`, () => {
        let read: ReadTestSet;
        before(async () => {
          read = await testSetOf(name, text);
        });

        it('has no problems', () => assert.deepEqual(read.faults, []));

        it('has every value', () => {
          const [first, second] = read.cases;
          assert.equal(read.cases.length, 2);
          assert.equal(first?.id, 'rag');
          assert.deepEqual({ ...first?.input }, { question: '什麼是 RAG？😀', lang: 'zh' });
          assert.equal(first?.expected, '檢索與生成');
          assert.deepEqual(first?.context, /[ct]sv/.test(name) ? ['第一段'] : ['第一段', '第二段']);
          assert.deepEqual(first?.tags, ['zh', 'core']);
          assert.equal(first?.weight, 2);
          assert.equal(second?.id, 'case-2');
          assert.deepEqual({ ...second?.input }, { question: 'What is drift?', lang: 'en' });
          assert.equal(second?.expected, undefined);
          assert.equal(second?.context, undefined);
          assert.equal(second?.weight, 1);
        });

        it('has every place, after Chinese and emoji too', () => {
          const [first, second] = read.cases;
          const bare = (range: Parameters<typeof read.at>[0]) => read.at(range)?.replace(/^"|"$/g, '');
          assert.equal(bare(first?.titleRange), 'rag');
          assert.equal(bare(first?.inputRanges.question), '什麼是 RAG？😀');
          assert.equal(bare(first?.inputRanges.lang), 'zh');
          assert.equal(bare(first?.expectedRange), '檢索與生成');
          assert.equal(bare(second?.inputRanges.question), 'What is drift?');
          assert.equal(second?.expectedRange, undefined);
          const whole = read.at(first?.range) ?? '';
          assert.ok(whole.includes('rag') && whole.includes('2') && !whole.includes('drift'), whole);
          assert.equal(whole, whole.trim());
        });
      });
    }
  }

  it('takes the format from the ending, and YAML where it says nothing', () => {
    const formats = ['x.yml', 'x.YAML', 'x.json', 'x.jsonl', 'x.ndjson', 'x.csv', 'x.TSV', 'x.txt', 'x'].map(formatOf);
    assert.deepEqual(formats, ['yaml', 'yaml', 'json', 'jsonl', 'jsonl', 'csv', 'tsv', 'yaml', 'yaml']);
  });

  describe('a file without any case', () => {
    const empty: [string, string][] = [
      ['a.yaml', ''],
      ['a.yaml', '# nothing yet\n'],
      ['a.yaml', 'cases: []\n'],
      ['a.yaml', 'cases:\n'],
      ['a.json', ' \n'],
      ['a.json', '{"cases": []}'],
      ['a.json', '[]'],
      ['a.jsonl', '\n\n'],
      ['a.csv', ''],
      ['a.csv', 'id,question\n'],
      ['a.tsv', '\uFEFF'],
    ];
    for (const [name, text] of empty) {
      it(`is an error: ${name} ${JSON.stringify(text)}`, async () => {
        assert.deepEqual((await testSetOf(name, text)).faults, ['1:1 testset.no-cases ""']);
      });
    }
  });

  it('says of two cases with one id where the other one is', async () => {
    const { problems, faults } = await testSetOf('a.jsonl', '{"id":"a","q":1}\n{"id":"b","q":1}\n{"id":"a","q":2}\n');
    assert.deepEqual(faults, ['3:7 testset.duplicate-id "\\"a\\""']);
    assert.deepEqual(problems[0]?.args, { id: 'a', line: 1 });
    assert.equal(problems[0]?.related?.[0]?.range.start.line, 0);
  });

  it('notices an id that is also the one of a case without', async () => {
    const { faults } = await testSetOf('a.yaml', 'cases:\n  - input: {q: 1}\n  - id: case-1\n');
    assert.deepEqual(faults, ['3:9 testset.duplicate-id "case-1"']);
  });

  it('reads a list of cases without anything around it, also with flat rows', async () => {
    const flat = await testSetOf('a.yaml', '- question: a\n  expected: b\n- input: {question: c}\n');
    assert.deepEqual(flat.faults, []);
    assert.deepEqual(
      flat.cases.map(({ input }) => ({ ...input })),
      [{ question: 'a' }, { question: 'c' }],
    );
  });

  it('keeps an id as it is written', async () => {
    const { cases } = await testSetOf('a.yaml', 'cases:\n  - id: 007\n  - id: 1e3\n  - id: "8"\n  - id: 2026-01-02\n');
    assert.deepEqual(
      cases.map(({ id }) => id),
      ['007', '1e3', '8', '2026-01-02'],
    );
  });

  it('keeps what a key must not do to an object harmless', async () => {
    const { cases } = await testSetOf('a.json', '[{"input": {"__proto__": {"x": 1}, "constructor": 2}}]');
    const input = cases[0]?.input ?? {};
    assert.deepEqual(Object.keys(input), ['__proto__', 'constructor']);
    assert.equal(({} as Record<string, unknown>).x, undefined);
    assert.equal(Object.getPrototypeOf(input), Object.prototype);
    assert.notEqual(cases[0]?.inputRanges.constructor, Object);
  });

  it('never throws, whatever the text', async () => {
    const piece = fc.constantFrom(
      ...[
        'cases:',
        '- ',
        '\n',
        '  ',
        'id: a',
        'input:',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        ',',
        '\t',
        '\r\n',
        '|',
        '&a',
        '*a',
      ],
      ...['{"id":"a"}', 'checks:', 'judges:', '- contains: x', '😀', '：', '#', '---\n', '? ', '<<: '],
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
        fc.constantFrom('a.yaml', 'a.json', 'a.jsonl', 'a.csv', 'a.tsv'),
        async (text, name) => {
          const { cases, problems } = await parseTestSet(text, `/work/${name}`);
          assert.ok(cases.length > 0 || problems.length > 0);
          for (const { range } of problems) assert.ok(range.start.line <= range.end.line);
        },
      ),
      { seed: 20261123, numRuns: 1500 },
    );
  });
});
