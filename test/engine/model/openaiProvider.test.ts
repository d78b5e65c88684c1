import assert from 'node:assert/strict';
import { createProvider } from '../../../src/engine/model/createProvider';
import type { ModelErrorKind } from '../../../src/engine/model/provider';
import { type ModelServer, type ServedReply, startModelServer } from '../../support/modelServer';
import { call, endpointOf, failureOf, KEY, options, request, SHORT, stalls } from './calls';

describe('calling an OpenAI-compatible endpoint', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await startModelServer({ key: KEY });
  });
  afterEach(() => server.close());

  describe('that behaves', () => {
    it('gives text, tokens, times and the reason for the end, streamed in order', async () => {
      server.answer({ text: 'RAG 結合了檢索系統和生成模型 🚀', pieceDelayMs: 2 });
      const pieces: string[] = [];
      const reply = await call(server, {}, { onDelta: (text) => pieces.push(text) });
      assert.equal(reply.text, 'RAG 結合了檢索系統和生成模型 🚀');
      assert.equal(pieces.join(''), reply.text);
      assert.ok(pieces.length > 1);
      assert.equal(reply.finishReason, 'stop');
      assert.equal(reply.servedModel, 'test-model');
      assert.ok(reply.usage && reply.usage.input > 0 && reply.usage.output > 0);
      assert.ok(reply.ttftMs !== undefined && reply.ttftMs <= reply.latencyMs);
    });

    it('loses no character that is split between packets', async () => {
      server.answer({ text: '檢索增強生成🧑‍🚀', packetBytes: 1 });
      const reply = await call(server);
      assert.equal(reply.text, '檢索增強生成🧑‍🚀');
      assert.equal(reply.invalidText, undefined);
    });

    it('takes CRLF streams, and whole replies where a stream was asked for', async () => {
      server.answer({ text: 'crlf', newline: '\r\n' });
      assert.equal((await call(server)).text, 'crlf');
      server.answer({ text: 'whole', asJson: true });
      const whole = await call(server);
      assert.deepEqual([whole.text, whole.ttftMs], ['whole', undefined]);
    });

    it('counts cached and reasoning tokens', async () => {
      const usage = {
        prompt_tokens: 100,
        completion_tokens: 50,
        prompt_tokens_details: { cached_tokens: 80 },
        completion_tokens_details: { reasoning_tokens: 30 },
      };
      server.answer({ text: 'x', usage });
      assert.deepEqual((await call(server)).usage, { input: 100, output: 50, cachedInput: 80, reasoning: 30 });
    });

    it('takes the last of two usages, and knows nothing where there is none', async () => {
      server.answer({ text: 'x'.repeat(40), usage: 'doubled' });
      assert.equal((await call(server)).usage?.output, 10);
      server.answer({ text: 'x', usage: 'missing' });
      assert.equal((await call(server)).usage, undefined);
    });

    it('sends messages with roles, files, JSON schema, tools and settings', async () => {
      const schema = {
        type: 'object',
        properties: { a: { type: 'string' } },
        required: ['a'],
        additionalProperties: false,
      };
      await call(server, {
        messages: [
          { role: 'system', content: [{ text: 'Be brief.' }] },
          {
            role: 'user',
            content: [{ text: 'Look:' }, { media: { url: 'data:image/png;base64,AAAA', contentType: 'image/png' } }],
          },
          { role: 'model', content: [{ text: 'Yes.' }] },
          { role: 'user', content: [{ text: 'And?' }, { metadata: { purpose: 'code', pending: true } }] },
        ],
        config: { temperature: 0.3, maxOutputTokens: 20, topP: 0.9, stopSequences: ['END'], seed: 7 },
        output: { format: 'json', schema },
        tools: [{ name: 'search', description: 'Finds.', inputSchema: { type: 'object', properties: {} } }],
      });
      const body = server.chats[0]?.body as unknown as Record<string, unknown> & {
        messages: { role: string; content: unknown }[];
      };
      assert.deepEqual(
        body.messages.map(({ role }) => role),
        ['system', 'user', 'assistant', 'user'],
      );
      assert.match(JSON.stringify(body.messages[1]), /image_url.*data:image\/png;base64,AAAA/);
      assert.doesNotMatch(JSON.stringify(body.messages[3]), /pending/);
      assert.deepEqual([body.temperature, body.top_p, body.stop, body.seed, body.stream], [0.3, 0.9, ['END'], 7, true]);
      assert.equal(body.max_tokens ?? body.max_completion_tokens, 20);
      assert.match(JSON.stringify(body.response_format), /json_schema/);
      assert.match(JSON.stringify(body.tools), /"name":"search"/);
    });

    it('gives tool calls as what they are', async () => {
      server.answer({ toolCalls: [{ id: 'call_1', name: 'search', arguments: '{"q":"RAG"}' }] });
      const reply = await call(server);
      assert.equal(reply.finishReason, 'tool-calls');
      assert.deepEqual(reply.toolCalls, [{ id: 'call_1', name: 'search', arguments: '{"q":"RAG"}' }]);
      assert.equal(reply.text, '');
    });

    it('tells refusals, filtered and truncated answers apart', async () => {
      const outcomes: [ServedReply, string][] = [
        [{ refusal: 'I cannot help with that.' }, 'refusal'],
        [{ text: 'x', finishReason: 'content_filter' }, 'content-filter'],
        [{ text: 'x', finishReason: 'length' }, 'length'],
      ];
      for (const [reply, expected] of outcomes) {
        server.answer(reply);
        assert.equal((await call(server)).finishReason, expected);
      }
    });

    it('replaces what is not UTF-8, and says so', async () => {
      server.answer({ text: 'ok then', fault: 'invalid-utf8' });
      const reply = await call(server);
      assert.equal(reply.invalidText, true);
      assert.match(reply.text, /^ok�/);
    });

    it('takes a stream without [DONE] whose reply is finished', async () => {
      server.answer({ text: 'all of it', fault: 'no-done' });
      assert.equal((await call(server)).text, 'all of it');
    });
  });

  describe('that objects to what is sent', () => {
    for (const parameter of ['stream_options', 'max_tokens', 'response_format', 'temperature']) {
      it(`asks differently where it does not take ${parameter}, and remembers`, async () => {
        await server.close();
        server = await startModelServer({ key: KEY, rejects: [parameter] });
        server.answer({ text: '{"a":"b"}' });
        const provider = createProvider(endpointOf(server), options());
        const schema = {
          type: 'object',
          properties: { a: { type: 'string' } },
          required: ['a'],
          additionalProperties: false,
        };
        const asked = request({ config: { maxOutputTokens: 5, temperature: 0 }, output: { format: 'json', schema } });
        const signal = new AbortController().signal;
        if (parameter === 'temperature') {
          // A sampling setting that the user asked for is not dropped in silence.
          assert.equal((await failureOf(provider.complete(asked, { signal }))).kind, 'bad-request');
          return;
        }
        assert.equal((await provider.complete(asked, { signal })).text, '{"a":"b"}');
        const first = server.chats.length;
        await provider.complete(asked, { signal });
        assert.equal(server.chats.length, first + 1);
      });
    }
  });

  describe('that fails', () => {
    const statuses: [number, ModelErrorKind][] = [
      [400, 'bad-request'],
      [401, 'auth'],
      [403, 'forbidden'],
      [404, 'not-found'],
      [408, 'server'],
      [409, 'server'],
      [413, 'too-large'],
      [422, 'bad-request'],
      [429, 'rate-limit'],
      [500, 'server'],
      [502, 'server'],
      [503, 'server'],
      [529, 'server'],
    ];
    for (const [status, kind] of statuses) {
      it(`${status} is ${kind}, with the server's own words and one call`, async () => {
        server.answer({ status, error: { message: `No, because of ${status}.` } });
        const failure = await failureOf(call(server));
        assert.deepEqual(
          [failure.kind, failure.message, failure.detail.status],
          [kind, `No, because of ${status}.`, status],
        );
        assert.equal(failure.detail.origin, server.origin);
        assert.equal(server.chats.length, 1);
      });
    }

    it('tells a used-up quota from a rate limit', async () => {
      server.answer({ status: 429, error: { message: 'You exceeded your quota.', code: 'insufficient_quota' } });
      assert.equal((await failureOf(call(server))).kind, 'quota');
    });

    it('reads Retry-After as seconds and as a date, and ignores a negative one', async () => {
      const waits: (number | undefined)[] = [];
      for (const value of ['2', new Date(Date.now() + 5000).toUTCString(), '-1']) {
        server.answer({ status: 429, headers: { 'retry-after': value } });
        waits.push((await failureOf(call(server))).detail.retryAfterMs);
      }
      assert.equal(waits[0], 2000);
      assert.ok(waits[1] !== undefined && waits[1] > 2000 && waits[1] <= 6000, String(waits[1]));
      assert.equal(waits[2], undefined);
    });

    const faults: [ServedReply, ModelErrorKind[]][] = [
      [{ fault: 'reset' }, ['network']],
      [{ fault: 'reset-in-body' }, ['incomplete']],
      [{ fault: 'header-stall' }, ['timeout']],
      [{ fault: 'stall' }, ['timeout']],
      [{ fault: 'early-end' }, ['incomplete']],
      [{ fault: 'cut-json' }, ['incomplete']],
      [{ fault: 'cut-json', asJson: true }, ['incomplete']],
      [{ fault: 'bad-json' }, ['protocol']],
      [{ fault: 'bad-json', asJson: true }, ['protocol']],
      [{ fault: 'html' }, ['protocol']],
      [{ fault: 'wrong-type' }, ['protocol']],
      [{ fault: 'no-choices' }, ['invalid-reply']],
      [{ fault: 'no-choices', asJson: true }, ['invalid-reply']],
      [{ text: null, asJson: true }, ['invalid-reply']],
      [{ fault: 'huge-reply' }, ['too-large']],
      [{ fault: 'giant-line' }, ['too-large']],
      [{ fault: 'redirect' }, ['redirect']],
    ];
    for (const [reply, kinds] of faults) {
      const name = `${reply.fault ?? 'null content'}${reply.asJson ? ' in a whole reply' : ''}`;
      it(`${name} is ${kinds.join(' or ')}, never an answer`, async () => {
        server.answer({ text: 'ok and more text than one piece', ...reply });
        const failure = await failureOf(call(server, {}, stalls(reply) ? { limits: SHORT } : {}));
        assert.ok(kinds.includes(failure.kind), `${failure.kind}: ${failure.message}`);
      });
    }

    it('an error inside of a 200, alone or after some text, is an error', async () => {
      server.answer({ fault: 'error-200' });
      assert.match((await failureOf(call(server))).message, /overloaded/);
      server.answer({ text: 'some text', fault: 'error-in-stream' });
      assert.match((await failureOf(call(server))).message, /crashed/);
    });

    it('a refused connection names the address', async () => {
      const { origin } = server;
      await server.close();
      const failure = await failureOf(call(server));
      assert.deepEqual([failure.kind, failure.detail.origin], ['no-endpoint', origin]);
      server = await startModelServer();
    });

    it('a missing key costs no call', async () => {
      const provider = createProvider(endpointOf(server), { ...options(), secrets: { keyFor: async () => undefined } });
      const failure = await failureOf(provider.complete(request(), { signal: new AbortController().signal }));
      assert.equal(failure.kind, 'no-key');
      assert.equal(server.requests.length, 0);
    });
  });

  describe('safely', () => {
    it('sends the key to no other origin, also where the server redirects', async () => {
      const other = await startModelServer();
      server.answer({ fault: 'redirect', headers: { location: `${other.url}/chat/completions` } });
      assert.equal((await failureOf(call(server))).kind, 'redirect');
      assert.equal(other.requests.length, 0);
      await other.close();
    });

    it("asks for the key of the endpoint's own origin", async () => {
      const asked: string[] = [];
      const secrets = {
        keyFor: async (origin: string, name: string) => {
          asked.push(`${name} ${origin}`);
          return KEY;
        },
      };
      await createProvider(endpointOf(server), { ...options(), secrets }).complete(request(), {
        signal: new AbortController().signal,
      });
      assert.deepEqual(asked, [`test ${server.origin}`]);
    });

    it('keeps the key out of errors and out of the log', async () => {
      const log: string[] = [];
      server.answer({ status: 400, error: { message: `Bad header Authorization: Bearer ${KEY}` } });
      const failure = await failureOf(
        createProvider(endpointOf(server), options(log)).complete(request(), { signal: new AbortController().signal }),
      );
      assert.doesNotMatch(`${failure.message}\n${log.join('\n')}`, new RegExp(KEY));
      assert.ok(log.length > 0);
    });

    it('sends no key where the endpoint has none', async () => {
      await server.close();
      server = await startModelServer();
      const secrets = { keyFor: async () => undefined };
      await createProvider(endpointOf(server, { needsKey: false }), { ...options(), secrets }).complete(request(), {
        signal: new AbortController().signal,
      });
      assert.equal(server.chats[0]?.headers.authorization, undefined);
    });

    it('is not led elsewhere by the environment, sends nothing of it along, and logs nothing to the console', async () => {
      const meddling: Record<string, string> = {
        OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
        OPENAI_API_KEY: 'sk-of-the-environment',
        OPENAI_ADMIN_KEY: 'sk-admin',
        OPENAI_ORG_ID: 'org-of-the-environment',
        OPENAI_PROJECT_ID: 'project-of-the-environment',
        OPENAI_CUSTOM_HEADERS: 'X-Secret: of-the-environment',
        OPENAI_LOG: 'debug',
      };
      const before = Object.keys(meddling).map((name) => [name, process.env[name]] as const);
      const printed: unknown[] = [];
      const consoleBefore = { debug: console.debug, info: console.info, log: console.log };
      Object.assign(process.env, meddling);
      for (const method of ['debug', 'info', 'log'] as const) console[method] = (...args) => printed.push(args);
      try {
        assert.equal((await call(server)).text, 'ok');
      } finally {
        Object.assign(console, consoleBefore);
        for (const [name, value] of before) {
          if (value === undefined) delete process.env[name];
          else process.env[name] = value;
        }
      }
      const [chat] = server.chats;
      assert.equal(chat?.headers.authorization, `Bearer ${KEY}`);
      assert.doesNotMatch(JSON.stringify(chat.headers), /of-the-environment|sk-admin/);
      assert.deepEqual(printed, []);
    });

    it('names the organisation and the project of an endpoint that has them', async () => {
      await call(server, {}, { endpoint: { organization: 'org-1', project: 'project-1' } });
      const { headers } = server.chats[0] ?? {};
      assert.deepEqual([headers?.['openai-organization'], headers?.['openai-project']], ['org-1', 'project-1']);
    });
  });

  describe('cancelled', () => {
    const stages: [string, ServedReply][] = [
      ['before the headers', { fault: 'header-stall' }],
      ['in the middle of the stream', { text: 'a long answer in many pieces', fault: 'stall' }],
    ];
    for (const [stage, reply] of stages) {
      it(`${stage} ends at once, with the caller's own reason`, async () => {
        server.answer(reply);
        const controller = new AbortController();
        const reason = new Error('enough');
        const calling = call(server, {}, { signal: controller.signal });
        await server.received(1);
        controller.abort(reason);
        await assert.rejects(calling, (error) => error === reason);
        await server.idle();
      });
    }
  });

  it('speaks to Azure: the deployment in the path, the key in api-key', async () => {
    server.answer({ text: 'azure' });
    const reply = await call(
      server,
      { model: 'my-deployment' },
      { endpoint: { kind: 'azure', baseUrl: server.origin, apiVersion: '2024-10-21' } },
    );
    const [chat] = server.chats;
    assert.equal(reply.text, 'azure');
    assert.match(chat?.path ?? '', /^\/openai\/deployments\/my-deployment\/chat\/completions\?api-version=2024-10-21/);
    assert.equal(chat?.headers['api-key'], KEY);
    assert.equal(chat?.headers.authorization, undefined);
  });

  it("speaks to Azure's newer address: the deployment as the model, no version", async () => {
    await call(
      server,
      { model: 'my-deployment' },
      { endpoint: { kind: 'azure', baseUrl: `${server.origin}/openai/v1` } },
    );
    const [chat] = server.chats;
    assert.deepEqual([chat?.path, chat?.body.model], ['/openai/v1/chat/completions', 'my-deployment']);
    assert.deepEqual([chat?.headers['api-key'], chat?.headers.authorization], [KEY, undefined]);
  });

  it('takes a prompt that Azure filters for a filtered answer, not for a bad request', async () => {
    server.answer({ status: 400, error: { message: 'The prompt was filtered.', code: 'content_filter' } });
    const reply = await call(server, {}, { endpoint: { kind: 'azure', baseUrl: server.origin } });
    assert.deepEqual([reply.text, reply.finishReason], ['', 'content-filter']);
  });

  it('steps down no further than it has to: json_schema, json_object, then nothing', async () => {
    const formats: unknown[] = [];
    server.answer(({ body }) => {
      const format = body.response_format as { type?: string } | undefined;
      formats.push(format?.type);
      return format === undefined
        ? { text: '{}' }
        : { status: 400, error: { message: `response_format ${format.type} is not supported` } };
    });
    const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
    assert.equal((await call(server, { output: { format: 'json', schema } })).text, '{}');
    assert.deepEqual(formats, ['json_schema', 'json_object', undefined]);
  });

  it('does not ask differently for a limit that is merely too large', async () => {
    server.answer({ status: 400, error: { message: 'max_tokens is too large: 99999. At most 4096 are possible.' } });
    assert.equal((await failureOf(call(server, { config: { maxOutputTokens: 99999 } }))).kind, 'bad-request');
    assert.equal(server.chats.length, 1);
  });
});
