import assert from 'node:assert/strict';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { type Piece, tagPiece, textPiece, writePieces } from '../../../../src/engine/language/convert/templatePieces';

const SIGNS = ['{', '{', '}', '\\', '\n', ' ', 'a', '~', '!', '\r\n', '中', '🙂', '#', '&', '"', '\t'];
const text = fc.array(fc.constantFrom(...SIGNS), { maxLength: 8 }).map((signs) => signs.join(''));
const leaf: fc.Arbitrary<Piece> = fc.oneof(
  text.map(textPiece),
  fc.constantFrom(tagPiece('x'), tagPiece('! a comment'), tagPiece('!-- {{ another --')),
);
const pieces: fc.Memo<Piece[]> = fc.memo((depth) =>
  fc.array(depth <= 1 ? leaf : fc.oneof(leaf, block(depth)), { maxLength: 5 }),
);
const test = fc.constantFrom('yes', 'no');

function block(depth: number): fc.Arbitrary<Piece> {
  const others = fc.array(fc.tuple(test, pieces(depth - 1)), { maxLength: 2 });
  const last = fc.option(pieces(depth - 1), { nil: undefined });
  return fc.tuple(test, pieces(depth - 1), others, last).map(([first, body, more, otherwise]) => ({
    kind: 'block',
    branches: [
      { tag: tagPiece(`#if ${first}`), body },
      ...more.map(([name, each]) => ({ tag: tagPiece(`else if ${name}`), body: each })),
      ...(otherwise === undefined ? [] : [{ tag: tagPiece('else'), body: otherwise }]),
    ],
    close: tagPiece('/if'),
  }));
}

/** What pieces mean, worked out without Handlebars. */
function meaning(all: readonly Piece[]): string {
  return all
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      if (piece.kind === 'tag') return piece.inside === 'x' ? 'VALUE' : '';
      return meaning(piece.branches.find(({ tag }) => / yes$|^else$/.test(tag.inside))?.body ?? []);
    })
    .join('');
}

describe('Pieces of a template', () => {
  it('render to the texts and values that they are, whatever stands beside what', function () {
    this.timeout(30_000);
    const property = fc.property(pieces(3), (all) => {
      const template = writePieces(all);
      const render = Handlebars.compile(template, { noEscape: true });
      assert.equal(render({ x: 'VALUE', yes: true, no: false }), meaning(all), JSON.stringify(template));
    });
    fc.assert(property, { numRuns: 400, seed: 20261 });
  });

  it('are written as people write them where nothing is in the way', () => {
    const body = [textPiece('\n- '), tagPiece('this'), textPiece('\n')];
    const each: Piece = { kind: 'block', branches: [{ tag: tagPiece('#each list'), body }], close: tagPiece('/each') };
    assert.equal(
      writePieces([textPiece('List:\n'), each, textPiece('\nEnd')]),
      'List:\n{{#each list}}\n\n- {{this}}\n{{/each}}\n\nEnd',
    );
    assert.equal(writePieces([textPiece('{"a": '), tagPiece('x'), textPiece('}')]), '{"a": {{x~}} }');
    assert.equal(writePieces([textPiece('a {{b}} \\'), tagPiece('x')]), 'a \\{{b}} \\\\{{x}}');
  });
});
