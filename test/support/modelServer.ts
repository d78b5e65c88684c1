import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { breakReply, type Fault } from './modelServerFaults';

/**
 * A real HTTP server that speaks the OpenAI chat-completions protocol and can be told to misbehave in every way that
 * endpoints do. Also a program of its own, for benchmarks:
 * `npx tsx test/support/modelServer.ts --latency 50 [--port 0] [--text ok] [--key secret]` prints its port.
 */
export interface ModelServer {
  /** Scheme, host and port: `http://127.0.0.1:41231`. */
  origin: string;
  /** Base URL for clients: the origin and `/v1`. */
  url: string;
  port: number;
  /** Every request so far, in the order of arrival. */
  requests: ReceivedRequest[];
  /** The chat requests among them (without `/models`). */
  chats: ReceivedRequest[];
  /** Requests being answered now, and the most that there ever were at once. */
  inFlight: number;
  maxInFlight: number;
  /** Sockets accepted so far: tells whether connections are kept alive. */
  connections: number;
  /** Says how the following requests are answered. */
  answer(reply: ServedReply | Rule): void;
  /** Resolves when at least `count` chat requests have arrived. */
  received(count: number): Promise<void>;
  /** Resolves when no request is being answered. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Decides on an answer from the request; `index` counts chat requests from 0. */
export type Rule = (request: ReceivedRequest, index: number) => ServedReply | Promise<ServedReply>;

export interface ReceivedRequest {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingMessage['headers'];
  /** The parsed JSON body; undefined where there is none. */
  body: ChatBody;
  /** Milliseconds on a monotonic clock. */
  at: number;
  /** True once the client went away before the answer was complete. */
  aborted: boolean;
}

/** The fields of a chat request that tests look at; all others are there as well. */
export interface ChatBody {
  model: string;
  messages: { role: string; content: unknown; [field: string]: unknown }[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  [field: string]: unknown;
}

/** One answer. All fields together make a well-formed reply; `fault` and `status` spoil it. */
export interface ServedReply {
  /** The answer's text; `ok` by default; null sends a null content. */
  text?: string | null;
  /** The pieces in which the text is streamed; by default pieces of 8 code points. */
  pieces?: string[];
  /** Milliseconds before the headers, over the server's own latency. */
  latencyMs?: number;
  /** Milliseconds between two streamed pieces. */
  pieceDelayMs?: number;
  /** Sends the body in packets of so many bytes, whatever characters that cuts. */
  packetBytes?: number;
  /** Answers with one JSON document even where a stream was asked for. */
  asJson?: boolean;
  /** `normal`: given where asked for. `doubled`: a smaller count first, then the real one. Or a usage of one's own. */
  usage?: 'normal' | 'missing' | 'doubled' | Record<string, unknown>;
  finishReason?: string | null;
  toolCalls?: { id: string; name: string; arguments: string }[];
  refusal?: string;
  /** Tokens with their probabilities, sent where the request asks for them; streamed one a chunk. */
  logprobs?: { token: string; logprob: number; top_logprobs?: { token: string; logprob: number }[] }[];
  /** What a request for embeddings is answered with: a vector for each text. */
  embed?: (text: string) => number[];
  /** Text that a reasoning model thinks before it answers (`reasoning_content`). */
  reasoning?: string;
  /** Answers with this status and an error body instead. */
  status?: number;
  error?: { message: string; type?: string; code?: string | null; param?: string | null };
  /** More response headers, such as `retry-after`. */
  headers?: Record<string, string>;
  /** Line ending of the event stream. */
  newline?: '\n' | '\r\n';
  fault?: Fault;
}

export interface ModelServerOptions {
  port?: number;
  /** Milliseconds before every answer. */
  latencyMs?: number;
  /** The only key that is accepted, as `authorization: Bearer …` or `api-key: …`; any is where absent. */
  key?: string;
  /** What `/v1/models` lists. */
  models?: string[];
  /** Request parameters that are refused as OpenAI refuses them. */
  rejects?: string[];
  /** False to keep no requests (benchmarks). */
  record?: boolean;
}

/** Starts a server on 127.0.0.1, at a free port unless told otherwise. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  let rule: Rule = () => ({});
  let chatCount = 0;
  const sockets = new Set<Socket>();
  const waiting: { until: () => boolean; resolve: () => void }[] = [];
  const settle = () => {
    for (const waiter of waiting.filter(({ until }) => until())) {
      waiting.splice(waiting.indexOf(waiter), 1);
      waiter.resolve();
    }
  };
  const when = (until: () => boolean) =>
    new Promise<void>((resolve) => {
      waiting.push({ until, resolve });
      settle();
    });

  const http = createServer((request, response) => {
    void respond(request, response).catch((error: Error) => {
      // A rule that throws is a mistake in the test: say so where the client reports it.
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `The test's rule failed: ${error.stack}` } }));
    });
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readBody(request);
    const received: ReceivedRequest = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: text === '' ? undefined : JSON.parse(text),
      at: performance.now(),
      aborted: false,
    };
    const isChat = received.path.split('?')[0]?.endsWith('/chat/completions') === true;
    server.inFlight++;
    server.maxInFlight = Math.max(server.maxInFlight, server.inFlight);
    response.on('close', () => {
      received.aborted = !response.writableFinished;
      server.inFlight--;
      settle();
    });
    if (options.record !== false) {
      server.requests.push(received);
      if (isChat) server.chats.push(received);
    }
    const index = isChat ? chatCount++ : -1;
    settle();

    if (options.key !== undefined && keyOf(received) !== options.key) {
      const message = `Incorrect API key provided: ${mask(keyOf(received))}.`;
      return sendError(response, { status: 401, error: { message, code: 'invalid_api_key' } });
    }
    if (received.path.split('?')[0]?.endsWith('/models')) {
      if (options.latencyMs) await delay(options.latencyMs);
      const data = (options.models ?? ['test-model']).map((id) => ({
        id,
        object: 'model',
        created: 0,
        owned_by: 'test',
      }));
      return sendJson(response, 200, { object: 'list', data });
    }
    if (received.path.split('?')[0]?.endsWith('/embeddings')) {
      const reply = await rule(received, index);
      if (reply.fault !== undefined) return breakReply(reply.fault, received.body, reply, response);
      if (reply.status !== undefined) return sendError(response, reply);
      const texts = [received.body.input].flat() as string[];
      const data = texts.map((each, place) => ({ object: 'embedding', index: place, embedding: reply.embed?.(each) }));
      const usage = { prompt_tokens: texts.join('').length, total_tokens: texts.join('').length };
      return sendJson(response, 200, { object: 'list', model: received.body.model, data, usage }, reply.headers);
    }
    if (!isChat) return sendError(response, { status: 404, error: { message: `Unknown path ${received.path}` } });

    const rejected = options.rejects?.find((parameter) => isUsed(parameter, received.body));
    if (rejected !== undefined) {
      const message = `Unsupported parameter: '${rejected}' is not supported with this model.`;
      return sendError(response, { status: 400, error: { message, code: 'unsupported_parameter', param: rejected } });
    }
    const reply = await rule(received, index);
    const latency = (options.latencyMs ?? 0) + (reply.latencyMs ?? 0);
    if (latency > 0) await delay(latency);
    if (response.destroyed) return;
    if (reply.fault !== undefined) return breakReply(reply.fault, received.body, reply, response);
    if (reply.status !== undefined) return sendError(response, reply);
    if (received.body.stream && !reply.asJson) return stream(response, reply, received.body);
    return sendJson(response, 200, completion(reply, received.body), reply.headers);
  }

  http.on('connection', (socket) => {
    server.connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  // A test that pauses must not find its kept-alive connection gone.
  http.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  const server: ModelServer = {
    origin: `http://127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/v1`,
    port,
    requests: [],
    chats: [],
    inFlight: 0,
    maxInFlight: 0,
    connections: 0,
    answer: (reply) => {
      rule = typeof reply === 'function' ? reply : () => reply;
    },
    received: (count) => when(() => chatCount >= count),
    idle: () => when(() => server.inFlight === 0),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return server;
}

/** The pieces of a reply's text as they are streamed. */
export function piecesOf(reply: ServedReply): string[] {
  if (reply.pieces !== undefined) return reply.pieces;
  if (reply.text === null || reply.toolCalls !== undefined || reply.refusal !== undefined) return [];
  return (reply.text ?? 'ok').match(/[\s\S]{1,8}/gu) ?? [];
}

/** The events of a well-formed stream, each without its `data: `; the last is `[DONE]`. */
export function streamEvents(reply: ServedReply, body: ChatBody): string[] {
  const chunk = (choices: unknown[], usage?: unknown) =>
    JSON.stringify({
      id: 'chatcmpl-test',
      object: 'chat.completion.chunk',
      created: 1_700_000_000,
      model: body.model,
      choices,
      ...(usage === undefined ? {} : { usage }),
    });
  const delta = (fields: object) => chunk([{ index: 0, delta: fields, finish_reason: null }]);
  const events = [delta({ role: 'assistant', content: reply.text === null ? null : '' })];
  if (reply.reasoning !== undefined) events.push(delta({ reasoning_content: reply.reasoning }));
  const probable = body.logprobs ? reply.logprobs : undefined;
  for (const entry of probable ?? []) {
    const choice = { index: 0, delta: { content: entry.token }, logprobs: { content: [entry] }, finish_reason: null };
    events.push(chunk([choice]));
  }
  if (probable === undefined) for (const piece of piecesOf(reply)) events.push(delta({ content: piece }));
  if (reply.refusal !== undefined) {
    for (const piece of reply.refusal.match(/[\s\S]{1,8}/gu) ?? []) events.push(delta({ refusal: piece }));
  }
  for (const [index, call] of (reply.toolCalls ?? []).entries()) {
    const half = Math.ceil(call.arguments.length / 2);
    const first = { name: call.name, arguments: call.arguments.slice(0, half) };
    events.push(delta({ tool_calls: [{ index, id: call.id, type: 'function', function: first }] }));
    events.push(delta({ tool_calls: [{ index, function: { arguments: call.arguments.slice(half) } }] }));
  }
  events.push(chunk([{ index: 0, delta: {}, finish_reason: finishReasonOf(reply) }]));
  if (reply.usage !== 'missing' && (body.stream_options?.include_usage || typeof reply.usage === 'object')) {
    const usage = usageOf(reply, body);
    if (reply.usage === 'doubled') events.push(chunk([], { ...usage, prompt_tokens: 1, completion_tokens: 1 }));
    events.push(chunk([], usage));
  }
  events.push('[DONE]');
  return events;
}

/** The reply as one JSON document. */
export function completion(reply: ServedReply, body: ChatBody): Record<string, unknown> {
  const text = reply.text === null ? null : piecesOf(reply).join('');
  const toolCalls = reply.toolCalls?.map(({ id, name, arguments: given }) => ({
    id,
    type: 'function',
    function: { name, arguments: given },
  }));
  return {
    id: 'chatcmpl-test',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: body.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: toolCalls || reply.refusal !== undefined ? null : text,
          refusal: reply.refusal ?? null,
          ...(toolCalls ? { tool_calls: toolCalls } : {}),
        },
        ...(body.logprobs ? { logprobs: { content: reply.logprobs } } : {}),
        finish_reason: finishReasonOf(reply),
      },
    ],
    ...(reply.usage === 'missing' ? {} : { usage: usageOf(reply, body) }),
  };
}

