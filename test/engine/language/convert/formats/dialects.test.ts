import assert from 'node:assert/strict';
import { converted } from '../converting';

describe('Converting other dialects of .prompt', () => {
  for (const breaks of ['\n', '\r\n']) {
    it(`reads Continue's, with ${JSON.stringify(breaks)}`, async () => {
      const text = [
        'name: 程式審查',
        'description: Reviews a diff',
        'temperature: 0.5',
        'maxTokens: 4096',
        'model: claude-3-5-sonnet',
        'version: 1',
        '---',
        '<system>',
        'You are a senior engineer. {x}',
        '</system>',
        '',
        'Review: {{{ diff }}} as @guide.md says. {{{ url "https://example.com" }}}',
        '',
        '{{{ input }}} 🙂',
        '',
      ].join(breaks);
      const { format, metadata, render, notes, conversion } = await converted(text, 'review.prompt');
      assert.equal(format, 'continue');
      assert.equal(conversion.files[0]?.path, 'review-converted.prompt');
      assert.equal(metadata.model, 'anthropic/claude-3-5-sonnet');
      assert.equal(metadata.description, '程式審查: Reviews a diff');
      assert.deepEqual(metadata.config, { temperature: 0.5, maxOutputTokens: 4096 });
      assert.deepEqual(notes, ['lost:provider', 'changed:context', 'changed:mention']);
      assert.deepEqual(
        conversion.notes.map(({ line }) => line),
        [12, 12, undefined],
      );
      assert.deepEqual(await render({ diff: '+{{a}}', input: '請看' }), [
        ['system', 'You are a senior engineer. {x}'],
        ['user', 'Review: +{{a}} as @guide.md says. \n\n請看 🙂'],
      ]);
    });
  }

  it('reads Continue’s without keys', async () => {
    const { format, render } = await converted('<system>\nBe kind.\n</system>\n\n{{{ input }}}\n', 'a.prompt');
    assert.equal(format, 'continue');
    assert.deepEqual(await render({ input: 'hi' }), [
      ['system', 'Be kind.'],
      ['user', 'hi'],
    ]);
  });

  it('reads Humanloop’s: settings, tools, images, the form of the answer', async () => {
    const { format, metadata, render, notes } = await converted(
      `---
model: gpt-4o
temperature: 0.7
max_tokens: -1
top_p: 1
provider: openai
endpoint: chat
response_format: { type: json_object }
tools: [{ "name": "get_time", "description": "The time", "strict": true, "parameters": { "type": "object", "properties": { "zone": { "type": "string" } } } }]
---
<system>
  You are {{ who }}.
    - kept, with { braces }
</system>

<user>
  <text>
    這是什麼？
  </text>
  <image url="https://example.com/a.png" />
</user>

<assistant>
  <tool name="get_time" id="1">{}</tool>
</assistant>
<tool name="get_time" id="1">noon</tool>
stray
`,
      'h.prompt',
    );
    assert.equal(format, 'humanloop');
    assert.equal(metadata.model, 'openai/gpt-4o');
    assert.deepEqual(metadata.config, { temperature: 0.7, topP: 1 });
    assert.equal(metadata.output?.format, 'json');
    assert.deepEqual(
      metadata.toolDefs?.map(({ name }) => name),
      ['get_time'],
    );
    assert.deepEqual(notes, ['lost:part', 'lost:message', 'lost:outside']);
    assert.deepEqual(await render({ who: '小幫手' }), [
      ['system', 'You are 小幫手.\n  - kept, with { braces }'],
      ['user', '這是什麼？https://example.com/a.png'],
    ]);
  });
});
