import assert from 'node:assert/strict';
import { chatRequest } from '../../../../src/engine/model/openai/chatRequest';
import { initialDialect } from '../../../../src/engine/model/openai/dialect';
import { request } from '../calls';

const dialect = initialDialect(false);

describe('chatRequest', () => {
  const settings = (config: Record<string, unknown>, isOpenai = false) => {
    const { model, messages, stream, stream_options, ...rest } = chatRequest(
      request({ config }),
      initialDialect(isOpenai),
    );
    return rest;
  };

  it("writes Dotprompt's settings as the protocol does", () => {
    assert.deepEqual(
      settings({
        temperature: 0,
        topP: 0.5,
        topK: 40,
        maxOutputTokens: 9,
        stopSequences: ['END'],
        reasoningEffort: 'low',
      }),
      { temperature: 0, top_p: 0.5, top_k: 40, max_tokens: 9, stop: ['END'], reasoning_effort: 'low' },
    );
  });

  it('asks OpenAI for max_completion_tokens, which its newer models insist on', () => {
    assert.deepEqual(settings({ maxOutputTokens: 9 }, true), { max_completion_tokens: 9 });
  });

  it("passes an endpoint's own settings on, with their values as they are", () => {
    assert.deepEqual(settings({ repetition_penalty: 1.1, thinkingConfig: { includeThoughts: true }, seed: null }), {
      repetition_penalty: 1.1,
      thinking_config: { includeThoughts: true },
    });
  });

  it('lets a prompt decide neither what is sent where nor how the reply is read', () => {
    assert.deepEqual(
      settings({
        apiKey: 'sk-x',
        api_key: 'x',
        stream: false,
        messages: [],
        tools: [],
        streamOptions: {},
        candidateCount: 9,
        n: 9,
      }),
      {},
    );
    const sent = chatRequest(request({ config: { model: 'other', stream: false } }), dialect);
    assert.deepEqual([sent.model, sent.stream], ['test-model', true]);
  });

  it('takes a text version for the model', () => {
    assert.equal(
      chatRequest(request({ config: { version: 'gpt-4o-2024-08-06' } }), dialect).model,
      'gpt-4o-2024-08-06',
    );
    assert.equal(chatRequest(request({ config: { version: 2 } }), dialect).model, 'test-model');
  });

  it('asks for JSON by schema, strictly where the schema allows it', () => {
    const format = (output: { format?: string; schema?: Record<string, unknown> }, json = dialect.json) =>
      chatRequest(request({ output }), { ...dialect, json }).response_format;
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' } },
      required: ['a'],
      additionalProperties: false,
    };
    assert.deepEqual(format({ format: 'json', schema }), {
      type: 'json_schema',
      json_schema: { name: 'output', schema, strict: true },
    });
    assert.deepEqual(format({ schema: { type: 'array' } }), {
      type: 'json_schema',
      json_schema: { name: 'output', schema: { type: 'array' } },
    });
    assert.deepEqual(format({ format: 'json' }), { type: 'json_object' });
    assert.deepEqual(format({ format: 'json', schema }, 'object'), { type: 'json_object' });
    assert.equal(format({ format: 'json', schema }, 'none'), undefined);
    assert.equal(format({ format: 'text', schema }), undefined);
  });
});