/** Tokens by a simple rule that tests can recompute: one for every 4 characters, rounded up. */
export function usageOf(reply: ServedReply, body: ChatBody): Record<string, unknown> {
  if (typeof reply.usage === 'object') return reply.usage;
  const prompt = Math.ceil(
    body.messages.reduce((sum, { content }) => sum + JSON.stringify(content ?? '').length, 0) / 4,
  );
  const answer = Math.ceil(piecesOf(reply).join('').length / 4);
  return { prompt_tokens: prompt, completion_tokens: answer, total_tokens: prompt + answer };
}

/** An error response in OpenAI's shape; `error` gives its text. */
export function sendError(response: ServerResponse, { status = 500, error, headers }: ServedReply): void {
  const body = {
    error: { message: `Status ${status}.`, type: 'invalid_request_error', code: null, param: null, ...error },
  };
  sendJson(response, status, body, headers);
}

/** One JSON document with its length. */
export function sendJson(response: ServerResponse, status: number, value: unknown, headers = {}): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

async function stream(response: ServerResponse, reply: ServedReply, body: ChatBody): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...reply.headers });
  const newline = reply.newline ?? '\n';
  const events = streamEvents(reply, body).map((event) => `data: ${event}${newline}${newline}`);
  if (reply.packetBytes !== undefined) {
    const bytes = Buffer.from(events.join(''));
    for (let start = 0; start < bytes.length && !response.destroyed; start += reply.packetBytes) {
      response.write(bytes.subarray(start, start + reply.packetBytes));
      // A turn of the event loop between packets, so that they are not sent as one.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } else if (reply.pieceDelayMs) {
    for (const event of events) {
      if (response.destroyed) return;
      response.write(event);
      await delay(reply.pieceDelayMs);
    }
  } else {
    response.write(events.join(''));
  }
  response.end();
}

