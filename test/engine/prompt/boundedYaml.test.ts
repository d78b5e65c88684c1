import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { parseBoundedYaml } from '../../../src/engine/prompt/boundedYaml';

const ROOMY = { maxLength: 1024 * 1024 };

describe('YAML that somebody else wrote', () => {
  const faults = (text: string) =>
    parseBoundedYaml(text, ROOMY).faults.map(
      ({ kind, start, end }) => `${kind} ${JSON.stringify(text.slice(start, end))}`,
    );

  it('marks the second of two equal keys, in every map', () => {
    assert.deepEqual(faults('name: 1\n"name": 2\n中文: {a b: 1, a b: 2}\n中文: 3'), [
      'duplicate-key "\\"name\\""',
      'duplicate-key "a b"',
      'duplicate-key "中文"',
    ]);
    assert.deepEqual(faults('1: a\n"1": b\nlist:\n  - a: 1\n  - a: 2'), []);
    assert.deepEqual(parseBoundedYaml('a: 1\na: 2', { ...ROOMY, uniqueKeys: false }).faults, []);
  });

  it('finds several faults in the order of their text, and not thousands', () => {
    assert.deepEqual(
      faults('a: 1\na: 2\nb: *c\nd: @e').map((fault) => fault.split(' ')[0]),
      ['duplicate-key', 'alias', 'syntax'],
    );
    assert.equal(faults('a:\n'.repeat(20_000)).length, 50);
  });

  const level = (text: string) => faults(text)[0]?.split(' ')[0] ?? 'taken';
  for (const [name, build] of [
    [
      'maps by indentation',
      (depth: number) => Array.from({ length: depth }, (_, at) => `${' '.repeat(at)}k:`).join('\n'),
    ],
    ['lists in one line', (depth: number) => `${'- '.repeat(depth)}x`],
    ['explicit keys', (depth: number) => `${'? '.repeat(depth)}x`],
    ['brackets below a key', (depth: number) => `a: ${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}`],
    ['braces below a key', (depth: number) => `a: ${'{b: '.repeat(depth - 1)}${'}'.repeat(depth - 1)}`],
  ] as const) {
    it(`takes 60 levels of ${name}, and not 66`, () => {
      assert.notEqual(level(build(60)), 'too-deep');
      assert.equal(level(build(66)), 'too-deep');
    });
  }

  it('sees through what hides depth', () => {
    const stairs = Array.from({ length: 20 }, (_, at) => `${' '.repeat(80 * at)}${'- '.repeat(40)}`).join('\n');
    assert.equal(level(`${stairs}x`), 'too-deep');
    assert.equal(level(`a: ${']'.repeat(5000)}\nb: ${'['.repeat(5000)}`), 'too-deep');
    assert.equal(
      level(`a: "${'['.repeat(100)}"\nb: '${'{'.repeat(100)}'\nc: |\n  ${'['.repeat(100)}\n# ${'['.repeat(100)}`),
      'taken',
    );
  });

  /** Collections inside of one another in a tree of the parser's. */
  function depthOf(node: unknown): number {
    if (typeof node !== 'object' || node === null) return 0;
    if ('items' in node && Array.isArray(node.items)) return 1 + Math.max(0, ...node.items.map(depthOf));
    if ('key' in node && 'value' in node) return Math.max(depthOf(node.key), depthOf(node.value));
    return 'contents' in node ? depthOf(node.contents) : 0;
  }

  it('never lets deep nesting reach the parser, however it is written', () => {
    const piece = fc.constantFrom(
      ...[
        '- ',
        '? ',
        ': ',
        'k:',
        'k: ',
        '[',
        ']',
        '{',
        '}',
        ',',
        '\n',
        '\n',
        '  ',
        '    ',
        '"',
        '#',
        ' #',
        '|\n',
        'x',
        '&a ',
        '!!seq ',
      ],
      ...[
        '- - - - - - - - - - - - ',
        '[[[[[[[[[[[[',
        '{a: {a: {a: {a: {a: ',
        '\n            ',
        '\n                        ',
        '\r\n',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const { document } = parseBoundedYaml(text, ROOMY);
        // A list may stand at the column of the key that it belongs to: two levels in one column.
        if (document !== undefined) assert.ok(depthOf(document) <= 2 * 64, `${depthOf(document)} levels in ${text}`);
        else assert.ok(text.length > 64);
      }),
      { numRuns: 3000, seed: 20261123 },
    );
  });

  it('reads what it takes as the parser does', () => {
    const text = 'a: 1\nb: [x, {y: null}]\n中: |\n  文\nd: 0o17\ne: 2001-01-01\nf: yes\n"g": !!str 5\n';
    assert.deepEqual(parseBoundedYaml(text, ROOMY).document?.toJS(), parseDocument(text).toJS());
  });
});
