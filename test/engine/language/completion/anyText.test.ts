import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { MarkupContent, TextEdit } from 'vscode-languageserver-types';
import { languageWorkspace, WORKSPACE } from '../languageWorkspace';

/** Pieces of everything that prompts and test sets are made of, whole and broken. */
const PIECES = [
  ...[
    '{{',
    '}}',
    '{{{',
    '}}}',
    '{{#',
    '{{/',
    '{{^',
    '{{>',
    '{{!',
    '{{!--',
    '--}}',
    '{{{{',
    '}}}}',
    '{',
    '}',
    '#',
    '~',
    '\\',
  ],
  ...[
    'if',
    'each',
    'with',
    'else',
    'role',
    'json',
    'media',
    'url=',
    'lookup',
    'ifEquals',
    'as |',
    '|',
    'card',
    '@',
    '@root.',
  ],
  ...[
    'question',
    'user',
    'user.',
    '名稱',
    'items',
    'this',
    '../',
    '[first name]',
    '[',
    ']',
    '(',
    ')',
    '"',
    "'",
    '=',
    '.',
    '/',
  ],
  ...[
    '\n',
    '\r\n',
    '\r',
    ' ',
    '  ',
    '\t',
    '---\n',
    '---',
    ': ',
    ':',
    '- ',
    '-',
    ',',
    '#',
    '|',
    '>',
    '🙂',
    '\uFEFF',
    '\0',
  ],
  ...[
    'model',
    'config',
    'input:\n  schema:\n    ',
    'output',
    'assay.judges',
    'cases:\n  - ',
    'input: { ',
    'checks',
    'any',
    'tags',
  ],
  ...['"cases": [', '"input": {', '"', 'true', '1', 'id,question\n', '"a ""b"', '}\n{'],
];
const PATHS = ['a.prompt', '_b.prompt', 'a.test.yaml', 'a.test.json', 'a.test.jsonl', 'a.test.csv', 'a.test.tsv'];

const OTHERS = {
  'other.prompt': '---\ninput:\n  schema:\n    question: string\n---\n{{> b x=question}}{{> card}}',
  '_card.prompt': '{{title}}{{user.name}}{{> b}}',
  'other.test.yaml': 'cases:\n  - { id: x, input: { 名稱: 值, items: [{ a: 1 }] } }\n',
};

describe('completion in any text', () => {
  for (const path of PATHS) {
    it(`of ${path} never fails, and stays on the cursor's line around the cursor`, async () => {
      const anyText = fc.array(
        fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string() }),
        {
          maxLength: 24,
        },
      );
      await fc.assert(
        fc.asyncProperty(anyText, fc.nat(), async (pieces, seed) => {
          const text = pieces.join('');
          const { service } = languageWorkspace({ ...OTHERS, [path]: text });
          await service.index(WORKSPACE).whole();
          // Editors have no byte order mark in their text.
          const shownText = text.replace(/^\uFEFF/, '');
          const position = TextDocument.create(path, 'x', 0, shownText).positionAt(seed % (shownText.length + 1));
          const asked = { file: `${WORKSPACE}/${path}`, text, workspace: WORKSPACE };
          const { items } = await service.completion(asked, position);
          for (const item of items) {
            const { range, newText } = item.textEdit as TextEdit;
            const shown = `${JSON.stringify(text)} ${JSON.stringify(position)} ${item.label} ${JSON.stringify(range)}`;
            assert.equal(range.start.line, position.line, shown);
            assert.equal(range.end.line, position.line, shown);
            assert.ok(range.start.character <= position.character && position.character <= range.end.character, shown);
            assert.ok(range.end.character <= lineLength(shownText, position.line), shown);
            assert.ok(newText !== '' && item.label !== '', shown);
            assert.doesNotMatch(String((item.documentation as MarkupContent | undefined)?.value), /^about\./, shown);
          }
          const [first] = items;
          if (first !== undefined) await service.resolveCompletion(first, asked);
        }),
        { seed: 11, numRuns: 250 },
      );
    });
  }
});

function lineLength(text: string, line: number): number {
  return (text.split(/\r\n|\r|\n/)[line] ?? '').length;
}
