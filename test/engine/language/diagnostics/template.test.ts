import assert from 'node:assert/strict';
import { allFindings, inPrompt, shownFindings } from './findingsOf';

const SCHEMA =
  '---\nmodel: openai/gpt-4o\ninput:\n  schema:\n    問題: string\n    items(array):\n      title: string\n      tags?(array): string\n    user?:\n      name: string\n    count?: integer\n---\n';
const USES = '{{問題}}{{#each items}}{{title}}{{/each}}{{user.name}}{{count}}';

describe('findings about variables', () => {
  const withSchema = async (template: string) =>
    (await inPrompt(SCHEMA + USES + template)).filter((each) => !/longer/.test(each));

  const examples: [string, string, string[]][] = [
    [
      'what is declared',
      '{{#if user}}{{user.name}}{{/if}}{{#each items as |item|}}{{item.title}}{{../count}}{{/each}}',
      [],
    ],
    ['what is not', '🙂 {{answer}}', ['warning prompt.undeclared-variable ‹answer›']],
    ['what nearly is', '{{ cuont }}', ['warning prompt.undeclared-variable-suggestion ‹cuont›']],
    ['a condition', '{{#if adress}}x{{/if}}', ['warning prompt.undeclared-variable ‹adress›']],
    [
      'what stands behind @root',
      '{{#each items}}{{@root.lang}}{{/each}}',
      ['warning prompt.undeclared-variable ‹lang›'],
    ],
    ['data and its parts', '{{@metadata.prompt.model}}{{@anything}}{{#each items}}{{@index}}{{/each}}', []],
    ['a name in brackets', '{{[zwei worte]}}', ['warning prompt.undeclared-variable ‹[zwei worte]›']],
    ['an argument', '{{media url=foto}}', ['warning prompt.undeclared-variable ‹foto›']],
    ['a field that nearly is one', '{{user.nmae}}', ['warning prompt.undeclared-field-suggestion ‹nmae›']],
    ['a field that is none', '{{user.age}}', ['warning prompt.undeclared-field ‹age›']],
    ['a field in a loop', '{{#each items}}{{titel}}{{/each}}', ['warning prompt.undeclared-field-suggestion ‹titel›']],
    [
      'a field of a block parameter',
      '{{#each items as |it|}}{{it.titel}}{{/each}}',
      ['warning prompt.undeclared-field-suggestion ‹titel›'],
    ],
    [
      'a variable of the prompt in a loop',
      '{{#each items}}{{問題}}{{/each}}',
      ['warning prompt.undeclared-field-suggestion ‹問題›'],
    ],
    ['the same on its way out', '{{#each items}}{{../問題}}{{#each tags}}{{this}}{{length}}{{/each}}{{/each}}', []],
    ['a field of text', '{{問題.x}}', ['warning prompt.undeclared-field ‹x›']],
    ['lengths and places in a list', '{{items.length}}{{items.0.title}}{{問題.length}}', []],
    [
      'what nobody can tell',
      '{{#each (lookup user "x")}}{{whatever}}{{/each}}{{#with (lookup . "a")}}{{b}}{{/with}}',
      [],
    ],
  ];
  for (const [name, template, wanted] of examples) {
    it(`of ${name}: ${template}`, async () => assert.deepEqual(await withSchema(template), wanted));
  }

  it('need a schema', async () => assert.deepEqual(await inPrompt('{{anything}} {{user.x}}'), []));

  it('take what an open schema lets in', async () => {
    assert.deepEqual(await inPrompt('---\ninput: {schema: {a: string, (*): string}}\n---\n{{a}}{{b}}'), []);
    const json =
      '---\ninput: {schema: {type: object, properties: {a: {type: string}}, additionalProperties: true}}\n---\n{{a}}{{b}}';
    assert.deepEqual(await inPrompt(json), []);
  });

  it('take what has a default', async () => {
    assert.deepEqual(await inPrompt('---\ninput:\n  schema: {a: string}\n  default: {b: 1}\n---\n{{a}}{{b}}'), []);
  });

  it('name a helper that is not there once', async () => {
    assert.deepEqual(await inPrompt('---\ninput: {schema: {a: string}}\n---\n{{jsno a}}{{#shout a}}{{/shout}}'), [
      'error prompt.unknown-helper-suggestion ‹jsno›',
      'error prompt.unknown-helper ‹shout›',
    ]);
  });

  it('are kept until the template can be read: nothing is unused then', async () => {
    const found = await inPrompt('---\ninput: {schema: {a: string, b: string}}\n---\n{{a}}{{#if b');
    assert.ok(
      found.every((each) => !each.includes('unused')),
      found.join('\n'),
    );
  });

  const unused: [string, string, string[]][] = [
    ['schema: {a: string, b: string}', '{{a}}', ['hint prompt.unused-variable ‹b›']],
    ['schema: {a: string}\n  default: {a: x, c: y}', '{{a}}', ['hint prompt.unused-default ‹c›']],
    ['schema: {a(array): string, "b?": string}', '{{#each a}}{{this}}{{/each}}{{#if b}}x{{/if}}', []],
    ['schema: {a: string}', '{{json this}}', []],
    ['schema: {a: string}', '{{json @root}}', []],
    ['schema: {a: string}', '{{> p}}', []],
    ['schema: {a: string, b: string}', '{{> p}}', ['hint prompt.unused-variable ‹b›']],
    ['schema: {a: string}', '{{> p a="x"}}', ['hint prompt.unused-variable ‹a›']],
    ['schema: {b: string}', '{{> whole}}', []],
  ];
  for (const [input, template, wanted] of unused) {
    it(`that nothing reads: ${input} with ${template}`, async () => {
      const texts = {
        'a.prompt': `---\ninput:\n  ${input}\n---\n${template}`,
        '_p.prompt': '{{a}}',
        '_whole.prompt': '{{json .}}',
      };
      assert.deepEqual(await shownFindings(texts, 'a.prompt'), wanted);
    });
  }

  it('that nothing reads are marked as unnecessary', async () => {
    const [found] = await allFindings({ 'a.prompt': '---\ninput: {schema: {a: string}}\n---\nx' }, 'a.prompt');
    assert.deepEqual(found?.tags, ['unnecessary']);
  });
});

