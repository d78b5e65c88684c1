import assert from 'node:assert/strict';
import { converted } from '../converting';

const made = (id: string[], kwargs: Record<string, unknown>) => ({ lc: 1, type: 'constructor', id, kwargs });
const template = (text: string, template_format = 'f-string') =>
  made(['langchain', 'prompts', 'prompt', 'PromptTemplate'], { template: text, template_format, input_variables: [] });
const message = (name: string, kwargs: Record<string, unknown>) => made(['langchain', 'prompts', 'chat', name], kwargs);

describe('Converting JSON', () => {
  it('reads a request to OpenAI, in which nothing is a variable', async () => {
    const request = {
      model: 'gpt-4o',
      temperature: 0,
      max_completion_tokens: 50,
      stop: ['END'],
      reasoning_effort: 'low',
      stream: true,
      messages: [
        { role: 'developer', content: '  規則 {{x}} \\{{y}} {{{z}}} C:\\' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'look: {' },
            { type: 'image_url', image_url: { url: 'https://a/b.png' } },
          ],
        },
        { role: 'assistant', content: null, tool_calls: [{ id: '1' }] },
        { role: 'tool', content: 'x', tool_call_id: '1' },
        { role: 'assistant', content: 'Fine.\r\n' },
      ],
      tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } }],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'a', schema: { type: 'object', properties: { a: { type: 'string' } } } },
      },
    };
    const { format, metadata, render, notes } = await converted(JSON.stringify(request), 'request.json');
    assert.equal(format, 'openai');
    assert.equal(metadata.model, 'openai/gpt-4o');
    assert.deepEqual(metadata.config, {
      temperature: 0,
      maxOutputTokens: 50,
      stopSequences: ['END'],
      reasoningEffort: 'low',
    });
    assert.deepEqual(metadata.output, {
      format: 'json',
      schema: { type: 'object', properties: { a: { type: 'string' } } },
    });
    assert.deepEqual(metadata.toolDefs, [{ name: 'f', inputSchema: { type: 'object', properties: {} } }]);
    assert.deepEqual(notes, ['lost:key', 'lost:key', 'lost:message']);
    assert.deepEqual(await render(), [
      ['system', '  規則 {{x}} \\{{y}} {{{z}}} C:\\'],
      ['user', 'look: {https://a/b.png'],
      ['model', 'Fine.\r\n'],
    ]);
  });

  it('reads a chat prompt of LangChain with its model, partial variables, placeholders and literal messages', async () => {
    const prompt = message('ChatPromptTemplate', {
      input_variables: ['question', 'chat_history'],
      partial_variables: { lang: '繁體中文' },
      messages: [
        message('SystemMessagePromptTemplate', {
          prompt: template('Answer in {lang}: {{"a": {user[name]}}} {n:.2f} {q!r}'),
        }),
        made(['langchain', 'schema', 'messages', 'AIMessage'], { content: 'Literal {question}' }),
        message('MessagesPlaceholder', { variable_name: 'chat_history', optional: true }),
        message('HumanMessagePromptTemplate', {
          prompt: [template('{question}'), made(['x', 'ImagePromptTemplate'], { template: { url: '{photo}' } })],
        }),
        message('MessagesPlaceholder', { variable_name: 'scratchpad' }),
      ],
    });
    const model = made(['langchain', 'chat_models', 'openai', 'ChatOpenAI'], {
      model: 'gpt-4o-mini',
      temperature: 0.3,
      max_tokens: 20,
      openai_api_key: { lc: 1, type: 'secret', id: ['OPENAI_API_KEY'] },
    });
    const sequence = made(['langsmith', 'playground', 'PromptPlayground'], {
      first: prompt,
      last: made(['langchain', 'schema', 'runnable', 'RunnableBinding'], { bound: model, kwargs: {} }),
    });
    const { format, metadata, render, notes } = await converted(JSON.stringify(sequence), 'hub.json');
    assert.equal(format, 'langchain');
    assert.equal(metadata.model, 'openai/gpt-4o-mini');
    assert.deepEqual(metadata.config, { temperature: 0.3, maxOutputTokens: 20 });
    assert.deepEqual(metadata.input?.default, { lang: '繁體中文' });
    assert.deepEqual(notes, ['lost:format', 'lost:format', 'lost:placeholder', 'changed:placeholder-history']);
    const history = [{ role: 'user' as const, content: [{ text: 'earlier' }] }];
    const input = { user: { name: 'N' }, n: 1, q: 'Q', question: '{lang}', photo: 'https://p' };
    assert.deepEqual(await render(input, history), [
      ['system', 'Answer in 繁體中文: {"a": N} 1 Q'],
      ['model', 'Literal {question}'],
      ['user', 'earlier'],
      ['user', '{lang}https://p'],
    ]);
  });

  it('reads single templates, as saved and as dumped, with Mustache and Jinja', async () => {
    const saved = await converted(
      JSON.stringify({ _type: 'prompt', input_variables: ['a'], template: '{a} {{}}' }),
      's.json',
    );
    assert.deepEqual(await saved.render({ a: 'A' }), [['user', 'A {}']]);
    const must = await converted(JSON.stringify(template('{{#l}}{{.}},{{/l}} {x}', 'mustache')), 'm.json');
    assert.deepEqual(await must.render({ l: ['1', '2'] }), [['user', '1,2, {x}']]);
    const ninja = await converted(JSON.stringify(template('{% if a %}{{ a }}{% endif %}', 'jinja2')), 'j.json');
    assert.deepEqual(await ninja.render({ a: 'A' }), [['user', 'A']]);
  });

  it('reads a structured prompt', async () => {
    const { metadata } = await converted(
      JSON.stringify(
        made(['langchain_core', 'prompts', 'structured', 'StructuredPrompt'], {
          messages: [message('HumanMessagePromptTemplate', { prompt: template('{q}') })],
          schema_: { title: 'T', type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
        }),
      ),
      's.json',
    );
    assert.deepEqual(metadata.output, {
      format: 'json',
      schema: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    });
  });

  it('reads a conversation of promptfoo in JSON and in YAML', async () => {
    const json = JSON.stringify([
      { role: 'system', content: 'Be {{ style | default("kind") }}. {"a": 1}' },
      { role: 'user', content: '{{question}}' },
    ]);
    const yaml =
      '- role: system\n  content: "Be {{ style | default(\'kind\') }}. {\\"a\\": 1}"\n- role: user\n  content: "{{question}}"\n';
    for (const [text, name] of [
      [json, 'chat.json'],
      [yaml, 'chat.yaml'],
    ] as const) {
      const { format, render } = await converted(text, name);
      assert.equal(format, 'promptfoo');
      assert.deepEqual(await render({ question: '？' }), [
        ['system', 'Be kind. {"a": 1}'],
        ['user', '？'],
      ]);
    }
  });

  it('makes a prompt of each text in a file of promptfoo', async () => {
    const { conversion } = await converted('Answer {{q}}\n---\n\nTranslate {{q | upper}}\n', 'two.txt');
    assert.deepEqual(
      conversion.files.map(({ path }) => path),
      ['two.prompt', 'two-2.prompt'],
    );
    assert.deepEqual(conversion.notes.find(({ kind }) => kind === 'lost')?.line, 4);
  });
});
