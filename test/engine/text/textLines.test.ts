import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TextLines } from '../../../src/engine/text/textLines';

describe('the lines of a text', () => {
  const texts = fc
    .array(fc.constantFrom('\n', '\r\n', '\r', 'a', '中', '🙂', '\t', '\uD83D', 'long line'), { maxLength: 12 })
    .map((pieces) => pieces.join(''));

  it('are where the language server’s library has them, for every offset and position', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const [own, wanted] = [new TextLines(text), TextDocument.create('x', 'x', 0, text)];
        for (let offset = -1; offset <= text.length + 1; offset++) {
          assert.deepEqual(own.positionAt(offset), wanted.positionAt(offset), `offset ${offset}`);
        }
        for (let line = -1; line <= wanted.lineCount; line++) {
          for (let character = -1; character < 12; character++) {
            assert.equal(
              own.offsetAt({ line, character }),
              wanted.offsetAt({ line, character }),
              `${line}:${character}`,
            );
          }
        }
      }),
      { seed: 20261129, numRuns: 2000 },
    );
  });
});
