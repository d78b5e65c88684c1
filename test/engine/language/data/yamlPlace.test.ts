import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DataPlace } from '../../../../src/engine/language/data/dataPlace';
import { yamlPlace } from '../../../../src/engine/language/data/yamlPlace';

function placeIn(marked: string): DataPlace | undefined {
  const offset = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  return yamlPlace(text, { start: 0, end: text.length }, offset);
}

/** `role way "what is replaced" | what is beside it`. */
function shown(marked: string): string {
  const place = placeIn(marked);
  if (place === undefined) return '–';
  const { role, path, span, siblings, hasColon, needsSpace } = place;
  const replaced = marked.replace('‸', '').slice(span.start, span.end);
  const beside = siblings.map(({ key, value, first }) => {
    return [key || first?.key, value || first?.value].filter((each) => each).join('=');
  });
  const marks = `${hasColon ? ':' : ''}${needsSpace ? '_' : ''}`;
  return `${role}${marks} ${path.join('.') || '/'} "${replaced}"${beside.length > 0 ? ` | ${beside.join(', ')}` : ''}`;
}

describe('the place of something written in YAML', () => {
  const examples: [string, string][] = [
    // Keys of the outermost map.
    ['‸', 'node / ""'],
    ['mo‸', 'node / "mo"'],
    ['mo‸\nconfig:\n  topP: 1\n', 'key / "mo" | config'],
    ['model: x\nco‸', 'key / "co" | model=x'],
    ['mo‸del: x', 'key: / "model"'],
    ['model: x\n‸\nname: y', 'key / "" | model=x, name=y'],
    // Values.
    ['model:‸', 'value_ model ""'],
    ['model: ‸', 'value model ""'],
    ['model: op‸en # why', 'value model "open"'],
    ['model: "op‸', 'value model ""op"'],
    ['model: "op‸en"', 'value model ""open""'],
    ['model: ‸ # why', 'value model ""'],
    ['model: x ‸', 'value model "x "'],
    ['名稱: 甲‸', 'value 名稱 "甲"'],
    // Nesting, by the column.
    ['input:\n  schema:\n    ‸', 'node input.schema ""'],
    ['input:\n  schema:\n  ‸', 'key input "" | schema'],
    ['input:\n  schema:\n‸', 'key / "" | input'],
    ['input:\n  schema:\n    a: string\n    b‸\n  default: {}', 'key input.schema "b" | a=string'],
    ['input:\n  schema:\n    ‸\n    a: string', 'key input.schema "" | a=string'],
    ['input:\n  schema:\n   ‸\n    a: string', '–'],
    ['input:\n  schema:\n    a: string\n   ‸', '–'],
    ['model: x\n  ‸', '–'],
    ['config:\r\n  te‸\r\n  topP: 1\r\n', 'key config "te" | topP=1'],
    ['a:\n\tb‸', 'node a "b"'],
    // Lists.
    ['judges:\n  - ‸', 'node judges.0 ""'],
    ['judges:\n  -‸', 'node_ judges.0 ""'],
    ['judges:\n  - cor‸', 'node judges.0 "cor"'],
    ['judges:\n  - correctness\n  - rel‸\n  - tone', 'node judges.1 "rel" | correctness, tone'],
    ['judges:\n  - correctness\n  ‸', 'item judges "" | correctness'],
    ['judges:\n  ‸', 'node judges ""'],
    ['judges:\n  ‸\n  - tone', 'item judges "" | tone'],
    ['judges:\n  - judge: tone\n    th‸\n    weight: 2', 'key judges.0 "th" | judge=tone, weight=2'],
    ['judges:\n  - jud‸\n    threshold: 3', 'key judges.0 "jud" | threshold=3'],
    ['judges:\n- judge: x\n- ‸', 'node judges.1 "" | judge=x'],
    ['judges:\n- judge: x\nca‸', 'key / "ca" | judges'],
    ['judges:\n- judge: x\ncases:\n- id: ‸', 'value cases.0.id ""'],
    ['cases:\n  - id: a\n    input:\n      ‸', 'node cases.0.input ""'],
    ['cases:\n  - id: a\n    input:\n      x: 1\n      ‸\n      z: 2\n    tags: []', 'key cases.0.input "" | x=1, z=2'],
    ['- - ‸', 'node 0.0 ""'],
    ['- id: a\n- ‸\n- id: c\n  x: 1', 'node 1 "" | id=a, id=c'],
    // Brackets.
    ['input: { ‸ }', 'key input ""'],
    ['input: { qu‸ }', 'key input "qu"'],
    ['input: { a: 1, qu‸, c: 3 }', 'key input "qu" | a=1, c=3'],
    ['input: { a: ‸ }', 'value input.a ""'],
    ['input: { a:‸ }', 'value_ input.a ""'],
    ['input: { "a b‸": 1 }', 'key: input ""a b""'],
    ['tags: [x, ‸]', 'node tags.1 "" | x'],
    ['checks: [contains: ‸]', 'value checks.0.contains ""'],
    ['checks:\n  - any: [json, contains-all: [a, b‸]]', 'node checks.0.any.1.contains-all.1 "b" | a'],
    ['input: {\n  a: 1,\n  ‸\n}', 'key input "" | a=1'],
    ['input: { a: 1\nmodel: ‸', 'value model "" | input'],
    ['{ "cases": [ { "id": "‸" } ] }', 'value cases.0.id """"'],
    ['input: { a: {} ‸}', '–'],
    // Text.
    ['a: |\n  text ‸\nb: 1', '–'],
    ['a: |\n  text\n\n  ‸', '–'],
    ['a: >-\n  text\n‸', 'key / "" | a=|'],
    ['- a: |\n    text\n  ‸', 'key 0 "" | a=|'],
    ['- |\n  te‸xt', '–'],
    ['a: "one\n  two‸"\nb: 1', '–'],
    ['a: "one\n  two"\n‸b: 1', 'key: / "b" | a=one'],
    ['# com‸ment', '–'],
    ['a: 1 # com‸ment', '–'],
    ['a: plain\n  goes on‸', '–'],
    // Broken elsewhere.
    ['a: [1, 2\nb: {\nc: "x\nconfig:\n  ‸', 'node config ""'],
    ['??? : :\n  - }\nconfig:\n  te‸', 'node config "te"'],
    ['items(array, what): string\nb(en‸', 'key / "b(en" | items(array, what)=string'],
  ];

  for (const [marked, expected] of examples) {
    it(JSON.stringify(marked), () => assert.equal(shown(marked), expected));
  }

  it('is found in any text, on one line, around the cursor', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'model',
        '名稱',
        '🙂',
        ':',
        ': ',
        '- ',
        '-',
        '\n',
        '\r\n',
        '  ',
        '    ',
        '\t',
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
      ],
      ...[',', '#', ' #', '|', '>', '|\n', '&x ', '!t ', '*y', '?', '---', 'a: b', '- c: d'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(), (pieces, seed) => {
        const text = pieces.join('');
        const offset = seed % (text.length + 1);
        const place = yamlPlace(text, { start: 0, end: text.length }, offset);
        if (place === undefined) return;
        const { start, end } = place.span;
        assert.ok(0 <= start && start <= offset && offset <= end && end <= text.length, `${start} ${offset} ${end}`);
        assert.doesNotMatch(text.slice(start, end), /[\r\n]/);
      }),
      { seed: 5, numRuns: 3000 },
    );
  });
});
