import assert from 'node:assert/strict';
import { seededRandom } from '../../../../src/engine/statistics';
import { emptySet, type ImportedCase, type ImportedSet } from '../../../../src/engine/testset/import/imported';
import { writeImported } from '../../../../src/engine/testset/import/writeImported';
import { parseTestSet } from '../../../../src/engine/testset/parseTestSet';
import { say } from '../../../../src/wording';

const PLACE = { file: '/work/a.yaml', line: 1 };

function aCase(over: Partial<ImportedCase> = {}): ImportedCase {
  return { input: {}, checks: [], tags: [], notes: [], place: PLACE, ...over };
}

const write = (set: Partial<ImportedSet>, head: string[] = []) =>
  writeImported({ ...emptySet(), ...set }, { head, say: (code, args) => say(code, args) });
const readBack = async (text: string) => {
  const testSet = await parseTestSet(text, '/work/a.test.yaml');
  assert.deepEqual(testSet.problems, [], text);
  return testSet;
};

/** Texts that YAML takes for something else unless they are written with care. */
const TRICKY = [
  'yes',
  'No',
  'on',
  'null',
  '~',
  'true',
  '1.0',
  '007',
  '0x10',
  '1e3',
  '.inf',
  '2026-01-02',
  '12:30:45',
  '',
  ' ',
  ' leading',
  'trailing ',
  ': #',
  '# no comment',
  '- item',
  '? key',
  'a: b',
  'a #b',
  '&anchor',
  '*alias',
  '!tag',
  '%directive',
  '@at',
  '`tick`',
  '{a: b}',
  '[a, b]',
  "it's",
  '"quoted"',
  '|',
  '>-',
  '---',
  '...',
  'one\ntwo',
  'one\n\ntwo\n',
  '\nfirst is empty',
  '  indented\nless',
  'ends in spaces  \nnext',
  'tab\there',
  '\ttab first',
  'CR\rLF\r\nend',
  'bell\u0007 and null\u0000',
  'next line\u0085 and separators\u2028\u2029',
  '\uFEFFmark',
  '什麼是 RAG？',
  '全形：冒號＃井號',
  '👩‍👩‍👧 familie 🇹🇼',
  'lone \uD83D half',
  `${'長'.repeat(300)} ${'word '.repeat(60)}`,
  '<<',
  '__proto__',
  '{{question}}',
  '---\nfrontmatter\n---',
];

