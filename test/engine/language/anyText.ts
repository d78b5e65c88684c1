import fc from 'fast-check';

const YAML = [
  ...[
    'model: x\n',
    'input:\n',
    '  schema:\n',
    '    question: string\n',
    '    items(array, 內容): string\n',
    '  default:\n',
  ],
  ...[
    '    lang: zh\n',
    'config: { temperature: 1 }\n',
    'assay.judges: [correctness]\n',
    '- a\n',
    ': ',
    '"',
    '[',
    '{',
    '# 註解\n',
  ],
];
const TEMPLATE = [
  ...[
    '{{',
    '}}',
    '{{{',
    '{{~',
    '~}}',
    '{{#each items as |item i|}}',
    '{{/each}}',
    '{{#if x}}',
    '{{else}}',
    '{{/if}}',
    '{{else if y}}',
  ],
  ...[
    '{{role "system"}}',
    '{{ role  "user" }}',
    '{{> style lang=lang}}',
    '{{question}}',
    '{{user.name}}',
    '{{../z}}',
    '{{@index}}',
  ],
  ...[
    '{{!-- c --}}',
    '{{{{raw}}}}',
    '{{{{/raw}}}}',
    '中文',
    '🙂',
    ' ',
    '\n',
    '\r\n',
    '\t',
    'text',
    '"',
    '(',
    ')',
    '=',
    '|',
    '\\',
    '{{#*inline "p"}}',
  ],
];
const CASES = [
  ...[
    'cases:\n',
    '  - id: 一\n',
    '    input: { question: q }\n',
    '    input:\n',
    '      lang: zh\n',
    'judges:\n',
    '  - correctness\n',
  ],
  ...[
    'checks:\n',
    '  - contains: x\n',
    '{"cases": [',
    '{"id": "a", "question": "b"}\n',
    ']}',
    'id,question,expected\n',
    '1,"a ""b""",c\n',
  ],
  ...['"', ',', '\t', ': ', '- ', '{', '[', '🙂', '\r\n', '\n'],
];

const joined = (pieces: readonly string[], maxLength: number) =>
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength })
    .map((parts) => parts.join(''));

/** Prompts as they are while somebody writes: rarely right. */
export const anyPrompt = fc
  .tuple(fc.boolean(), joined(YAML, 8), joined(TEMPLATE, 16))
  .map(([fenced, yaml, template]) => (fenced ? `---\n${yaml}\n---\n${template}` : template));

/** Test sets likewise, each with a name that says its format. */
export const anyTestSet = fc
  .tuple(fc.constantFrom('yaml', 'json', 'jsonl', 'csv', 'tsv'), joined(CASES, 14))
  .map(([ending, text]) => ({ path: `a.test.${ending}`, text }));
