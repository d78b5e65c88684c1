import assert from 'node:assert/strict';
import { chatMessages } from '../../../../src/engine/model/openai/chatMessages';
import type { Part, Role } from '../../../../src/engine/prompt/message';

const message = (role: Role, ...content: Part[]) => ({ role, content });

describe('chatMessages', () => {
  it('names the roles as the protocol does, and joins text', () => {
    assert.deepEqual(
      chatMessages([
        message('system', { text: 'Be ' }, { text: 'brief.\n' }),
        message('user', { text: '什麼是 RAG？' }),
        message('model', { text: 'RAG …' }),
      ]),
      [
        { role: 'system', content: 'Be brief.\n' },
        { role: 'user', content: '什麼是 RAG？' },
        { role: 'assistant', content: 'RAG …' },
      ],
    );
  });

  it('keeps text and images apart, in order', () => {
    const [chat] = chatMessages([
      message('user', { text: 'What is ' }, { media: { url: 'https://x.example/a.png' } }, { text: '?' }),
    ]);
    assert.deepEqual(chat?.content, [
      { type: 'text', text: 'What is ' },
      { type: 'image_url', image_url: { url: 'https://x.example/a.png' } },
      { type: 'text', text: '?' },
    ]);
  });

  it('sends sound, film and documents as what they are', () => {
    const part = (url: string, contentType?: string) => {
      const [chat] = chatMessages([message('user', { media: { url, contentType } })]);
      assert.ok(Array.isArray(chat?.content));
      return chat.content[0];
    };
    assert.deepEqual(part('data:audio/mpeg;base64,AAAA'), {
      type: 'input_audio',
      input_audio: { data: 'AAAA', format: 'mp3' },
    });
    assert.deepEqual(part('data:audio/x-wav;base64,AAAA'), {
      type: 'input_audio',
      input_audio: { data: 'AAAA', format: 'wav' },
    });
    assert.deepEqual(part('data:application/pdf;base64,AAAA'), {
      type: 'file',
      file: { filename: 'document.pdf', file_data: 'data:application/pdf;base64,AAAA' },
    });
    assert.deepEqual(part('https://x.example/f', 'video/mp4'), {
      type: 'video_url',
      video_url: { url: 'https://x.example/f' },
    });
  });

  it('ties tool responses to the requests that they answer, with and without a reference', () => {
    const chat = chatMessages([
      message('model', { toolRequest: { name: 'search', input: { q: 'a' } } }, { toolRequest: { name: 'search' } }),
      message(
        'tool',
        { toolResponse: { name: 'search', output: ['x'] } },
        { toolResponse: { name: 'search', output: 'y' } },
      ),
      message('model', { toolRequest: { name: 'time', ref: 'mine' } }),
      message('tool', { toolResponse: { name: 'time', ref: 'mine' } }),
    ]);
    const calls = chat.flatMap(({ tool_calls = [] }) => tool_calls);
    assert.deepEqual(
      calls.map(({ function: { name, arguments: given } }) => `${name} ${given}`),
      ['search {"q":"a"}', 'search {}', 'time {}'],
    );
    const answers = chat.filter(({ role }) => role === 'tool');
    assert.deepEqual(
      answers.map(({ tool_call_id, content }) => [tool_call_id, content]),
      [
        [calls[0]?.id, '["x"]'],
        [calls[1]?.id, 'y'],
        ['mine', ''],
      ],
    );
    assert.notEqual(calls[0]?.id, calls[1]?.id);
  });

  it('sends data as JSON, and leaves out what only marks a place', () => {
    assert.deepEqual(
      chatMessages([
        message('user', { data: { a: 1 } }),
        message('user', { metadata: { purpose: 'output', pending: true } }),
      ]),
      [{ role: 'user', content: '{"a":1}' }],
    );
  });
});
