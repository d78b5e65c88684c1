import assert from 'node:assert/strict';
import { matchesGlob } from '../../../src/engine/text/matchesGlob';

describe('matching a glob', () => {
  for (const [text, pattern, expected] of [
    ['rag', 'rag', true],
    ['rag', 'ra', false],
    ['rag-1', 'rag-*', true],
    ['rag', 'rag-*', false],
    ['a-rag-b', '*rag*', true],
    ['案例一', '案例?', true],
    ['🙂', '?', true],
    ['', '*', true],
    ['', '?', false],
    ['a.b', 'a?b', true],
    ['a+b', 'a+b', true],
    ['abcabc', '*abc', true],
  ] as const) {
    it(`${expected ? 'takes' : 'leaves'} "${text}" for "${pattern}"`, () => {
      assert.equal(matchesGlob(text, pattern), expected);
    });
  }

  it('takes no exponential time for a pattern of many stars', () => {
    assert.equal(matchesGlob('a'.repeat(5_000), `${'*a'.repeat(200)}b`), false);
  });
});
