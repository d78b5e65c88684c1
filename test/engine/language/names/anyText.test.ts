import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import { languageWorkspace } from '../languageWorkspace';

const PROMPT = [
  ...[
    '{{',
    '}}',
    '{{#',
    '{{/',
    '{{^}}',
    '{{else}}',
    '{{>',
    '{{#>',
    '{{#*inline "x"}}',
    '{{/inline}}',
    '{{!--',
    '{{{',
    '~',
  ],
  ...[
    'q',
    '問題',
    'q.名',
    '../q',
    '@root.q',
    '@key',
    'this',
    '[a b]',
    '"q"',
    'each ',
    'if ',
    'with ',
    'json ',
    'lookup q "r"',
  ],
  ...[' as |q r|', 'each', 'if', 'q=', 'q=q', ' ', '\n', '\r\n', '\t', '🙂', '(', ')', '|', '.', '---\n', '---'],
  ...[
    'input:\n',
    '  schema:\n',
    '    q: string\n',
    '    "r?(array)":\n',
    '      q: string\n',
    '  default: {q: 1}\n',
    '    type: object\n',
  ],
  ...[
    'assay.judges: [./j.prompt]\n',
    'assay.tests: b.csv\n',
    '  - judge: j\n    examples: [{input: {q: 1}}]\n',
    '\uFEFF',
    '\0',
  ],
];
const TESTS = [
  ...[
    'cases:\n',
    'judges:\n',
    '  - ',
    '- ',
    'id: ',
    'input:\n',
    '      q: ',
    'q,r\n',
    '"q",r\n',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
  ],
  ...[
    '{"id": "a", "q": 1}\n',
    '{"cases": [{"input": {"q": {"q": 1}}}]}',
    ': ',
    '\n',
    '\r\n',
    '\t',
    '問題',
    '🙂',
    'q',
    '&a ',
    '*a',
    '|\n',
    '    examples:\n',
  ],
  ...['judge: ./j.prompt\n', '\uFEFF', '\\u554f', 'context: ', 'id\t', '#'],
];

const text = (pieces: string[]) => fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((them) => them.join(''));
const workspace = fc.record({
  'a.prompt': text(PROMPT),
  '_q.prompt': text(PROMPT),
  'j.prompt': text(PROMPT),
  'a.test.yaml': text(TESTS),
  'j.test.jsonl': text(TESTS),
  'b.csv': text(TESTS),
  'c.prompt': text(PROMPT).map((body) => `---\nassay.tests: d.json\n---\n${body}`),
  'd.json': text(TESTS),
});

describe('names in any text', () => {
  it('are answered without a fault, with places inside of their files', async () => {
    await fc.assert(
      fc.asyncProperty(
        workspace,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('neu', 'q', 'a b', '"'),
        async (texts, which, at, name) => {
          const { service, text: asked } = languageWorkspace(texts);
          const documents = new Map(
            Object.entries(texts).map(([path, each]) => [
              `/w/${path}`,
              TextDocument.create(path, '', 0, each.replace(/^\uFEFF/, '')),
            ]),
          );
          const inside = (file: string, range: Range) => {
            const document = documents.get(file);
            if (document === undefined) return;
            const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
            assert.deepEqual(document.positionAt(start), range.start);
            assert.deepEqual(document.positionAt(end), range.end);
            assert.ok(start <= end);
          };
          const paths = Object.keys(texts);
          const path = paths[which % paths.length] ?? '';
          const own = `/w/${path}`;
          const document = documents.get(own) as TextDocument;
          const position = document.positionAt(at % (document.getText().length + 1));
          const question = asked(path);
          for (const each of (await service.highlights(question, position)) ?? []) inside(own, each.range);
          for (const each of service.linkedNames(question, position) ?? []) inside(own, each);
          for (const each of await service.definition(question, position)) {
            inside(own, each.originSelectionRange);
            inside(each.file, each.targetRange);
          }
          const { places } = await service.references(question, position, { includeDeclaration: true });
          for (const { file, range } of places) inside(file, range);
          const start = await service.prepareRename(question, position);
          if ('range' in start) inside(own, start.range);
          const edit = await service.rename(question, position, name);
          if ('code' in edit) return;
          for (const { file, edits } of edit.changes) for (const { range } of edits) inside(file, range);
        },
      ),
      { seed: 20261128, numRuns: 250 },
    );
  });
});