describe('findings about partials', () => {
  const prompt = (template: string, schema = '問題: string') =>
    `---\ninput: {schema: {${schema}}}\n---\n{{問題}}${template}`;

  it('name what a partial reads and the prompt does not give', async () => {
    const texts = { 'a.prompt': prompt('{{> p}}'), '_p.prompt': '{{tone}}{{問題}}{{#if maybe}}{{maybe}}{{/if}}' };
    assert.deepEqual(await shownFindings(texts, 'a.prompt'), ['warning prompt.undeclared-in-partial ‹{{> p}}›']);
    assert.deepEqual(await shownFindings({ ...texts, 'a.prompt': prompt('{{> p tone="dry"}}') }, 'a.prompt'), []);
  });

  it('name in the partial what nobody gives, and nothing that somebody does', async () => {
    const texts = {
      'a.prompt': prompt('{{> p}}'),
      'b.prompt': prompt('{{> q}}{{lang}}', '問題: string, lang: string'),
      '_q.prompt': '{{> p mood="x"}}',
      '_p.prompt': '{{問題}}{{lang}}{{mood}}{{tone}}{{lnag}}{{#if maybe}}x{{/if}}',
    };
    assert.deepEqual(await shownFindings(texts, '_p.prompt'), [
      'warning prompt.undeclared-by-includers ‹tone›',
      'warning prompt.undeclared-by-includers-suggestion ‹lnag›',
    ]);
    assert.deepEqual(await shownFindings({ ...texts, 'c.prompt': '{{> p}}' }, '_p.prompt'), [], 'c takes anything');
    const inLoop = {
      ...texts,
      'c.prompt': '---\ninput: {schema: {l(array): string}}\n---\n{{#each l}}{{> p}}{{/each}}',
    };
    assert.deepEqual(await shownFindings(inLoop, '_p.prompt'), [], 'c gives its items');
  });

  it('name partials that nobody includes', async () => {
    assert.deepEqual(await shownFindings({ 'a.prompt': '{{> q}}', '_q.prompt': '', '_p.prompt': 'x' }, '_p.prompt'), [
      'info prompt.unused-partial ‹›',
    ]);
    assert.deepEqual(await shownFindings({ 'x/a.prompt': '{{> p}}', '_p.prompt': 'x' }, '_p.prompt'), []);
  });

  it('name what is missing, and what leads in a circle', async () => {
    assert.deepEqual(await inPrompt('{{> gone}}{{#> fine}}x{{/fine}}'), ['error prompt.missing-partial ‹{{> gone}}›']);
    const circle = { 'a.prompt': '{{> p}}', '_p.prompt': '{{> q}}', '_q.prompt': '中{{> p}}' };
    assert.deepEqual(await shownFindings(circle, '_p.prompt'), ['error prompt.partial-cycle ‹{{> q}}›']);
    const found = await allFindings(circle, 'a.prompt');
    assert.deepEqual(
      found.map(({ code, file }) => [code, file]),
      [['prompt.partial-cycle', '/w/_q.prompt']],
    );
  });
});