describe('writing an imported test set', () => {
  for (const text of TRICKY) {
    it(`gives ${JSON.stringify(text).slice(0, 40)} back wherever it stands`, async () => {
      const name = text === '' ? 'v' : text;
      const input = Object.fromEntries([
        [name, text],
        ['list', [text, [text]]],
        ['map', { deep: { [name]: text } }],
      ]);
      const { cases } = await readBack(
        write({ cases: [aCase({ id: 'a', input, expected: text, context: [text], criterion: [text, 'x'] })] }),
      );
      assert.deepEqual(cases[0]?.input, input);
      assert.equal(cases[0]?.expected, text);
      assert.deepEqual(cases[0]?.context, [text]);
      assert.deepEqual(
        cases[0]?.criterion,
        [text, 'x'].filter((each) => each.trim() !== ''),
      );
    });
  }

  it('gives any text back, in any place', async () => {
    const pieces = [...TRICKY, '\n', ' ', 'a', ':', '#', '\r', '\t', '中', '🙂', '"', "'", '\\', '- ', '|'];
    const random = seededRandom(7);
    const draw = (most: number) => Math.floor(random() * most);
    const any = () => Array.from({ length: 1 + draw(5) }, () => pieces[draw(pieces.length)]).join('');
    for (let round = 0; round < 150; round++) {
      const cases = Array.from({ length: 3 }, () => {
        const input = Object.fromEntries([
          [any() || 'v', any()],
          ['deep', [{ [any() || 'k']: [any(), 1, true, null] }]],
        ]);
        return aCase({ input, expected: any() });
      });
      const text = write({ cases, description: any() }, [any()]);
      const back = await readBack(text);
      const seen = back.cases.map(({ input, expected }) => ({ input, expected }));
      assert.deepEqual(
        seen,
        cases.map(({ input, expected }) => ({ input, expected })),
        text,
      );
    }
  });

  it('keeps keys that objects have of their own', async () => {
    const input = JSON.parse('{"__proto__":"x","constructor":{"__proto__":1}}');
    const { cases } = await readBack(write({ cases: [aCase({ input })] }));
    assert.deepEqual(Object.keys(cases[0]?.input ?? {}), ['__proto__', 'constructor']);
    assert.equal(JSON.stringify(cases[0]?.input), '{"__proto__":"x","constructor":{"__proto__":1}}');
  });

  it('keeps numbers, booleans, nothing and empty lists and maps', async () => {
    const input = { a: 1, b: -0.5, c: 1e21, d: true, e: null, f: [], g: {}, h: [[]], i: 12345678901 };
    const { cases } = await readBack(write({ cases: [aCase({ input })] }));
    assert.deepEqual(cases[0]?.input, input);
  });

  it('writes checks as people do, with groups, options and what is turned around', async () => {
    const part = (name: string, argument?: unknown) => ({ name, argument, notes: [], place: PLACE });
    const text = write({
      checks: [part('json'), { ...part('contains', '檢索'), negate: true, ignoreCase: true, weight: 2 }],
      cases: [
        aCase({
          checks: [
            { ...part('any'), negate: true, threshold: 0.5, checks: [part('json'), part('length', { max: 3 })] },
            { ...part('json'), weight: 3 },
          ],
        }),
      ],
    });
    assert.equal(
      text,
      [
        'checks:',
        '  - json',
        '  - not-contains: 檢索',
        '    ignore-case: true',
        '    weight: 2',
        'cases:',
        '  - checks:',
        '      - any:',
        '          - json',
        '          - length:',
        '              max: 3',
        '        not: true',
        '        threshold: 0.5',
        '      - json: null',
        '        weight: 3',
        '',
      ].join('\n'),
    );
    const { checks, cases } = await readBack(text);
    assert.deepEqual(
      checks.map(({ kind, negate, ignoreCase, weight }) => [kind, negate, ignoreCase, weight]),
      [
        ['json', false, false, 1],
        ['contains', true, true, 2],
      ],
    );
    const [group, json] = cases[0]?.checks ?? [];
    assert.deepEqual([group?.kind, group?.negate, group?.threshold], ['any', true, 0.5]);
    assert.deepEqual(
      group?.checks?.map(({ kind }) => kind),
      ['json', 'length'],
    );
    assert.deepEqual([json?.kind, json?.argument, json?.weight], ['json', undefined, 3]);
  });

  it('says beside a case, a check and a judge what is not what it was', async () => {
    const note = { kind: 'changed' as const, code: 'import.several-answers', args: {} };
    const text = write({
      judges: [{ judge: 'rubric', threshold: 0.8, scale: '0-1', notes: [note] }],
      cases: [
        aCase({
          id: 'a',
          notes: [{ kind: 'lost', code: 'import.key', args: { key: 'multi\nline: # key' } }, note, note],
          checks: [{ name: 'json', notes: [note], place: PLACE }],
        }),
      ],
    });
    const said = 'changed in meaning: Any of several answers is right; a judge sees them as a list.';
    assert.deepEqual(
      text.split('\n').filter((line) => line.includes('#')),
      [
        `  # ${said}`,
        '  # not carried over: The key "multi',
        '  # line: # key" has no counterpart.',
        `  # ${said}`,
        `      # ${said}`,
      ],
    );
    await readBack(text);
  });

  it('begins with what is said of the whole', async () => {
    const text = write({ cases: [aCase({ id: 'a' })], description: 'first\nsecond' }, ['Imported from x']);
    assert.ok(text.startsWith('# Imported from x\n# first\n# second\n\ncases:\n'));
    await readBack(text);
  });

  it('calls no two cases the same, and none as an unnamed one will be called', async () => {
    const ids = ['a', undefined, 'a', 'case-2', 'a (2)', ' a\n', '', '7', 'a'];
    const { cases } = await readBack(write({ cases: ids.map((id) => aCase({ ...(id !== undefined && { id }) })) }));
    assert.deepEqual(
      cases.map(({ id }) => id),
      ['a', 'case-2', 'a (2)', 'case-2 (2)', 'a (2) (2)', 'a (3)', 'case-7', '7', 'a (4)'],
    );
  });

  it('is read in pieces like any long test set', async () => {
    const cases = Array.from({ length: 2_000 }, (_, index) =>
      aCase({ id: `c${index}`, input: { question: `- ${index}\n\n  什麼\n---\n` }, expected: `${'x'.repeat(90)}: #` }),
    );
    const back = await readBack(write({ cases }));
    assert.equal(back.cases.length, 2_000);
    assert.equal(back.cases[1999]?.input.question, '- 1999\n\n  什麼\n---\n');
  });
});
