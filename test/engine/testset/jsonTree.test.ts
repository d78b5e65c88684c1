import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jsonTree } from '../../../src/engine/testset/jsonTree';
import { plainValue } from '../../../src/engine/testset/sourceNode';
import { testSetOf } from './testSetOf';

describe('jsonTree', () => {
  it('reads what JSON.parse reads, with the place of every value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const { node, faults } = jsonTree(text);
        assert.deepEqual(faults, []);
        assert.ok(node);
        assert.deepEqual(plainValue(node), JSON.parse(text));
        assert.deepEqual([node.start, node.end], [0, text.length]);
      }),
      { seed: 20261123, numRuns: 500 },
    );
  });

  const broken: [string, string, string[]][] = [
    ['a trailing comma', '[{"id": "a",}]', ['1:13 testset.json-syntax "}"']],
    ['a comment', '[ // no\n{"id": "a"}]', ['1:3 testset.json-syntax "// no"']],
    ['single quotes', "[{'id': 1}]", ['1:3 testset.json-syntax "\'id\'"']],
    ['a key twice', '[{"id": "a", "id": "b"}]', ['1:14 testset.duplicate-key "\\"id\\""']],
    ['an end too early', '[{"id": "a"}', ['1:13 testset.json-syntax ""']],
    ['something behind', '[{"id": "a"}] x', ['1:15 testset.json-syntax "x"']],
    ['nesting without end', '['.repeat(100_000), ['1:65 testset.too-deep "["']],
  ];
  for (const [what, text, faults] of broken) {
    it(`refuses ${what}, with one problem at its place`, async () => {
      const testSet = await testSetOf('a.json', text);
      assert.deepEqual(testSet.faults, faults);
      assert.deepEqual(testSet.cases, []);
    });
  }

  it('does not count brackets in strings as nesting', () => {
    assert.deepEqual(jsonTree(`"${'['.repeat(100)}\\"${'{'.repeat(100)}"`).faults, []);
  });
});
