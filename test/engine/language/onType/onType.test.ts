import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CURSOR, languageWorkspace, WORKSPACE } from '../languageWorkspace';

const INDENTATION = { tabSize: 2, insertSpaces: true };

/** The text after what goes with the character before the cursor. */
function typed(marked: string, path = 'a.prompt'): string {
  const { service, text, cursor } = languageWorkspace({ [path]: marked });
  const at = marked.indexOf(CURSOR);
  const edits = service.onType(text(path), cursor(path), marked[at - 1] ?? '', INDENTATION);
  assert.ok(edits.length <= 1);
  const [edit] = edits;
  assert.deepEqual(edit?.range, edit && { start: cursor(path), end: cursor(path) });
  return marked.replace(CURSOR, edit?.newText ?? '');
}

/** The same for the line break before the white space that the cursor stands behind. */
function broken(marked: string, indentation = INDENTATION): string {
  const { service, text, cursor } = languageWorkspace({ 'a.prompt': marked });
  const [edit] = service.onType(text('a.prompt'), cursor('a.prompt'), '\n', indentation);
  return marked.replace(CURSOR, edit?.newText ?? '');
}

describe('what goes with a character', () => {
  it('a brace that ends a block’s tag brings its closing tag', () => {
    for (const [before, after] of [
      ['{{#if x}}‸', '{{#if x}}{{/if}}'],
      ['問 {{#each 項目 as |i|}}‸ 🙂', '問 {{#each 項目 as |i|}}{{/each}} 🙂'],
      ['{{^items}}‸', '{{^items}}{{/items}}'],
      ['{{#[first items]}}‸', '{{#[first items]}}{{/[first items]}}'],
      ['{{#> card}}‸', '{{#> card}}{{/card}}'],
      ['{{#*inline "x"}}‸', '{{#*inline "x"}}{{/inline}}'],
      ['{{~#if x~}}‸', '{{~#if x~}}{{/if}}'],
      ['{{#if a}}{{#if b}}‸{{/if}}', '{{#if a}}{{#if b}}{{/if}}{{/if}}'],
      ['{{#each a}}{{#if b}}‸{{/each}}', '{{#each a}}{{#if b}}{{/if}}{{/each}}'],
    ] as const) {
      assert.equal(typed(before), after);
    }
  });

  it('but not where the block is closed, nor for other tags, nor in text', () => {
    for (const text of [
      '{{#if x}}‸y{{/if}}',
      '{{#if x}}‸{{else}}z{{/if}}',
      '{{#if x}‸}',
      '{{x}}‸',
      '{{else}}‸',
      '{{/if}}‸',
      '{{> card}}‸',
      '{{{{raw}}}}‸',
      '{{! #if }}‸',
      'a }}‸',
      '\\{{#if x}}‸',
      '---\nx: "{{#if x}}‸"\n---\n',
    ]) {
      assert.equal(typed(text), text.replace(CURSOR, ''), text);
    }
  });

  it('a slash in a closing tag brings the name of the open block', () => {
    for (const [before, after] of [
      ['{{#if x}}y{{/‸}}', '{{#if x}}y{{/if}}'],
      ['{{#if x}}y{{/‸', '{{#if x}}y{{/if}}'],
      ['{{#each a}}{{#if x}}{{/if}}{{~/‸}}', '{{#each a}}{{#if x}}{{/if}}{{~/each}}'],
      ['{{#if x}}y{{/‸if}}', '{{#if x}}y{{/if}}'],
      ['y{{/‸}}', 'y{{/}}'],
      ['a/‸', 'a/'],
      ['{{a/‸b}}', '{{a/b}}'],
    ] as const) {
      assert.equal(typed(before), after);
    }
  });

  it('a line break below a key without a value brings its indentation', () => {
    assert.equal(broken('---\nconfig:\n‸\n---\n'), '---\nconfig:\n  \n---\n');
    assert.equal(
      broken('---\r\ninput:\r\n  schema:\r\n  ‸\r\n---\r\n'),
      '---\r\ninput:\r\n  schema:\r\n    \r\n---\r\n',
    );
    assert.equal(broken('---\nconfig:\n‸\n---\n', { tabSize: 4, insertSpaces: true }), '---\nconfig:\n    \n---\n');
    for (const text of [
      '---\nmodel: x\n‸\n---\n',
      '---\nmodel:\n‸\n---\n',
      '---\nconfig: # later\n‸\n---\n',
      '---\nconfig:\n  ‸\n---\n',
      '---\nmodel: x\n---\nRules:\n‸',
      'Rules:\n‸',
    ]) {
      assert.equal(broken(text), text.replace(CURSOR, ''), text);
    }
  });

  it('nothing in a test set, which is other extensions’ to indent', () => {
    assert.equal(typed('cases:\n  - input: { question: "{{#if x}}‸" }', 'a.test.yaml').includes('{{/if}}'), false);
  });

  it('never fails in any text, and a closing tag that it brings closes', () => {
    const piece = fc.constantFrom(
      ...[
        '{{',
        '}}',
        '{{#if x}}',
        '{{#each y}}',
        '{{/if}}',
        '{{/',
        '{{else}}',
        '{{{',
        '{{!',
        '{{{{',
        '---\n',
        'a:\n',
        '\n',
        '\r\n',
      ],
      ...['text', '名稱', '🙂', ' ', '\t', '"'],
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 16 }),
        fc.nat(),
        fc.constantFrom('}', '/', '\n'),
        (pieces, seed, character) => {
          const text = pieces.join('');
          const { service } = languageWorkspace({ 'a.prompt': text });
          const asked = { file: `${WORKSPACE}/a.prompt`, text, workspace: WORKSPACE };
          const document = TextDocument.create('a', 'x', 0, text);
          const position = document.positionAt(seed % (text.length + 1));
          const edits = service.onType(asked, position, character, INDENTATION);
          for (const { range, newText } of edits) {
            assert.deepEqual(range, { start: position, end: position });
            if (character === '}') assert.match(newText, /^\{\{\/.+\}\}$/);
          }
        },
      ),
      { seed: 8, numRuns: 1000 },
    );
  });
});
