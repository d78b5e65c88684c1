import assert from 'node:assert/strict';
import { PROMPT_FIXES, TEST_SET_FIXES } from '../../../../src/engine/language/fixes/fixTable';
import { assertFixes, fixesFor, type Texts } from './fixed';

/** A key is put together here, so that nobody takes this file for one that leaks it. */
const KEY = `ghp_${'q7Zk2XvB9mLw4TnR8sYd3FhJ6pGc1VtKe5Ao'}`;

interface Example {
  code: string;
  /** The text of `a.prompt`, or all files. */
  texts: string | Texts;
  /** The file that the finding is in. */
  path?: string;
  /** The title of the fix, the first one where absent. */
  title?: string;
  /** What the file is afterwards, or others too. */
  wanted: string | Texts;
}

const one = (code: string, texts: string | Texts, wanted: string | Texts, more: Partial<Example> = {}): Example => {
  return { code, texts, wanted, ...more };
};

const inSet = (
  code: string,
  ending: string,
  text: string,
  wanted: string,
  more: Partial<Example> & { prompt?: string } = {},
) => {
  const path = `a.test.${ending}`;
  const prompt = more.prompt ?? '---\ninput: {schema: {q: string, n?: integer}}\n---\n{{q}}{{n}}';
  return one(code, { 'a.prompt': prompt, [path]: text }, { [path]: wanted }, { path, ...more });
};

