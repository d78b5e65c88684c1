import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wordDiff } from '../../src/panel/wordDiff';

/** A comparison in one line: `[-missing-]` and `{+added+}`. */
function told(expected: string, output: string): string | undefined {
  return wordDiff(expected, output)
    ?.map(({ kind, text }) => (kind === 'same' ? text : kind === 'missing' ? `[-${text}-]` : `{+${text}+}`))
    .join('');
}

describe('wordDiff', () => {
  it('compares by words', () => {
    assert.equal(told('the cat sat', 'the dog sat'), 'the [-cat-]{+dog+} sat');
    assert.equal(told('same', 'same'), 'same');
  });

  it('compares Chinese by words as well, though nothing stands between them', () => {
    assert.equal(told('模型從外部知識庫檢索。', '模型從內部知識庫檢索。'), '模型從[-外部-]{+內部+}知識庫檢索。');
  });

  it('makes one change of neighbours that only spaces and punctuation lie between', () => {
    assert.equal(told('an old, big house', 'a new, small house'), '[-an old, big-]{+a new, small+} house');
    assert.equal(told('one\ntwo', 'three\nfour'), '[-one-]{+three+}\n[-two-]{+four+}');
  });

  it('leaves a word that was only put in beside what was there', () => {
    assert.equal(told('a house here', 'a big house here'), 'a {+big +}house here');
  });

  it('gives up where texts are too long to be compared while somebody waits', () => {
    assert.equal(wordDiff('word '.repeat(5_000), 'x'), undefined);
    assert.equal(wordDiff('x', 'y'.repeat(60_000)), undefined);
  });

  it('holds both texts whole, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'bb', ' ', ', ', '\n', '檢索', '模型', '。', '👩‍👧', '\r\n'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const [expected, output] = [before.join(''), after.join('')];
        const pieces = wordDiff(expected, output) ?? [];
        const without = (kind: string) =>
          pieces
            .filter((piece) => piece.kind !== kind)
            .map((piece) => piece.text)
            .join('');
        assert.equal(without('added'), expected);
        assert.equal(without('missing'), output);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
