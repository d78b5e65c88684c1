import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Message } from '../../../src/engine/prompt/message';
import type { RenderOptions } from '../../../src/engine/prompt/renderPrompt';
import { assertSameAsReference } from './reference';

const HISTORY: Message[] = [
  { role: 'user', content: [{ text: 'Earlier question' }] },
  { role: 'model', content: [{ text: 'Earlier answer' }], metadata: { id: 7 } },
];

describe('rendering as the reference does', () => {
  const cases: [string, string, RenderOptions?][] = [
    ['nothing at all', ''],
    ['plain text, which is not trimmed without frontmatter', '\n  Hello\n\n'],
    ['a variable, without escaping for HTML', 'Hi {{name}} {{{name}}} {{&name}}', { input: { name: '<b>&"\'' } }],
    ['a missing variable', 'a{{missing}}b{{missing.deeper}}c'],
    [
      'numbers, booleans, null and lists',
      '{{n}} {{b}} {{z}} {{l}}',
      { input: { n: 0, b: false, z: null, l: [1, [2]] } },
    ],
    [
      'frontmatter with everything',
      `---\nname: answer\nvariant: formal\nversion: abc\ndescription: d\nmodel: p/m\nconfig:\n  temperature: 0.5\n  stopSequences: [A]\ninput:\n  schema:\n    q: string\noutput:\n  format: json\n  schema:\n    a: string\nmetadata:\n  x: 1\nother: y\n---\nHi {{q}}`,
      { input: { q: 'Q' } },
    ],
    ['extension keys', '---\na.b: 1\na.c: 2\na.b.c: 3\nx.y.z.w: {k: v}\nassay.tests: ./t.csv\n---\nx'],
    ['empty values', '---\nmodel:\nconfig:\ninput:\noutput:\ntools:\n---\nx'],
    ['frontmatter of comments only', '---\n# nothing\n---\nx'],
    ['keys `ext` and `raw`, which are made anew', '---\next: {a: 1}\nraw: {b: 2}\n---\nx'],
    ['CRLF', '---\r\nmodel: x\r\n---\r\n\r\nHi\r\n{{role "model"}}\r\nYes\r\n'],
    ['fences with blanks behind them', '---  \nmodel: x\n---\t\n  Hi  '],
    ['a line of dashes later in the body', '---\nmodel: x\n---\na\n---\nb\n'],
    ['dashes that are no frontmatter', '---\njust text\n'],
    ['roles', 'Before {{role "system"}}S{{role "user"}}U{{role "model"}}M{{role "tool"}}T'],
    ['a role that relabels a blank message', '  {{role "system"}}  {{role "user"}}U'],
    ['the same role twice', '{{role "user"}}a{{role "user"}}b'],
    ['a role at the end', 'x{{role "model"}}'],
    ['a role from a variable', '{{role who}}x', { input: { who: 'system' } }],
    ['history where it stands', '{{role "system"}}S{{history}}after', { messages: HISTORY }],
    ['history with a role behind it', '{{role "system"}}S{{history}}{{role "user"}}U', { messages: HISTORY }],
    ['history before the final message of the user', '{{role "system"}}S{{role "user"}}U', { messages: HISTORY }],
    ['history at the end', '{{role "system"}}S{{role "model"}}M', { messages: HISTORY }],
    ['history alone', '', { messages: HISTORY }],
    ['a place for history without any', 'a{{history}}b'],
    [
      'media',
      'Look {{media url=u contentType=t}} and {{media url="https://x.example/y.png"}}',
      { input: { u: 'data:image/png;base64,AAAA', t: 'image/png' } },
    ],
    ['media alone', '{{media url=u}}', { input: { u: 'x' } }],
    ['a section', 'a{{section "code"}}b'],
    [
      'json',
      '{{json o}} {{json o indent=2}} {{json s}} {{json missing}}',
      { input: { o: { a: [1, { b: null }] }, s: '引號"' } },
    ],
    [
      'ifEquals and unlessEquals',
      '{{#ifEquals a 1}}1{{else}}not{{/ifEquals}}{{#unlessEquals a "1"}}u{{else}}e{{/unlessEquals}}',
      { input: { a: 1 } },
    ],
    [
      'if, unless, each, with, lookup',
      '{{#if a}}A{{else if b}}B{{else}}C{{/if}}{{#unless a}}U{{/unless}}{{#each l}}{{@index}}{{@first}}{{@last}}{{this}}{{else}}none{{/each}}{{#each o}}{{@key}}={{this}}{{/each}}{{#with o}}{{k}}{{../b}}{{/with}}{{lookup l 1}}',
      { input: { b: 1, l: ['x', 'y'], o: { k: 'v' } } },
    ],
    [
      'blocks of variables',
      '{{#flag}}F{{/flag}}{{^none}}N{{/none}}{{#list}}{{.}}{{/list}}',
      { input: { flag: true, list: [1, 2] } },
    ],
    ['block parameters', '{{#each l as |item i|}}{{i}}{{item.n}}{{/each}}', { input: { l: [{ n: 1 }, { n: 2 }] } }],
    ['subexpressions', '{{#if (lookup o "k")}}{{json (lookup o "k")}}{{/if}}', { input: { o: { k: [1] } } }],
    ['whitespace control', 'a  {{~x~}}  b {{~#if x~}} c {{~/if~}} d', { input: { x: 'X' } }],
    ['standalone blocks', 'a\n{{#if x}}\n  b\n{{else}}\n  c\n{{/if}}\nd', { input: { x: 1 } }],
    ['comments', 'a{{! one }}{{!-- {{x}} --}}b'],
    ['escaped tags', '\\{{x}} \\\\{{x}}', { input: { x: 'X' } }],
    ['raw blocks', '{{{{raw}}}} {{x}} {{{{/raw}}}}', { input: { raw: true } }],
    [
      'partials',
      '{{> a}} {{> b x=1}} {{> c o}}',
      { partials: { a: 'A{{v}}', b: 'B{{x}}{{v}}', c: 'C{{k}}' }, input: { v: 'V', o: { k: 'K' } } },
    ],
    [
      'partials in partials, with roles',
      '{{> a}}',
      { partials: { a: '{{role "system"}}S{{> b}}', b: '{{role "user"}}# not a comment\nU' } },
    ],
    ['indented partials', 'a:\n  {{> p}}\nb', { partials: { p: 'x\ny\n' } }],
    ['partial blocks', '{{#> p}}inside {{v}}{{/p}}', { partials: { p: '[{{> @partial-block}}]' }, input: { v: 1 } }],
    ['inline partials', '{{#*inline "i"}}I{{v}}{{/inline}}{{> i}}', { input: { v: 1 } }],
    [
      '@ variables',
      '{{@state.a}} {{@root.q}} {{@metadata.prompt.model}} {{#each @metadata.docs}}{{content.[0].text}}{{/each}}',
      { context: { state: { a: 1 } }, input: { q: 'Q' }, docs: [{ content: [{ text: 'D' }] }] },
    ],
    ['the model in @metadata', '---\nmodel: p/m\n---\n{{@metadata.prompt.model}}{{@metadata.prompt.config.x}}'],
    ['a context that replaces @metadata', '{{@metadata}}', { context: { metadata: 'mine' } }],
    [
      'default values given with the call',
      '{{a}}{{b}}',
      { options: { input: { default: { a: 'A', b: 'B' } } }, input: { b: 'own' } },
    ],
    [
      'known and unknown tools',
      '---\ntools: [search, other]\n---\nx',
      { tools: { search: { name: 'search', description: 'd', inputSchema: { type: 'object' } } } },
    ],
    [
      'tools beside definitions',
      '---\ntools: [search]\ntoolDefs:\n  - {name: own, inputSchema: {type: object}}\n---\nx',
      { tools: { search: { name: 'search', inputSchema: {} } } },
    ],
    ['no tools', '---\ntools: []\n---\nx'],
    ['log, which prints nothing into the prompt', 'a{{log}}b'],
    ['names with dashes and segments in brackets', '{{a-b}}{{o.[c d]}}', { input: { 'a-b': 1, o: { 'c d': 2 } } }],
    ['the whole input', '{{this}}|{{json this}}|{{json @root}}', { input: { a: [1] } }],
    ['all of @metadata', '---\noutput: {schema: {a: string, b?: string}}\ntools: [x]\n---\n{{json @metadata}}'],
    ['own properties only', '{{constructor}}{{__proto__}}{{toString}}{{o.hasOwnProperty}}', { input: { o: {} } }],
    ['length of lists and texts', '{{l.length}}{{s.length}}', { input: { l: [1, 2], s: '中文' } }],
  ];
  for (const [name, source, options] of cases) it(name, () => assertSameAsReference(source, options));

  const schemas: [string, unknown][] = [
    ['a scalar', 'string'],
    ['a scalar with a description', 'integer, how many'],
    ['any', 'any'],
    ['fields', { a: 'string', b: 'number, n', c: 'integer', d: 'boolean', e: 'null', f: 'any', g: 'any, g' }],
    ['optional fields', { 'a?': 'string', 'b?': 'any', 'c?': 'boolean, c' }],
    ['only optional fields', { 'a?': 'string' }],
    [
      'lists',
      { 'a(array)': 'string', 'b(array, d)': 'integer, i', 'c?(array)': 'any', 'd(array, objects)': { x: 'string' } },
    ],
    [
      'objects',
      {
        'a(object)': { b: 'string' },
        'c(object, d)': { e: 'string' },
        'f?(object, g)': { h: 'string' },
        i: { j: 'string' },
      },
    ],
    ['enums', { 'a(enum)': ['x', 'y'], 'b(enum, d)': [1, 2], 'c?(enum)': ['x', null] }],
    ['wildcards', { '(*)': 'string' }],
    ['wildcards beside fields', { a: 'string', '(*)': 'number, n' }],
    ['wildcards of objects', { '(*)': { a: 'string' } }],
    ['named schemas', { a: 'Person', 'b?': 'Person, p', 'c(array)': 'Person' }],
    ['a named schema alone', 'Person, somebody'],
    ['JSON Schema', { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }],
    ['JSON Schema of a list', { type: 'array', items: { type: 'string' } }],
    ['properties alone', { properties: { a: { type: 'string' } } }],
    ['deep nesting', { 'a(array, l)': { 'b(object)': { 'c?(array)': { 'd(enum, e)': ['x'] } } } }],
    ['an empty field', { a: null }],
    ['commas in a description', { a: 'string, one, two, three' }],
    ['Chinese', { 問題: 'string, 使用者的問題，包含標點', '選項(array, 可選)': 'string' }],
  ];
  const Person = { type: 'object', properties: { name: { type: 'string' } } };
  for (const [name, schema] of schemas) {
    it(`Picoschema: ${name}`, () =>
      assertSameAsReference(`---\n${stringify({ output: { format: 'json', schema } })}---\nx`, {
        schemas: { Person },
      }));
  }

  /** Text that is no marker of the reference, no tag and no fence. */
  const words = fc.constantFrom(
    'Hello',
    ' ',
    '\n',
    '答案',
    '🚀',
    'a: b',
    '# title',
    '- item',
    '\r\n',
    '  indented',
    '"quoted"',
    "it's",
    '<b>',
    '&',
    '{single}',
    '\\n',
    '\t',
    'x=1',
    '—',
    '中文，標點。',
  );
  const text = fc.array(words, { maxLength: 5 }).map((parts) => parts.join(''));
  const variable = fc.constantFrom('a', 'b', 'list', 'obj', 'obj.k', 'list.[0]', 'missing', 'flag', 'obj.deep.x');
  const open = fc.constantFrom('{{', '{{~');
  const close = fc.constantFrom('}}', '}}', '~}}');
  const tag = (inner: fc.Arbitrary<string>) => fc.tuple(open, inner, close).map((parts) => parts.join(''));
  const simple = fc.oneof(
    tag(variable),
    variable.map((name) => `{{{${name}}}}`),
    tag(
      fc.constantFrom(
        'role "system"',
        'role "user"',
        'role "model"',
        "role 'tool'",
        'history',
        'section "code"',
        'media url="https://x.example/a.png"',
        'media url=@root.url contentType="image/png"',
        'json obj',
        'json list indent=2',
        '@state.s',
        '@root.a',
        '! comment ',
        'lookup obj "k"',
        '> p1',
        '> p2 x=a',
        '> p1 obj',
        '> dir/p3',
        '@metadata.prompt.model',
      ),
    ),
  );
  const { template } = fc.letrec<{ template: string; block: string }>((tie) => ({
    template: fc
      .array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, simple, tie('block')), { maxLength: 6 })
      .map((parts) => parts.join('')),
    block: fc
      .tuple(
        fc.constantFrom(
          ['if a', 'if'],
          ['if missing', 'if'],
          ['unless flag', 'unless'],
          ['each list', 'each'],
          ['each obj', 'each'],
          ['with obj', 'with'],
          ['ifEquals a 1', 'ifEquals'],
          ['unlessEquals b "x"', 'unlessEquals'],
          ['flag', 'flag'],
          ['each list as |it ix|', 'each'],
        ),
        tie('template'),
        fc.option(tie('template')),
      )
      .map(
        ([[head, name], inside, otherwise]) =>
          `{{#${head}}}${inside}${otherwise === null ? '' : `{{else}}${otherwise}`}{{/${name}}}`,
      ),
  }));
  const scalar = fc.constantFrom(
    'string',
    'number, n',
    'integer',
    'boolean, is it',
    'any',
    'null',
    'any, whatever, with comma',
    'Person',
    'Person, p',
  );
  const fieldName = fc.constantFrom('a', 'b', 'name', 'answer', '問題', 'x_1');
  const { schema } = fc.letrec<{ schema: unknown; fields: Record<string, unknown> }>((tie) => ({
    schema: fc.oneof(scalar, tie('fields')),
    fields: fc
      .array(
        fc.tuple(
          fieldName,
          fc.constantFrom('', '?'),
          fc.oneof(
            { depthSize: 'small' },
            fc.tuple(fc.constant(''), scalar),
            fc.tuple(fc.constantFrom('(array)', '(array, many)', '(object)', '(object, one)', ''), tie('fields')),
            fc.tuple(fc.constantFrom('(array)', '(array, of them)'), scalar),
            // The reference changes the source of an optional enum without null: null is in all of them.
            fc.tuple(fc.constantFrom('(enum)', '(enum, pick)'), fc.constantFrom(['x', null], [1, 2, null])),
          ),
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((entries) =>
        Object.fromEntries(entries.map(([name, optional, [kind, value]]) => [`${name}${optional}${kind}`, value])),
      ),
  }));
  const frontmatter = fc.record(
    {
      model: fc.constantFrom('p/m', 'openai/gpt-4o', null),
      name: fc.constantFrom('answer', 'x.y'),
      description: fc.constantFrom('多語言 description', 'a: "b"', ''),
      version: fc.constantFrom('1', 2),
      config: fc.constantFrom({ temperature: 0.2 }, { stopSequences: ['A', 'B'], nested: { a: [1] } }, {}),
      // A default is applied by ours as it is documented, and ignored by the reference: none is generated.
      input: schema.map((value) => ({ schema: value })),
      output: schema.map((value) => ({ format: 'json', schema: value })),
      tools: fc.constantFrom(['search'], ['other', 'search'], []),
      metadata: fc.constant({ k: [1, { v: null }] }),
      'a.b': fc.constantFrom(1, 'x', [1]),
      'a.b.c': fc.constant({ d: 1 }),
      custom: fc.constantFrom('x', ['y'], { z: 1 }),
    },
    { requiredKeys: [] },
  );
  const source = fc
    .tuple(fc.option(frontmatter), template, fc.constantFrom('\n', '\r\n'))
    .filter(([, body]) => !/^\s*---/m.test(body))
    .map(([head, body, newline]) => {
      // An empty frontmatter is none for the reference.
      if (head === null || Object.keys(head).length === 0) return body;
      return `---\n${stringify(head, { aliasDuplicateObjects: false })}---\n${body}`.replace(/\r?\n/g, newline);
    });
  const data = fc.record({
    input: fc.record({
      a: fc.constantFrom(1, 'x', '', null, '中文 {{b}}'),
      b: fc.constantFrom('x', 0, false, ['n']),
      list: fc.constantFrom([], ['x'], [1, 2, 3], [{ k: 'v' }]),
      obj: fc.constantFrom({}, { k: 'v' }, { k: 1, deep: { x: 'D' } }),
      flag: fc.boolean(),
      url: fc.constant('data:image/png;base64,AA=='),
    }),
    messages: fc.constantFrom(undefined, [], HISTORY),
    context: fc.constant({ state: 0, s: { s: 1 } }),
  });
  const partials = { p1: 'P1 {{a}}{{k}}\n', p2: '{{x}}{{#if flag}}{{> p1}}{{/if}}', 'dir/p3': '{{role "system"}}P3' };
  const tools = { search: { name: 'search', inputSchema: { type: 'object' } } };

  it('in 600 generated prompts', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(source, data, async (text, given) => {
        await assertSameAsReference(text, { ...given, partials, tools, schemas: { Person } });
      }),
      { numRuns: 600, seed: 20_261_123 },
    );
  });
});