const EXAMPLES: Example[] = [
  one('prompt.unknown-key-suggestion', '---\nmodle: openai/x # 好\n---\nx', '---\nmodel: openai/x # 好\n---\nx'),
  one('prompt.unknown-key-suggestion', '---\n"modle": openai/x\n---\nx', '---\nmodel: openai/x\n---\nx'),
  one('prompt.unknown-assay-key-suggestion', '---\nassay.repaet: 3\n---\nx', '---\nassay.repeat: 3\n---\nx'),
  one('prompt.unknown-config-key', '---\nconfig: {temprature: 1}\n---\nx', '---\nconfig: {temperature: 1}\n---\nx'),
  one(
    'prompt.misplaced-key',
    '---\r\nmodel: openai/x\r\ntemperature: 0.5 # warm\r\n---\r\nx',
    '---\r\nmodel: openai/x\r\nconfig:\r\n  temperature: 0.5 # warm\r\n---\r\nx',
  ),
  one(
    'prompt.misplaced-key',
    '---\ntop_p: 1\nconfig:\n    temperature: 1 # 熱\n---\nx',
    '---\nconfig:\n    temperature: 1 # 熱\n    topP: 1\n---\nx',
  ),
  one(
    'prompt.misplaced-key',
    '---\nstop:\n  - a\n  - b\nconfig:\n  topP: 1\nname: x\n---\nx',
    '---\nconfig:\n  topP: 1\n  stopSequences:\n    - a\n    - b\nname: x\n---\nx',
  ),
  one(
    'prompt.deprecated-key',
    '---\nvariables:\n  a: string\n  b: string\n---\n{{a}}{{b}}',
    '---\ninput:\n  schema:\n    a: string\n    b: string\n---\n{{a}}{{b}}',
  ),
  one('prompt.config-type', "---\nconfig: {topK: '40'}\n---\nx", '---\nconfig: {topK: 40}\n---\nx'),
  one('prompt.config-range', '---\nconfig:\n  temperature: 2.5\n---\nx', '---\nconfig:\n  temperature: 2\n---\nx'),
  one('prompt.config-range', '---\nconfig:\n  temperature: -1\n---\nx', '---\nconfig:\n  temperature: 0\n---\nx'),
  one(
    'prompt.config-too-small',
    '---\nconfig:\n  maxOutputTokens: 0\n---\nx',
    '---\nconfig:\n  maxOutputTokens: 1\n---\nx',
  ),
  one(
    'prompt.unknown-schema',
    '---\ninput: {schema: {a: str}}\n---\n{{a}}',
    '---\ninput: {schema: {a: string}}\n---\n{{a}}',
  ),
  one(
    'prompt.frontmatter-not-closed',
    '---\nmodel: openai/x\nconfig:\n  topP: 1\n\n好 {{a}}\n',
    '---\nmodel: openai/x\nconfig:\n  topP: 1\n---\n\n好 {{a}}\n',
  ),
  one('model.no-provider', '---\nmodel: "gpt-4o"\n---\nx', '---\nmodel: "openai/gpt-4o"\n---\nx'),
  one('model.unknown-provider-suggestion', '---\nmodel: opnai/gpt-4o\n---\nx', '---\nmodel: openai/gpt-4o\n---\nx'),

  one(
    'prompt.undeclared-variable-suggestion',
    '---\ninput: {schema: {問題描述: string}}\n---\n{{問題描述}}{{ 問題描素 }}',
    '---\ninput: {schema: {問題描述: string}}\n---\n{{問題描述}}{{ 問題描述 }}',
  ),
  one(
    'prompt.undeclared-variable-suggestion',
    '---\ninput: {schema: {"first name": string}}\n---\n{{[first name]}}{{[frist name]}}',
    '---\ninput: {schema: {"first name": string}}\n---\n{{[first name]}}{{[first name]}}',
  ),
  one(
    'prompt.undeclared-variable-suggestion',
    '---\ninput: {schema: {title: string}}\n---\n{{title}}{{titel}}',
    '---\ninput: {schema: {title: string, titel: string}}\n---\n{{title}}{{titel}}',
    { title: 'Declare "titel" in the input schema' },
  ),
  one(
    'prompt.undeclared-field-suggestion',
    '---\ninput: {schema: {user: {name: string}}}\n---\n{{user.nmae}}',
    '---\ninput: {schema: {user: {name: string}}}\n---\n{{user.name}}',
  ),
  one(
    'prompt.undeclared-field-suggestion',
    '---\ninput: {schema: {l(array): {a: string}, q: string}}\n---\n{{q}}{{#each l}}{{a}}{{this.q}}{{/each}}',
    '---\ninput: {schema: {l(array): {a: string}, q: string}}\n---\n{{q}}{{#each l}}{{a}}{{@root.q}}{{/each}}',
  ),
  one(
    'prompt.undeclared-by-includers-suggestion',
    { 'a.prompt': '---\ninput: {schema: {title: string}}\n---\n{{title}}{{> p}}', '_p.prompt': '{{titel}}' },
    { '_p.prompt': '{{title}}' },
    { path: '_p.prompt' },
  ),
  one(
    'prompt.undeclared-variable',
    {
      'a.prompt': '---\ninput:\n  schema:\n    q: string # what is asked\n---\n{{q}}{{lang}}',
      'a.test.yaml': 'cases:\n  - input: {q: a, lang: zh}\n',
    },
    { 'a.prompt': '---\ninput:\n  schema:\n    q: string # what is asked\n    lang: string\n---\n{{q}}{{lang}}' },
  ),
  one(
    'prompt.undeclared-variable',
    {
      'a.prompt':
        '---\r\ninput:\r\n    schema:\r\n        q: string\r\n    default: {q: x}\r\n---\r\n{{q}}{{#each docs}}{{title}}{{/each}}',
      'a.test.json':
        '[{"q": "a", "docs": [{"title": "一", "year": 2024}]}, {"q": "b", "docs": [{"title": "二"}]}, {"q": "c"}]',
    },
    {
      'a.prompt':
        '---\r\ninput:\r\n    schema:\r\n        q: string\r\n        docs?(array):\r\n            title: string\r\n            year?: integer\r\n    default: {q: x}\r\n---\r\n{{q}}{{#each docs}}{{title}}{{/each}}',
    },
  ),
  one(
    'prompt.undeclared-variable',
    {
      'a.prompt': '---\ninput: {schema: {q: string}}\n---\n{{q}}{{n}}{{ok}}{{s}}{{deep.x}}',
      'a.test.yaml':
        'cases:\n  - input: {q: a, n: 1, ok: true, s: 1.5, deep: {x: y}}\n  - input: {q: a, n: 2, ok: false, s: 2, deep: {x: z}}\n',
    },
    {
      'a.prompt':
        '---\ninput: {schema: {q: string, n: integer, ok: boolean, s: number, deep: { x: string }}}\n---\n{{q}}{{n}}{{ok}}{{s}}{{deep.x}}',
    },
    { title: 'Declare all 4 variables that are not yet' },
  ),
  one(
    'prompt.undeclared-variable',
    '---\ninput: {schema: {q: string}}\n---\n{{q}}{{#each rows}}{{x}}{{/each}}',
    '---\ninput: {schema: {q: string, rows(array): any}}\n---\n{{q}}{{#each rows}}{{x}}{{/each}}',
  ),
  one(
    'prompt.undeclared-variable',
    '---\ninput:\n  schema:\n    type: object\n    properties:\n      q: {type: string}\n---\n{{q}}{{r}}',
    '---\ninput:\n  schema:\n    type: object\n    properties:\n      q: {type: string}\n      r:\n        type: string\n---\n{{q}}{{r}}',
  ),
  one(
    'prompt.undeclared-in-partial',
    { 'a.prompt': '---\ninput:\n  schema:\n    q: string\n---\n{{q}}{{> p}}', '_p.prompt': '{{tone}}' },
    { 'a.prompt': '---\ninput:\n  schema:\n    q: string\n    tone: string\n---\n{{q}}{{> p}}' },
  ),
  one(
    'prompt.unused-variable',
    {
      'a.prompt':
        '---\ninput:\n  schema:\n    q: string\n    # no longer\n    old?(array, what was): string\n  default:\n    old: [x]\n---\n{{q}}',
      'a.test.yaml': 'cases:\n  - input: { q: a, old: [y] }\n  - input:\n      old:\n        - z\n      q: b\n',
    },
    {
      'a.prompt': '---\ninput:\n  schema:\n    q: string\n    # no longer\n---\n{{q}}',
      'a.test.yaml': 'cases:\n  - input: { q: a }\n  - input:\n      q: b\n',
    },
  ),
  one('prompt.unused-variable', '---\nname: x\ninput:\n  schema: { a: string }\n---\nx', '---\nname: x\n---\nx'),
  one(
    'prompt.unused-variable',
    { 'a.prompt': '---\ninput: {schema: {a: string, b: string}}\n---\n{{b}}', 'a.test.csv': 'a,"b"\n1,2\n"x, y",z\n' },
    { 'a.prompt': '---\ninput: {schema: {b: string}}\n---\n{{b}}', 'a.test.csv': '"b"\n2\nz\n' },
  ),
  one(
    'prompt.unused-variable',
    '---\ninput:\n  schema:\n    type: object\n    required: [a, b]\n    properties:\n      a: {type: string}\n      b: {type: string}\n---\n{{a}}',
    '---\ninput:\n  schema:\n    type: object\n    required: [a]\n    properties:\n      a: {type: string}\n---\n{{a}}',
  ),
  one(
    'prompt.unused-default',
    '---\ninput:\n  schema: {a: string}\n  default:\n    a: x\n    c: y # old\n---\n{{a}}',
    '---\ninput:\n  schema: {a: string}\n  default:\n    a: x\n---\n{{a}}',
  ),

  one('prompt.missing-partial', { 'a.prompt': '{{> 樣式}}' }, { 'a.prompt': '{{> 樣式}}', '_樣式.prompt': '' }),
  one('prompt.missing-partial', { 'a.prompt': '{{> parts/foot}}' }, { 'parts/_foot.prompt': '' }),
  one(
    'prompt.missing-partial',
    { 'a.prompt': '{{> stlye tone="x"}}', '_style.prompt': 'x' },
    { 'a.prompt': '{{> style tone="x"}}' },
  ),
  one(
    'prompt.partial-frontmatter',
    { 'a.prompt': '{{> p}}', '_p.prompt': '---\nmodel: x\n---\n好\n' },
    { '_p.prompt': '好\n' },
    { path: '_p.prompt' },
  ),
  one(
    'prompt.text-before-role',
    '---\nname: x\n---\n您好 {{a}}\n\n{{role "user"}}x',
    '---\nname: x\n---\n{{role "user"}}\n您好 {{a}}\n\n{{role "user"}}x',
  ),
  one('prompt.text-before-role', 'Be kind.\r\n{{role "user"}}x', '{{role "system"}}\r\nBe kind.\r\n{{role "user"}}x', {
    title: 'Begin with {{role "system"}}',
  }),
  one(
    'prompt.json-without-format',
    '---\nmodel: openai/x # 模型\n---\nReply in JSON.',
    '---\nmodel: openai/x # 模型\noutput:\n  format: json\n---\nReply in JSON.',
  ),
  one(
    'prompt.json-without-format',
    '請以 JSON 輸出。\r\n',
    '---\r\noutput:\r\n  format: json\r\n---\r\n請以 JSON 輸出。\r\n',
  ),
  one('prompt.json-without-format', '---\n---\nReply in JSON.', '---\noutput:\n  format: json\n---\nReply in JSON.'),
  one(
    'prompt.json-without-format',
    '---\noutput:\n---\nReply in JSON.',
    '---\noutput:\n  format: json\n---\nReply in JSON.',
  ),

  one('prompt.unknown-role', '中 {{role "assistant"}}x', '中 {{role "model"}}x'),
  one('prompt.unknown-role', "{{~role 'System'~}}x", "{{~role 'system'~}}x"),
  one('prompt.role-block', '{{#role "system"}}好{{/role}}\nx', '{{role "system"}}好\nx'),
  one(
    'prompt.unknown-helper-suggestion',
    '{{#unles a}}{{#unles b}}x{{/unles}}{{/unles}}',
    '{{#unless a}}{{#unles b}}x{{/unles}}{{/unless}}',
  ),
  one('prompt.unknown-helper-suggestion', '🙂{{jsno a indent=2}}', '🙂{{json a indent=2}}'),
  one('prompt.tag-not-closed', '好 {{a\nb', '好 {{a}}\nb'),
  one('prompt.wrong-braces', '{{{a}} b', '{{{a}}} b'),
  one('prompt.string-not-closed', '{{role "system}}x', '{{role "system"}}x'),
  one('prompt.comment-not-closed', 'a {{!-- note\nb', 'a {{!-- note --}}\nb'),
  one('prompt.block-not-closed', '{{#if a}}\n  yes\n', '{{#if a}}\n  yes\n{{/if}}\n'),
  one('prompt.block-not-closed', 'x {{#if a}}yes\nno', 'x {{#if a}}yes{{/if}}\nno'),
  one(
    'prompt.block-not-closed',
    '{{#each l}}\n  {{#if a}}\n  yes\n{{/each}}',
    '{{#each l}}\n  {{#if a}}\n  yes\n  {{/if}}\n{{/each}}',
  ),
  one('prompt.block-not-closed', '{{#if a}}yes\n{{else}}no', '{{#if a}}yes\n{{else}}no{{/if}}'),
  one('prompt.close-mismatch', '{{#if a}}x{{/each}}', '{{#if a}}x{{/if}}'),
  one('prompt.close-without-open', 'x{{/if}}y', 'xy'),
  one('prompt.else-without-block', 'x{{else}}y', 'xy'),
  one('prompt.second-else', '{{#if a}}x{{else}}y{{else}}z{{/if}}', '{{#if a}}x{{else}}yz{{/if}}'),
  one('prompt.empty-tag', 'x{{}}y', 'xy'),
  one('prompt.nul-character', 'x\0y', 'xy'),
  one(
    'judge.unknown-variable',
    { 'judges/j.prompt': '---\nassay.scale: 1-5\n---\n{{output}}{{qestion.x}}' },
    { 'judges/j.prompt': '---\nassay.scale: 1-5\n---\n{{output}}{{question.x}}' },
    { path: 'judges/j.prompt' },
  ),

  one('text.invisible-character', '提\u200B\u200B示', '提示'),
  one('text.bidirectional-character', 'a\u202Eb', 'ab'),
  one('text.secret-key', `key: ${KEY}.`, 'key: $GITHUB_TOKEN.'),
  one('text.bearer-token', `Authorization: Bearer ${KEY.slice(4)}`, 'Authorization: Bearer $API_KEY'),

  inSet('text.invisible-character', 'csv', 'q\na\u200Bb\n', 'q\nab\n'),
  inSet('text.bidirectional-character', 'jsonl', '{"q": "a\u202Eb"}\n', '{"q": "ab"}\n'),
  inSet('text.secret-key', 'yaml', `cases:\n  - input: { q: ${KEY} }\n`, 'cases:\n  - input: { q: $GITHUB_TOKEN }\n'),
  inSet(
    'text.bearer-token',
    'yaml',
    `cases:\n  - input: { q: Bearer ${KEY.slice(4)} }\n`,
    'cases:\n  - input: { q: Bearer $API_KEY }\n',
  ),
  inSet('testset.unknown-key', 'yaml', 'case:\n  - input: { q: a }\n', 'cases:\n  - input: { q: a }\n'),
  inSet(
    'testset.unknown-case-key',
    'yaml',
    'cases:\n  - input: { q: a }\n    expcted: x\n',
    'cases:\n  - input: { q: a }\n    expected: x\n',
  ),
  inSet(
    'testset.unknown-check-suggestion',
    'yaml',
    'checks: [{contians: x}]\ncases:\n  - input: { q: a }\n',
    'checks: [{contains: x}]\ncases:\n  - input: { q: a }\n',
  ),
  inSet(
    'testset.unknown-judge-key',
    'yaml',
    'judges:\n  - judge: ./j.prompt\n    treshold: 4\ncases:\n  - input: { q: a }\n',
    'judges:\n  - judge: ./j.prompt\n    threshold: 4\ncases:\n  - input: { q: a }\n',
  ),
  inSet(
    'model.unknown-provider-suggestion',
    'yaml',
    'judges:\n  - judge: ./j.prompt\n    model: "opnai/x"\ncases:\n  - input: { q: a }\n',
    'judges:\n  - judge: ./j.prompt\n    model: "openai/x"\ncases:\n  - input: { q: a }\n',
  ),
  inSet(
    'model.no-provider',
    'yaml',
    'judges: [{judge: ./j.prompt, model: gpt-4o}]\ncases:\n  - input: { q: a }\n',
    'judges: [{judge: ./j.prompt, model: openai/gpt-4o}]\ncases:\n  - input: { q: a }\n',
  ),
  inSet(
    'testset.unknown-variable-suggestion',
    'yaml',
    'cases:\n  - input: { questoin: a }\n',
    'cases:\n  - input: { question: a }\n',
    { prompt: '{{question}}' },
  ),
  inSet('testset.unknown-variable-suggestion', 'csv', 'id,questoin\n1,a\n', 'id,question\n1,a\n', {
    prompt: '{{question}}',
  }),
  inSet('testset.unknown-variable-suggestion', 'jsonl', '{"questoin": "中"}\n', '{"question": "中"}\n', {
    prompt: '{{question}}',
  }),
  inSet(
    'testset.unknown-variable',
    'yaml',
    'cases:\n  - input:\n      q: a\n      extra: b # x\n    expected: c\n',
    'cases:\n  - input:\n      q: a\n    expected: c\n',
  ),
  inSet(
    'testset.unknown-variable',
    'json',
    '[\n  {\n    "extra": "b",\n    "q": "a"\n  }\n]',
    '[\n  {\n    "q": "a"\n  }\n]',
  ),
  inSet('testset.unknown-variable', 'tsv', 'q\textra\na\tb\n', 'q\na\n'),
  inSet(
    'testset.missing-variable',
    'yaml',
    'cases:\n  - id: 一\n    input: { n: 3 }\n',
    "cases:\n  - id: 一\n    input: { n: 3, q: '' }\n",
  ),
  inSet(
    'testset.missing-variable',
    'yaml',
    'cases:\n  - id: 一\n    expected: x\n',
    "cases:\n  - id: 一\n    expected: x\n    input:\n      q: ''\n",
  ),
  inSet(
    'testset.missing-variable',
    'yaml',
    'cases:\n  - id: 一\n    input:\n      n: 1\n    expected: x\n',
    "cases:\n  - id: 一\n    input:\n      n: 1\n      q: ''\n    expected: x\n",
  ),
  inSet(
    'testset.missing-variable',
    'yaml',
    'cases:\n  - id: 一\n    input:\n      q: x\n',
    'cases:\n  - id: 一\n    input:\n      q: x\n      level: low\n',
    { prompt: '---\ninput: {schema: {q: string, level(enum): [low, high]}}\n---\n{{q}}{{level}}' },
  ),
  inSet('testset.missing-variable', 'jsonl', '{"id": "一", "n": 1}\n', '{"id": "一", "n": 1, "q": ""}\n'),
  inSet(
    'testset.missing-variable',
    'json',
    '[\n  {\n    "id": "一",\n    "n": 1\n  }\n]',
    '[\n  {\n    "id": "一",\n    "n": 1,\n    "q": ""\n  }\n]',
  ),
  inSet('testset.missing-variable', 'csv', 'id,q\r\n1,a\r\n2,b\r\n', 'id,q,k\r\n1,a,0\r\n2,b,0\r\n', {
    prompt: '---\ninput: {schema: {q: string, k: integer}}\n---\n{{q}}{{k}}',
  }),
];

