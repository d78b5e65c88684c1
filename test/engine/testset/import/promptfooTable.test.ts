import assert from 'node:assert/strict';
import { assertionOfCell } from '../../../../src/engine/testset/import/promptfoo/csvAssertion';
import { checksOf, imported, type ReadCheck } from './importing';

const PLACE = { file: '/work/t.csv', line: 2 };

describe('a cell of promptfoo with an assertion', () => {
  for (const [cell, type, value, threshold] of [
    ['Paris', 'equals', 'Paris'],
    [' 台北 ', 'equals', '台北'],
    ['contains:Paris', 'contains', 'Paris'],
    ['contains: 巴黎: x', 'contains', '巴黎: x'],
    ['not-icontains:sorry', 'not-icontains', 'sorry'],
    ['contains-any: a , b', 'contains-any', ['a', 'b']],
    ['icontains-all:A,B', 'icontains-all', ['A', 'B']],
    ['is-json', 'is-json', undefined],
    ['contains-json:{"type":"object"}', 'contains-json', '{"type":"object"}'],
    ['similar(0.9):text', 'similar', 'text', 0.9],
    ['similar:text', 'similar', 'text', 0.8],
    ['levenshtein(5):text', 'levenshtein', 'text', 5],
    ['latency(500)', 'latency', undefined, 500],
    ['cost:', 'cost', undefined, 0.75],
    ['rouge-n:a b', 'rouge-n', 'a b', 0.75],
    ['grade:polite: always', 'llm-rubric', 'polite: always'],
    ['llm-rubric: 有禮貌', 'llm-rubric', '有禮貌'],
    ['factuality:Paris is the capital', 'factuality', 'Paris is the capital'],
    ['g-eval(0.5):clear', 'g-eval', 'clear', 0.5],
    ['javascript: output.length < 10', 'javascript', 'output.length < 10'],
    ["fn:output.includes('a:b')", 'javascript', "output.includes('a:b')"],
    ['eval:true', 'javascript', 'true'],
    ['file://checks/x.js', 'javascript', 'file://checks/x.js'],
    ['python:len(output) > 3', 'python', 'len(output) > 3'],
    ['file://x.py:f', 'python', 'file://x.py:f'],
    ['regex:^\\d+$\nmore', 'regex', '^\\d+$\nmore'],
    ['contain:Paris', 'equals', 'contain:Paris'],
    ['containsParis', 'equals', 'containsParis'],
  ] as const) {
    it(`${JSON.stringify(cell)} is ${type}`, () => {
      const found = assertionOfCell(cell, PLACE);
      assert.equal(`${found.negate ? 'not-' : ''}${found.type}`, type);
      assert.deepEqual(found.value, value);
      assert.equal(found.threshold, threshold);
    });
  }
});

describe('a table of promptfoo', () => {
  it('has assertions, a description, metadata, and bounds of single assertions', async () => {
    const { cases, told, format } = await imported({
      'tests.csv': [
        'question,__description,__expected1,__expected2,__config:__expected2:threshold,__metadata:area,__metadata:tags[],lang',
        '"什麼是, RAG？",第一,contains:檢索,similar:檢索加生成,0.95,rag,"a,b\\,c, 二",zh',
        'Why?,,,is-json,,,,',
        '',
      ].join('\n'),
    });
    assert.equal(format?.name, 'promptfoo');
    assert.deepEqual(
      cases.map(({ id, input }) => [id, input]),
      [
        ['第一', { question: '什麼是, RAG？', lang: 'zh' }],
        ['case-2', { question: 'Why?', lang: '' }],
      ],
    );
    assert.deepEqual(
      checksOf(cases).map(({ kind, argument }) => [kind, argument]),
      [
        ['contains', '檢索'],
        ['embedding', { 'at-least': 0.95, to: '檢索加生成', model: 'openai/text-embedding-3-large' }],
      ],
    );
    assert.deepEqual(cases[0]?.tags, ['area=rag']);
    assert.deepEqual(told, ['lost metadata 2']);
  });

  it('has a threshold, and tells prefixes, metrics, recorded outputs and columns that it does not know', async () => {
    const { cases, told } = await imported({
      'tests.csv':
        'q,__expected,__threshold,__metric,__prefix,__suffix,__providerOutput,__metadata,__config:x\na,contains:b,0.5,m,p,s,o,x,y\n',
    });
    assert.deepEqual(
      checksOf(cases).map(({ kind, threshold }) => [kind, threshold]),
      [['all', 0.5]],
    );
    assert.deepEqual(
      told.map((line) => line.split(' ')[1]),
      ['metric', 'column', 'column', 'column', 'option', 'option'],
    );
  });

  it('parted by tabs, with a byte order mark and CRLF, is the same', async () => {
    const rows = ['q\t__expected', '什麼？🙂\tcontains:甲', 'b\t"one\r\ntwo"', ''];
    const { cases, problems } = await imported({ 'tests.tsv': `\uFEFF${rows.join('\r\n')}` });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      cases.map(({ input, checks }) => [input, (checks as ReadCheck[])[0]?.argument]),
      [
        [{ q: '什麼？🙂' }, '甲'],
        [{ q: 'b' }, 'one\r\ntwo'],
      ],
    );
  });

  it('without such columns is one of promptfoo where that is said', async () => {
    const files = { 'tests.csv': 'question,answer\na,b\n' };
    assert.deepEqual(
      (await imported(files)).problems.map(({ code }) => code),
      ['import.not-recognised'],
    );
    const { cases } = await imported(files, { from: 'promptfoo' });
    assert.deepEqual(cases[0]?.input, { question: 'a', answer: 'b' });
  });
});
