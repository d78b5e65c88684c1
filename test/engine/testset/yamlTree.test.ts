import assert from 'node:assert/strict';
import { testSetOf } from './testSetOf';

describe('a test set in YAML', () => {
  it('places a case from its first key to the end of its last value', async () => {
    const { cases, at } = await testSetOf(
      'a.yaml',
      'cases:\n  - id: a\n    input:\n      q: |\n        two\n        lines\n\n  # between\n  - {id: b, input: {q: "x"}}\n  - id: c\n',
    );
    assert.deepEqual(
      cases.map(({ range }) => at(range)),
      ['id: a\n    input:\n      q: |\n        two\n        lines', '{id: b, input: {q: "x"}}', 'id: c'],
    );
    assert.equal(at(cases[0]?.inputRanges.q), '|\n        two\n        lines');
    assert.equal(cases[0]?.input.q, 'two\nlines\n');
  });

  it('shows a case without an id on its first line', async () => {
    const { cases, at } = await testSetOf('a.yaml', 'cases:\n  - input:\n      q: 什麼\n    expected: x\n');
    assert.equal(at(cases[0]?.titleRange), 'input:');
  });

  const broken: [string, string, string[]][] = [
    ['syntax', 'cases:\n  - id: "a\n', ['3:1 testset.yaml-syntax ""']],
    ['a key twice in a case', 'cases:\n  - id: a\n    id: b\n', ['3:5 testset.duplicate-key "id"']],
    ['a key twice at the top', 'cases: []\njudges: []\ncases: []\n', ['3:1 testset.duplicate-key "cases"']],
    ['an alias', 'cases:\n  - &x {id: a}\n  - *x\n', ['3:5 testset.yaml-alias "*x"']],
    ['a key that is a list', 'cases:\n  - ? [a]\n    : b\n', ['2:7 testset.yaml-key "[a]"']],
    ['brackets without end', '['.repeat(5000), ['1:64 testset.too-deep "["']],
    ['braces without end', '{a: '.repeat(2000), ['1:253 testset.too-deep "{"']],
    ['dashes without end', `${'- '.repeat(500)}a`, ['1:127 testset.too-deep "-"']],
  ];
  for (const [what, text, faults] of broken) {
    it(`is refused for ${what}, at its place`, async () => {
      const testSet = await testSetOf('a.yaml', text);
      assert.deepEqual(testSet.faults, faults);
      assert.deepEqual(testSet.cases, [], 'half a test set would be run as if it were the whole');
    });
  }

  it('reads tags of YAML as nothing but text', async () => {
    const { cases } = await testSetOf('a.yaml', 'cases:\n  - input: {q: 2026-01-02, n: 0x10, t: yes, b: true, e: ~}\n');
    assert.deepEqual({ ...cases[0]?.input }, { q: '2026-01-02', n: 16, t: 'yes', b: true, e: null });
  });

  const shapes: [string, string, string[]][] = [
    ['text', 'hello', ['1:1 testset.not-a-test-set "hello"']],
    ['a map without cases', 'judges: [correctness]\n', ['1:1 testset.no-cases-key ""']],
    ['cases that are a map', 'cases:\n  a: 1\n', ['2:3 testset.cases-not-a-list "a: 1"']],
    ['a case that is text', 'cases:\n  - foo\n', ['2:5 testset.case-shape "foo"']],
    ['a case that is nothing', 'cases:\n  - id: a\n  -\n', ['3:4 testset.case-shape ""']],
    ['a key with a typing mistake', 'jugdes: []\ncases:\n  - id: a\n', ['1:1 testset.unknown-key "jugdes"']],
    ['input that is a list', 'cases:\n  - input: [a]\n', ['2:12 testset.wrong-type "[a]"']],
    ['an id that is a list', 'cases:\n  - id: [a]\n', ['2:9 testset.bad-id "[a]"']],
    ['an id that is empty', 'cases:\n  - id: ""\n', ['2:9 testset.bad-id "\\"\\""']],
    ['a weight of 0', 'cases:\n  - id: a\n    weight: 0\n', ['3:13 testset.bad-weight "0"']],
    ['a weight that is text', 'cases:\n  - id: a\n    weight: high\n', ['3:13 testset.bad-weight "high"']],
    ['tags that are a map', 'cases:\n  - id: a\n    tags: {x: 1}\n', ['3:11 testset.wrong-type "{x: 1}"']],
    ['a passage that is a list', 'cases:\n  - id: a\n    context: [[x]]\n', ['3:15 testset.wrong-type "[x]"']],
  ];
  for (const [what, text, faults] of shapes) {
    it(`points at ${what}`, async () => assert.deepEqual((await testSetOf('a.yaml', text)).faults, faults));
  }

  const suggestions: [string, string][] = [
    ['assert', 'checks'],
    ['vars', 'input'],
    ['ideal', 'expected'],
    ['expcted', 'expected'],
    ['inputs', 'input'],
    ['tag', 'tags'],
  ];
  for (const [key, suggestion] of suggestions) {
    it(`suggests ${suggestion} for ${key}`, async () => {
      const { problems } = await testSetOf('a.yaml', `cases:\n  - id: a\n    ${key}: x\n`);
      assert.deepEqual(problems[0]?.args, { key, suggestion });
    });
  }

  it('says where variables belong that stand beside input', async () => {
    const { faults } = await testSetOf('a.yaml', 'cases:\n  - id: a\n    question: x\n');
    assert.deepEqual(faults, ['3:5 testset.unknown-case-key "question"']);
  });

  describe('of more than 200 KB, read in pieces', () => {
    const cases = (count: number, indent = '  ') =>
      Array.from(
        { length: count },
        (_, index) =>
          `${indent}- id: 案例${index} # no. ${index}\n${indent}  input:\n${indent}    q: |\n${indent}      - id: not a case\n\n${indent}      line\n${indent}  expected: ${'長'.repeat(60)}\n`,
      ).join('\n');

    for (const indent of ['', '  ', '    ']) {
      it(`gives what the whole would, indented by ${indent.length}`, async () => {
        const text = `# head\njudges:\n${indent}- correctness\ncases: # all of them\n\n${cases(2500, indent)}\n\n# tail\nchecks:\n${indent}- json\n`;
        assert.ok(text.length > 200 * 1024);
        const big = await testSetOf('a.yaml', text.replaceAll('\n', '\r\n'));
        assert.deepEqual(big.faults, []);
        assert.equal(big.cases.length, 2500);
        assert.deepEqual(
          big.judges.map(({ judge }) => judge),
          ['correctness'],
        );
        assert.deepEqual(
          big.checks.map(({ kind }) => kind),
          ['json'],
        );
        for (const index of [0, 1, 99, 100, 101, 1234, 2499]) {
          const one = big.cases[index];
          assert.equal(one?.id, `案例${index}`);
          assert.equal(big.at(one?.titleRange), `案例${index}`);
          assert.equal(one?.input.q, '- id: not a case\n\nline\n');
          assert.equal(big.at(one?.expectedRange), '長'.repeat(60));
        }
      });
    }

    it('lets others have their turn', async () => {
      let turns = 0;
      const timer = setInterval(() => turns++, 0);
      await testSetOf('a.yaml', `cases:\n${cases(3000)}`);
      clearInterval(timer);
      assert.ok(turns > 0);
    });

    it('places faults in the whole file', async () => {
      const text = `cases:\n${cases(2500)}  - id: a\n    id: b\n${cases(3)}`;
      const line = text.slice(0, text.indexOf('    id: b')).split('\n').length;
      assert.deepEqual((await testSetOf('a.yaml', text)).faults, [`${line}:5 testset.duplicate-key "id"`]);
    });

    it('notices a key that stands both before and behind the cases', async () => {
      const text = `judges: []\ncases:\n${cases(2500)}judges: []\n`;
      const line = text.split('\n').length - 1;
      assert.deepEqual((await testSetOf('a.yaml', text)).faults, [`${line}:1 testset.duplicate-key "judges"`]);
    });
  });

  it('is refused above 16 MB, as is JSON', async () => {
    const text = `cases:\n  - id: a # ${'x'.repeat(16 * 1024 * 1024)}\n`;
    assert.deepEqual((await testSetOf('a.yaml', text)).faults, ['1:1 testset.document-too-large ""']);
    assert.deepEqual((await testSetOf('a.json', text)).faults, ['1:1 testset.document-too-large ""']);
  });
});