describe('findings about messages', () => {
  const leading: [string, string[], Record<string, string>?][] = [
    ['You answer.\n{{role "user"}}Hi', ['warning prompt.text-before-role ‹You answer.›']],
    ['\n  您好 🙂  \r\n更多\n{{#if a}}{{role "user"}}{{/if}}', ['warning prompt.text-before-role ‹您好 🙂›']],
    ['{{greeting}} {{role "user"}}', ['warning prompt.text-before-role ‹{{greeting}}›']],
    ['{{#if a}}x{{/if}}{{role "user"}}', ['warning prompt.text-before-role ‹x›']],
    ['{{! a comment }}\n{{history}}\n{{role "system"}}x', []],
    ['Only text', []],
    ['{{role "system"}}x{{role "user"}}y', []],
    ['{{#if a}}{{role "system"}}x{{/if}}{{role "user"}}', []],
    ['{{#*inline "row"}}x{{/inline}}{{role "user"}}{{> row}}', []],
    ['{{> text}}{{role "user"}}', ['warning prompt.text-before-role ‹{{> text}}›'], { '_text.prompt': '短。' }],
    ['{{> system}}{{role "user"}}', [], { '_system.prompt': '{{role "system"}}短。' }],
    ['{{> empty}}{{role "user"}}', [], { '_empty.prompt': '\n' }],
    ['{{> outer}}{{role "user"}}', [], { '_outer.prompt': '{{> inner}}', '_inner.prompt': '{{role "system"}}' }],
  ];
  for (const [template, wanted, more] of leading) {
    it(`before the first role: ${template}`, async () => {
      assert.deepEqual(await shownFindings({ 'a.prompt': template, ...more }, 'a.prompt'), wanted);
    });
  }

  const roles: [string, string[]][] = [
    ['{{role "assistant"}}', ['error prompt.unknown-role ‹{{role "assistant"}}›']],
    ['{{role who}}{{role "model"}}', []],
  ];
  for (const [template, wanted] of roles)
    it(`of a role: ${template}`, async () => assert.deepEqual(await inPrompt(template), wanted));

  const json: [string, string?][] = [
    ['Respond with a JSON object.', 'Respond with a JSON'],
    ['Return only valid JSON', 'Return only valid JSON'],
    ['The output must be JSON', 'output must be JSON'],
    ['Give the answer as JSON.', 'Give the answer as JSON'],
    ['請以 JSON 格式輸出。', '以 JSON 格式輸出'],
    ['请用JSON格式回答', '用JSON格式回答'],
    ['輸出一個 JSON 物件', '輸出一個 JSON'],
    ['只回傳 JSON。', '只回傳 JSON'],
    ['Explain it, then give a summary as JSON', 'give a summary as JSON'],
    ['You get JSON. Answer the question.'],
    ['The following JSON holds the answer.'],
    ['Answer the question from the JSON below.'],
    ['Do not answer in JSON.'],
    ['Answer without JSON.'],
    ['以下是使用者提供的 JSON 資料，請回答問題。'],
    ['不要輸出 JSON。'],
    ['使用者輸入的 JSON 如下'],
    ['{{json answer}}'],
    ['Write about json schema history? {{! reply in JSON }}'],
  ];
  for (const [text, wanted] of json) {
    it(`of JSON in words: ${text}`, async () => {
      const found = (await inPrompt(text)).filter((each) => each.includes('json'));
      assert.deepEqual(found, wanted === undefined ? [] : [`warning prompt.json-without-format ‹${wanted}›`]);
    });
  }

  it('of JSON are gone with the format, or with a schema, which means it', async () => {
    assert.deepEqual(await inPrompt('---\noutput: {format: json}\n---\nReply in JSON.'), []);
    assert.deepEqual(await inPrompt('---\noutput: {schema: {a: string}}\n---\nReply in JSON.'), []);
    assert.equal((await inPrompt('---\nname: x\n---\nReply in JSON.')).length, 1);
  });
});

describe('findings about the length', () => {
  const long = (words: number) => `---\nmodel: openai/gpt-4\n---\n${'tokens of words '.repeat(words)}`;

  it('come where the text alone is longer than what the model takes', async () => {
    assert.deepEqual(await inPrompt(long(3000)), ['warning prompt.longer-than-context ‹openai/gpt-4›']);
    assert.deepEqual(await inPrompt(long(2000)), [], 'more bytes than tokens that fit');
    assert.deepEqual(await inPrompt(long(3000).replace('openai/gpt-4', 'openai/gpt-4o')), []);
    assert.deepEqual(await inPrompt(long(3000).replace('openai/gpt-4', 'ollama/gpt-4')), []);
  });

  it('count partials too', async () => {
    const texts = { 'a.prompt': `${long(1500)}{{> p}}`, '_p.prompt': 'tokens of words '.repeat(1500) };
    assert.deepEqual(await shownFindings(texts, 'a.prompt'), ['warning prompt.longer-than-context ‹openai/gpt-4›']);
  });
});

describe('findings in a prompt under another ending', () => {
  it('are those of a prompt, as an editor may have it', async () => {
    assert.deepEqual(await shownFindings({ 'notes.txt': '{{> gone}}' }, 'notes.txt'), [
      'error prompt.missing-partial ‹{{> gone}}›',
    ]);
  });
});
