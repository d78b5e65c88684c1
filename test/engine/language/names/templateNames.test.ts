import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PromptDocument } from '../../../../src/engine/language/document/promptDocument';
import { ITEMS, ITEMS_IF_LIST, type ValuePath } from '../../../../src/engine/language/names/scope';

const wayOf = (value: ValuePath | undefined) =>
  value?.map((step) => (step === ITEMS ? '*' : step === ITEMS_IF_LIST ? '?' : step)).join('.') ?? '–';

/** Every name as `kind text way`, the text taken from the place that is given for it. */
function namesIn(template: string): string[] {
  const document = new PromptDocument(template, '/w/a.prompt');
  return document.names.uses.map((use) => {
    const text = document.text.slice(use.start, use.end);
    return 'path' in use ? `${use.kind} ${text} ${wayOf(use.value)}` : `${use.kind} ${text}`;
  });
}

describe('names in a template', () => {
  const examples: [string, string[]][] = [
    ['{{question}}', ['variable question question']],
    ['---\nmodel: x\n---\n\n問題：{{ user.name }}', ['variable user user.name']],
    [
      '{{#each items}}{{title}}{{../lang}}{{@index}}{{/each}}',
      ['helper each', 'variable items items', 'item title items.*.title', 'variable lang lang', 'data index'],
    ],
    [
      '{{#each items as |item i|}}{{item.title}}{{i}}{{#each item.tags}}{{this}}{{x}}{{../y}}{{/each}}{{/each}}',
      [
        'helper each',
        'variable items items',
        'block-param item items.*.title',
        'block-param i –',
        'helper each',
        'block-param item items.*.tags',
        'item x items.*.tags.*.x',
        'item y items.*.y',
      ],
    ],
    [
      '{{#with user}}{{name}}{{#if age}}{{age}}{{@root.lang}}{{/if}}{{else}}{{none}}{{/with}}',
      [
        'helper with',
        'variable user user',
        'item name user.name',
        'helper if',
        'item age user.age',
        'item age user.age',
        'variable lang lang',
        'variable none none',
      ],
    ],
    ['{{#section}}{{inner}}{{/section}}', ['helper section', 'item inner –']],
    ['{{#people}}{{inner}}{{/people}}', ['variable people people', 'item inner people.?.inner']],
    ['{{> card user title=name}}', ['variable user user', 'partial card', 'argument title', 'variable name name']],
    [
      '{{media url=image contentType="x"}}{{"first name"}}',
      [
        'helper media',
        'argument url',
        'variable image image',
        'argument contentType',
        'variable first name first name',
      ],
    ],
    ['{{json (lookup a [b c])}}', ['helper json', 'helper lookup', 'variable a a', 'variable [b c] b c']],
    ['{{#*inline "row"}}{{x}}{{/inline}}', ['variable x x']],
    ['{{#if a}}{{else if b}}{{c}}{{/if}}', ['helper if', 'variable a a', 'helper if', 'variable b b', 'variable c c']],
  ];
  for (const [template, wanted] of examples) {
    it(`of ${template}`, () => assert.deepEqual(namesIn(template), wanted));
  }

  it('know whether the template takes its input as a whole', () => {
    const readsWhole = (template: string) => new PromptDocument(template, '/w/a.prompt').names.readsWhole;
    for (const template of [
      '{{json this}}',
      '{{json @root}}',
      '{{#each .}}{{@key}}{{/each}}',
      '{{lookup this name}}',
      '{{#each items}}{{json ..}}{{/each}}',
      '{{#if a}}{{this}}{{/if}}',
    ])
      assert.equal(readsWhole(template), true, template);
    for (const template of [
      '{{json this.a}}',
      '{{@root.a}}',
      '{{#each items}}{{this}}{{json .}}{{/each}}',
      '{{> p this}}{{> p @root}}',
      '{{@index}}',
    ])
      assert.equal(readsWhole(template), false, template);
  });

  it('know where a scope holds, also in a block without anything in it', () => {
    const text = '{{#each items as |item|}}{{/each}}{{#with user}} {{/with}}';
    const { scopes } = new PromptDocument(text, '/w/a.prompt').names;
    assert.deepEqual(
      scopes.map(({ start, end, context, params }) => [
        start,
        end,
        wayOf(context),
        params.map(({ name }) => name).join(),
      ]),
      [
        [0, text.length, '', ''],
        [25, 25, 'items.*', 'item'],
        [48, 49, 'user', ''],
      ],
    );
    const [, { params: [param] = [] } = {}] = scopes;
    assert.equal(text.slice(param?.start, param?.end), 'item');
  });

  it('know fields that are named in quotes, values that are shown with their names, and partials in a template', () => {
    const text =
      '{{lookup u "名"}}{{json u.v}}{{#each u}}{{@key}}{{lookup this k}}{{/each}}{{#if a}}{{#*inline "p"}}x{{/inline}}{{/if}}';
    const { lookups, shown, inline } = new PromptDocument(text, '/w/a.prompt').names;
    assert.deepEqual(
      lookups.map(({ start, end, value }) => [text.slice(start, end), wayOf(value)]),
      [['名', 'u.名']],
    );
    assert.deepEqual(
      shown.map(({ value, shallow }) => [wayOf(value), shallow]),
      [
        ['u.v', false],
        ['u', true],
        ['u.*', true],
      ],
    );
    const spans = inline.map(({ body, known }) => [body, known].map(({ start, end }) => text.slice(start, end)));
    assert.deepEqual(spans, [['x', '{{#*inline "p"}}x{{/inline}}']]);
  });

  it('have places that hold what they name, whatever the text', () => {
    const pieces = [
      '{{',
      '}}',
      '#each ',
      'items',
      ' as |a b|',
      '/each',
      '#if ',
      'x.y',
      '../z',
      '@root.q',
      '中文',
      '🙂',
      '\n',
      '{{/if}}',
      '> p ',
      'k=',
      '"s"',
      '(',
      ')',
      '[a b]',
      '.',
    ];
    const template = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(template, (text) => {
        for (const use of new PromptDocument(text, '/w/a.prompt').names.uses) {
          const written = text.slice(use.start, use.end);
          assert.ok(
            written === use.name || written === `[${use.name}]` || /^["']/.test(written),
            `${written} ${use.name}`,
          );
        }
      }),
      { seed: 20261128, numRuns: 5000 },
    );
  });
});