function finishReasonOf(reply: ServedReply): string | null {
  if (reply.finishReason !== undefined) return reply.finishReason;
  return reply.toolCalls === undefined ? 'stop' : 'tool_calls';
}

function keyOf({ headers }: ReceivedRequest): string | undefined {
  const azure = headers['api-key'];
  return typeof azure === 'string' ? azure : headers.authorization?.replace(/^Bearer /, '');
}

function mask(key: string | undefined): string {
  return key === undefined ? '(none)' : `${key.slice(0, 3)}…`;
}

/** `response_format` stands for its `json_schema` type, the form that many servers do not take. */
function isUsed(parameter: string, body: ChatBody): boolean {
  if (parameter !== 'response_format') return body[parameter] !== undefined;
  return (body.response_format as { type?: string } | undefined)?.type === 'json_schema';
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function main(args: string[]): Promise<void> {
  const option = (name: string) => {
    const index = args.indexOf(`--${name}`);
    return index < 0 ? undefined : args[index + 1];
  };
  const server = await startModelServer({
    latencyMs: Number(option('latency') ?? 0),
    port: Number(option('port') ?? 0),
    key: option('key'),
    record: false,
  });
  server.answer({ text: option('text') ?? 'ok' });
  process.stdout.write(`${server.port}\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  void main(process.argv.slice(2));
}