describe('quick fixes', () => {
  for (const { code, texts, path = 'a.prompt', title, wanted } of EXAMPLES) {
    const files = typeof texts === 'string' ? { [path]: texts } : texts;
    const expected = typeof wanted === 'string' ? { [path]: wanted } : wanted;
    it(`of ${code}: ${JSON.stringify(files[path])}${title === undefined ? '' : `, ${title}`}`, async () => {
      const fixes = await fixesFor(files, path, code);
      const fix = title === undefined ? fixes[0] : fixes.find((each) => each.title === title);
      assert.ok(fix, `offered: ${fixes.map((each) => each.title).join(', ') || 'nothing'}`);
      const after = await assertFixes(files, path, fix);
      for (const [file, text] of Object.entries(expected)) assert.equal(after[file], text, file);
    });
  }

  it('have an example for every code in the table', () => {
    const shown = new Set(EXAMPLES.map(({ code, path = 'a.prompt' }) => `${/\.prompt$/.test(path)} ${code}`));
    const wanted = [
      ...Object.keys(PROMPT_FIXES).map((code) => `true ${code}`),
      ...Object.keys(TEST_SET_FIXES).map((code) => `false ${code}`),
    ];
    // These two need something that no file has: a command, and the judges that come with Assay.
    const elsewhere = ['true prompt.dialect-continue', 'true prompt.dialect-humanloop', 'false judge.unknown'];
    assert.deepEqual(
      wanted.filter((each) => !shown.has(each) && !elsewhere.includes(each)),
      [],
    );
  });
});
