import assert from 'node:assert/strict';
import fc from 'fast-check';
import { textPieces } from '../../src/panel/preview/textPieces';
import { traced } from './previewStates';

/** Groups as `(from 3: same +added -missing)`. */
function shown(written: string, before: string | null): string[] {
  const { text, stretches } = traced(written);
  const signs = { same: '', added: '+', missing: '-' };
  return textPieces(text, stretches, before).map(({ stretch, pieces }) => {
    const inside = pieces.map((piece) => `${signs[piece.change]}${piece.text}`).join('|');
    return stretch === undefined ? inside : `${stretch.place}(${inside})`;
  });
}

describe('the pieces of a text', () => {
  it('are those that came from one place, and those between', () => {
    assert.deepEqual(shown('[甲] {乙}\n<丙>', null), ['0(甲)', ' ', '1(乙)', '\n', '2(丙)']);
    assert.deepEqual(shown('', null), []);
  });

  it('tell inside of a place what was added and removed', () => {
    assert.deepEqual(shown('[Be short.]\n[Be {', 'Be long.\nBe '), ['0(Be |-long|+short|.)', '\n|Be ']);
    assert.deepEqual(shown('[keep]\n[new words]\n[end]', 'keep\nend'), [
      '0(keep)',
      '\n',
      '1(+new words)',
      '+\n',
      '2(end)',
    ]);
    assert.deepEqual(shown('[keep]\n[end]', 'keep\ngone\nend'), ['0(keep)', '\n|-gone\n', '1(end)']);
  });

  it('tell of long texts what lines differ', () => {
    const lines = Array.from({ length: 6000 }, (_, index) => `line ${index} of the text`);
    const before = lines.join('\n');
    const after = lines.with(3000, 'line 3000 of a text').join('\n');
    const pieces = textPieces(after, [], before).flatMap((group) => group.pieces);
    assert.deepEqual(
      pieces.filter(({ change }) => change !== 'same').map(({ text }) => text),
      ['the', 'a'],
    );
  });

  it('are together the text of now, and without what was added that of before', () => {
    const line = fc.constantFrom('a', 'b c', '甲乙', '🙂', '', ' ', 'a b c');
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
    const cuts = fc.array(fc.nat(40), { maxLength: 6 });
    fc.assert(
      fc.property(text, text, cuts, (now, before, at) => {
        const ends = [...new Set(at)].filter((each) => each <= now.length).sort((a, b) => a - b);
        const stretches = ends
          .slice(1)
          .map((end, index) => ({ start: ends[index] ?? 0, end, place: index, kind: 'text' as const }))
          .filter((_, index) => index % 2 === 0);
        const groups = textPieces(now, stretches, before);
        const all = groups.flatMap(({ pieces }) => pieces);
        const joined = (without: string) =>
          all.flatMap(({ text: each, change }) => (change === without ? [] : [each])).join('');
        assert.equal(joined('missing'), now);
        assert.equal(joined('added'), before);
        for (const stretch of stretches) {
          const own = groups.filter((group) => group.stretch === stretch).flatMap(({ pieces }) => pieces);
          const is = own.flatMap(({ text: each, change }) => (change === 'missing' ? [] : [each])).join('');
          assert.equal(is, now.slice(stretch.start, stretch.end));
        }
      }),
      { seed: 20261130, numRuns: 3_000 },
    );
  });
});
