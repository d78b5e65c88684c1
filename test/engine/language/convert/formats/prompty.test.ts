import assert from 'node:assert/strict';
import { converted } from '../converting';

const VERSION_1 = `---
name: Contoso 客服
description: 回答顧客的問題
authors: [ada]
model:
  api: chat
  configuration:
    type: azure_openai
    azure_endpoint: \${env:AZURE_OPENAI_ENDPOINT}
    azure_deployment: gpt-4o-mini
  parameters:
    max_tokens: 128
    temperature: 0.2
    top_p: 0.9
    stop: END
    stream: true
sample:
  firstName: 美玲 🙂
  question: 'What about {{this}}?'
  documentation:
    - { title: 帳篷, content: 防水 }
    - { title: Boots, content: warm }
  chat_history:
    - { role: user, content: hi }
---
system:
You are {kind} to {{firstName}}, and { answer } in one line.

# Documentation
{% for item in documentation %}
catalog: {{item.title}}
content: {{item.content}} (for {{firstName}})
{% endfor %}
{% if firstName == "x" %}X{% elif question %}Q{% else %}E{% endif %}
{% for item in chat_history %}
{{item.role}}:
{{item.content}}
{% endfor %}

user:
{{question}}
`;

const INPUT = {
  firstName: '美玲 🙂',
  question: 'system: {{this}}?',
  documentation: [
    { title: '帳篷', content: '防水' },
    { title: 'Boots', content: 'warm' },
  ],
};

describe('Converting Prompty', () => {
  for (const [ends, text] of [
    ['LF', VERSION_1],
    ['CRLF', `\uFEFF${VERSION_1.replaceAll('\n', '\r\n')}`],
  ] as const) {
    it(`keeps the messages of version 1, with ${ends}`, async () => {
      const { format, metadata, render } = await converted(text, 'contoso.prompty');
      assert.equal(format, 'prompty');
      assert.equal(metadata.description, 'Contoso 客服: 回答顧客的問題');
      assert.equal(metadata.model, 'azure/gpt-4o-mini');
      assert.deepEqual(metadata.config, { maxOutputTokens: 128, temperature: 0.2, topP: 0.9, stopSequences: ['END'] });
      const system = [
        'You are {kind} to 美玲 🙂, and { answer } in one line.\n\n# Documentation\n',
        '\ncatalog: 帳篷\ncontent: 防水 (for 美玲 🙂)\n',
        '\ncatalog: Boots\ncontent: warm (for 美玲 🙂)\n',
        '\nQ',
      ].join('');
      const history = [{ role: 'user' as const, content: [{ text: 'earlier' }] }];
      assert.deepEqual(await render(INPUT, history), [
        ['system', system],
        ['user', 'earlier'],
        ['user', 'system: {{this}}?'],
      ]);
    });
  }

  it('makes a case of the sample, and tells what it leaves out', async () => {
    const { tests, notes, conversion } = await converted(VERSION_1, 'contoso.prompty');
    assert.match(tests ?? '', /- id: sample\n {4}input:\n {6}firstName: 美玲 🙂\n/);
    assert.doesNotMatch(tests ?? '', /chat_history/);
    assert.deepEqual(notes.sort(), [
      'changed:azure',
      'changed:endpoint',
      'changed:history',
      'lost:key',
      'lost:key',
      'lost:unused',
    ]);
    assert.deepEqual(
      conversion.files.map(({ path }) => path),
      ['contoso.prompt', 'contoso.test.yaml'],
    );
  });

  it('reads version 2: the list of inputs, options, threads, tools and outputs', async () => {
    const { metadata, render, tests, prompt, notes } = await converted(
      `---
name: basic-prompt
model:
  id: gpt-4o
  provider: openai
  connection: { kind: key, apiKey: '\${env:OPENAI_API_KEY}' }
  options: { temperature: 0.7, maxOutputTokens: 1000, seed: 7 }
inputs:
  - { name: firstName, kind: string, default: Jane, description: who asks }
  - { name: level, kind: integer, required: true, example: 3 }
  - { name: mood, kind: string, enumValues: [calm, brisk], required: false }
  - { name: conversation, kind: thread }
  - { name: question, kind: string }
outputs:
  - { name: answer, kind: string }
  - { name: tags, kind: array, items: { kind: string }, required: false }
tools:
  - name: get_weather
    kind: function
    description: Weather
    parameters: [{ name: city, kind: string }]
  - { name: bing, kind: bing_search }
template: { format: { kind: jinja2 }, parser: prompty }
---
system:
Help {{firstName}}.

{{conversation}}

user:
{{ question }} ({{level}})
`,
      'basic.prompty',
    );
    assert.equal(metadata.model, 'openai/gpt-4o');
    assert.equal(metadata.name, 'basic-prompt');
    assert.deepEqual(metadata.config, { temperature: 0.7, maxOutputTokens: 1000, seed: 7 });
    assert.deepEqual(metadata.input?.default, { firstName: 'Jane' });
    assert.match(prompt, /^ {4}firstName: string, who asks\n {4}level: integer\n {4}mood\?\(enum\):/m);
    assert.doesNotMatch(prompt, /conversation/);
    assert.deepEqual(
      metadata.toolDefs?.map(({ name }) => name),
      ['get_weather'],
    );
    assert.equal(metadata.output?.format, 'json');
    assert.deepEqual(metadata.output?.schema?.required, ['answer']);
    assert.match(tests ?? '', /level: 3/);
    assert.ok(notes.includes('lost:tool'));
    const history = [{ role: 'user' as const, content: [{ text: 'earlier' }] }];
    assert.deepEqual(await render({ question: 'q', level: 3 }, history), [
      ['system', 'Help Jane.'],
      ['user', 'earlier'],
      ['user', 'q (3)'],
    ]);
  });

  it('takes a line for a role only where the whole line is one', async () => {
    const { render } = await converted(
      '---\nmodel: gpt-4o\n---\nNo role yet\nuser: inline\n  # User [name="a"] :\n{{a}}user:\nuser:{{b}}\nassistant:\nok\n',
      'a.prompty',
    );
    assert.deepEqual(await render({ a: 'A', b: 'B' }), [
      ['system', 'No role yet\nuser: inline'],
      ['user', 'Auser:\nuser:B'],
      ['model', 'ok'],
    ]);
  });

  it('reads Mustache', async () => {
    const { render, notes } = await converted(
      '---\nmodel: gpt-4o\ntemplate: mustache\n---\nuser:\n{{#items}}\n- {{name}}: {{& price}}\n{{/items}}\n{{^items}}none{{/items}}{{! note }}\n{{{raw}}}\n',
      'm.prompty',
    );
    assert.deepEqual(await render({ items: [{ name: 'a', price: '<1>' }], raw: '<b>' }), [['user', '- a: <1>\n\n<b>']]);
    assert.deepEqual(notes, ['changed:section-scope', 'changed:section-scope']);
  });
});
