import assert from 'node:assert/strict';
import fc from 'fast-check';
import { characterFScore, characterNgrams, LONGEST_COMPARED } from '../../../src/engine/text/characterNgrams';

describe('characterFScore', () => {
  it('is 1 for the same text, whatever its white space', () => {
    assert.equal(characterFScore('檢索系統和生成模型', '檢索系統和生成模型'), 1);
    assert.equal(characterFScore('retrieval augmented', ' retrieval\naugmented '), 1);
  });

  it('is 0 for texts without a common character', () => {
    assert.equal(characterFScore('abc', '檢索'), 0);
    assert.equal(characterFScore('', 'abc'), 0);
    assert.equal(characterFScore('abc', '  '), 0);
  });

  it('takes two empty texts for equal', () => {
    assert.equal(characterFScore(' ', ''), 1);
  });

  it('follows the formula: precision and recall averaged over orders, then combined', () => {
    // Orders 1 to 3 of "abc" against "abd": matches 2, 1, 0 of 3, 2, 1, so P = R = (2/3 + 1/2 + 0) / 3.
    assert.ok(Math.abs(characterFScore('abc', 'abd') - (2 / 3 + 1 / 2) / 3) < 1e-12);
    // One order only ("ab" of "abcd" with maxOrder 1): P = 1, R = 1/2, F2 = 5·P·R / (4·P + R).
    assert.ok(Math.abs(characterFScore('ab', 'abcd', { maxOrder: 1, beta: 2 }) - 2.5 / 4.5) < 1e-12);
  });

  it('counts a repeated n-gram no more often than the reference has it', () => {
    assert.ok(characterFScore('aaaaaaaa', 'ab') < characterFScore('ab', 'ab'));
    assert.ok(Math.abs(characterFScore('aaaa', 'ab', { maxOrder: 1, beta: 1 }) - (2 * 0.25 * 0.5) / 0.75) < 1e-12);
  });

  it('prefers a candidate that says everything to one that says only a part, as beta 2 weighs recall', () => {
    const reference = 'RAG 結合了檢索系統和生成模型';
    assert.ok(characterFScore(`${reference}，例如 FAISS`, reference) > characterFScore('檢索系統', reference));
  });

  it('stays within 0 and 1, and only equal texts reach 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const score = characterFScore(a, b);
        assert.ok(score >= 0 && score <= 1 + 1e-12, String(score));
        assert.equal(characterFScore(a, a) > 1 - 1e-12, true);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('compares only the beginning of enormous texts', () => {
    const long = 'x'.repeat(LONGEST_COMPARED);
    assert.equal(characterFScore(`${long}${'y'.repeat(1_000_000)}`, `${long}z`), 1);
  });
});

describe('characterNgrams', () => {
  it('counts code points, so that an emoji is one character', () => {
    assert.deepEqual(
      [...characterNgrams('a😀b a😀', 2)],
      [
        ['a😀', 2],
        ['😀b', 1],
        ['ba', 1],
      ],
    );
  });
});
