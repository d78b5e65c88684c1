import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TestSetDocument } from '../../../../src/engine/language/document/testSetDocument';
import { scanYamlCases } from '../../../../src/engine/language/index/scanYamlCases';
import { unquoted } from '../../../../src/engine/language/index/testSetFacts';
import { parseBoundedYaml } from '../../../../src/engine/prompt/boundedYaml';

/** The names as the parser finds them. */
function parsed(text: string): unknown {
  const document = new TestSetDocument(text, '/w/a.test.yaml');
  const cases = document.cases();
  const place = (name: string, start: number, end: number) => ({
    name,
    range: document.range(unquoted(text, start, end)),
  });
  return {
    ids: cases.flatMap(({ id }) => {
      if (id?.value.kind !== 'scalar') return [];
      const { value, written, start, end } = id.value;
      return [place(written ?? String(value), start, end)];
    }),
    inputs: cases.flatMap(({ input }) => input.map(({ key, keyStart, keyEnd }) => place(key, keyStart, keyEnd))),
    judged: document.entry('judges') !== undefined,
  };
}

function scanned(text: string): unknown {
  const found = scanYamlCases(text);
  return found && { ids: found.ids, inputs: found.inputs, judged: found.judges !== undefined };
}

const USUAL = `# what it is for
judges:
- correctness
- judge: ./j.prompt   # own
repeat: 3
checks:
  - latency: 2000

cases:
  - id: rag                             # named
    input: { question: 什麼是 RAG？, "lang": 'zh', n: 1 }
    expected: RAG 結合了：檢索
      和生成
    context: [first passage, second passage]
    checks:
      - contains: 檢索
      - all: [json, regex: "a: b"]
    tags: [zh, core]
  # between
  -   input:
        問題: |
          - id: not one
            input:
          # no comment

        "other one": "in: quotes # here"
        items:
        - title: a
          more: b
        - title: c
        plain: it's fine
      id: '007'
      expected: >-
        folded
  - id: 12
    input:
    weight: 2
`;

describe('the scan of a test set', () => {
  it('finds what the parser finds, in the usual forms', () => {
    assert.ok(scanYamlCases(USUAL), 'it was not scanned at all');
    assert.deepEqual(scanned(USUAL), parsed(USUAL));
    const windows = USUAL.replaceAll('\n', '\r\n');
    assert.deepEqual(scanned(windows), parsed(windows));
  });

  const VALUES = [
    ...[
      'x',
      '問題 🙂',
      'a b c',
      '"in quotes"',
      "'single ''twice'''",
      '"esc \\" aped"',
      '12',
      '1.5',
      'true',
      '',
      '# only',
      'a # b',
      'a#b',
    ],
    ...[
      '{a: 1}',
      '{ a: "x, y", b: [1, 2] }',
      '[a, b]',
      '{}',
      '[]',
      '|',
      '>-',
      '|2',
      '&x y',
      '*x',
      '!!str 1',
      'http://x.y/z?a=b',
      "it's",
      'a: b',
    ],
    ...[
      '"open',
      "'open",
      '{open',
      '- a',
      '? a',
      '@a',
      '`a',
      '%a',
      'multi\n         line',
      '"two\n         lines"',
      '|\n         - id: a\n         input:\n',
      '>\n         # x\n\n         y',
    ],
  ];
  const KEYS = [
    'question',
    '問題',
    '"lang"',
    "'first name'",
    'first name',
    'a-b',
    'n1',
    'true',
    '1',
    'id',
    'input',
    '_x',
    'a/b',
    '"a: b"',
    '- q',
  ];
  const value = fc.constantFrom(...VALUES);
  const key = fc.constantFrom(...KEYS);
  const deep = fc
    .array(fc.tuple(key, value), { minLength: 1, maxLength: 3 })
    .map((them) => them.map(([name, each]) => `\n        ${name}: ${each}`).join(''));
  const list = fc
    .array(fc.tuple(key, value), { minLength: 1, maxLength: 3 })
    .map((them) => them.map(([name, each]) => `\n      - ${name}: ${each}`).join(''));
  const entry = fc.tuple(
    fc.constantFrom('id', 'input', 'expected', 'checks', 'context', 'tags'),
    fc.oneof(value, deep, list),
  );
  const item = fc
    .tuple(fc.array(entry, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '    # comment\n', '\n', '   \n'))
    .map(
      ([entries, behind]) =>
        entries.map(([name, each], at) => `  ${at === 0 ? '- ' : '  '}${name}: ${each}\n`).join('') + behind,
    );
  const file = fc
    .record({
      head: fc.constantFrom(
        '',
        'judges: [a, b]\n',
        'judges:\n  - judge: a\n    examples: [{input: {q: 1}}]\n',
        'repeat: 2\n',
        '---\n',
        '# x\n\n',
      ),
      items: fc.array(item, { maxLength: 4 }),
      tail: fc.constantFrom('', 'judges:\n- a\n', 'checks: []\n', '...\n', ' x\n'),
      crlf: fc.boolean(),
    })
    .map(({ head, items, tail, crlf }) => {
      const text = `${head}cases:\n${items.join('')}${tail}`;
      return crlf ? text.replaceAll('\n', '\r\n') : text;
    });

  it('finds what the parser finds, or nothing, in whatever is valid', () => {
    let scans = 0;
    fc.assert(
      fc.property(file, (text) => {
        const { faults } = parseBoundedYaml(text, { maxLength: 1e6 });
        const found = scanned(text);
        if (found === undefined || faults.length > 0) return;
        scans++;
        assert.deepEqual(found, parsed(text));
      }),
      { seed: 20261128, numRuns: 600 },
    );
    assert.ok(scans > 50, `only ${scans} were scanned`);
  });
});
