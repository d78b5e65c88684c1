import type OpenAI from 'openai';
import type { Clock, Log, Secrets } from '../../host';
import { type Endpoint, originOf } from '../endpoint';
import {
  type EmbeddingReply,
  type EmbeddingRequest,
  ModelError,
  type ModelProvider,
  type ModelReply,
  type ModelRequest,
} from '../provider';
import { connectionError, type ServerError, serverErrorOf, statusError } from './callError';
import { chatRequest } from './chatRequest';
import { createClient, HttpFailure } from './client';
import { type CallLimits, DEFAULT_LIMITS, Deadline } from './deadline';
import { type Dialect, initialDialect, nextDialect } from './dialect';
import { readEmbeddings } from './embeddings';
import { DONE, EventStream } from './eventStream';
import { parseJson } from './parseJson';
import { cancelOnAbort, readText } from './readText';
import { ReplyBuilder } from './replyBuilder';

export interface OpenaiProviderOptions {
  secrets: Secrets;
  clock: Clock;
  log: Log;
  limits?: Partial<CallLimits>;
}

/** What the rest of a stream may take after its end was announced, in milliseconds, before its connection is cut. */
const DRAIN_MS = 1000;

/** Bytes: a hundred embeddings of 3,072 numbers are about 7 MB. */
const LARGEST_EMBEDDINGS = 64 * 1024 * 1024;

/** An endpoint may object to so many things one after the other. */
const MOST_DIALECTS = 5;

interface Connection {
  client: OpenAI;
  key: string | undefined;
}

/**
 * Calls any endpoint that speaks OpenAI's chat-completions protocol, through the `openai` client but with a reading of
 * the response of our own: the client resolves as if all were well when a stream is aborted or breaks off, when an
 * error, HTML or JSON comes instead of it, and waits forever when it stalls (measured with openai 6.49).
 */
export class OpenaiProvider implements ModelProvider {
  readonly #endpoint: Endpoint;
  readonly #origin: string;
  readonly #options: OpenaiProviderOptions;
  readonly #limits: CallLimits;
  readonly #dialects = new Map<string, Dialect>();
  #connection: Promise<Connection> | undefined;

  constructor(endpoint: Endpoint, options: OpenaiProviderOptions) {
    this.#endpoint = endpoint;
    this.#origin = originOf(endpoint);
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
  }

  /** See `ModelProvider`. */
  async complete(
    request: ModelRequest,
    { signal, onDelta }: { signal: AbortSignal; onDelta?: (text: string) => void },
  ): Promise<ModelReply> {
    signal.throwIfAborted();
    const connection = await this.#connect();
    signal.throwIfAborted();
    const { log } = this.#options;
    const name = `${this.#endpoint.name}/${request.model}`;
    try {
      const reply = await this.#callInDialect(connection, request, signal, onDelta);
      const tokens = reply.usage === undefined ? 'tokens unknown' : `${reply.usage.input}+${reply.usage.output} tokens`;
      log.info(`${name} at ${this.#origin}: ${reply.finishReason} in ${Math.round(reply.latencyMs)} ms, ${tokens}`);
      return reply;
    } catch (error) {
      if (error instanceof ModelError) {
        // A key that was refused may be replaced by another before the next call.
        if (error.kind === 'auth') this.#connection = undefined;
        // No warning: whoever asked hears of it, and says so where the call was for.
        const status = error.detail.status === undefined ? '' : ` ${error.detail.status}`;
        log.info(`${name} at ${this.#origin}: ${error.kind}${status}: ${error.message}`);
      }
      throw error;
    }
  }

  /** See `ModelProvider`. */
  async embed({ model, texts }: EmbeddingRequest, { signal }: { signal: AbortSignal }): Promise<EmbeddingReply> {
    signal.throwIfAborted();
    const { client, key } = await this.#connect();
    signal.throwIfAborted();
    const deadline = new Deadline(signal, this.#limits);
    let hasHeaders = false;
    let failed = true;
    try {
      const response = await client.embeddings
        .create({ model, input: [...texts], encoding_format: 'float' }, { signal: deadline.signal })
        .asResponse();
      hasHeaders = true;
      deadline.headersArrived();
      const type = response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
      const read = { onProgress: () => deadline.progress(), signal: deadline.signal };
      const { text } = await readText(response.body, LARGEST_EMBEDDINGS, read);
      if (!/[/+]json$/.test(type)) throw new ModelError('protocol', describeForeign(type, text.slice(0, 4096)));
      const reply = readEmbeddings(parseJson(text), texts.length);
      failed = false;
      return reply;
    } catch (error) {
      const failure = this.#failure(error, signal, deadline, hasHeaders);
      if (!(failure instanceof ModelError)) throw failure;
      if (failure.kind === 'auth') this.#connection = undefined;
      if (key === undefined || !failure.message.includes(key)) throw failure;
      throw new ModelError(failure.kind, failure.message.replaceAll(key, '(key)'), failure.detail);
    } finally {
      deadline.end({ abort: failed });
    }
  }

  #connect(): Promise<Connection> {
    this.#connection ??= this.#open().catch((error) => {
      this.#connection = undefined;
      throw error;
    });
    return this.#connection;
  }

  async #open(): Promise<Connection> {
    const given = await this.#options.secrets.keyFor(this.#origin, this.#endpoint.name);
    const key = given?.trim() || undefined;
    const origin = this.#origin;
    if (key === undefined && this.#endpoint.needsKey) {
      throw new ModelError('no-key', `no key for ${this.#endpoint.name}`, { origin });
    }
    if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
      throw new ModelError('auth', 'the key holds characters that no key has', { origin });
    }
    return { client: await createClient(this.#endpoint, key), key };
  }

  /** Calls in the form that the endpoint is known to take, and steps down where it objects. */
  async #callInDialect(
    connection: Connection,
    request: ModelRequest,
    signal: AbortSignal,
    onDelta: ((text: string) => void) | undefined,
  ): Promise<ModelReply> {
    const isOpenai = this.#endpoint.kind === 'azure' || this.#origin === 'https://api.openai.com';
    let dialect = this.#dialects.get(request.model) ?? initialDialect(isOpenai);
    for (let tries = 1; ; tries++) {
      const body = chatRequest(request, dialect);
      const started = this.#options.clock.monotonic();
      try {
        return await this.#call(connection.client, body, started, signal, onDelta);
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        if (connection.key !== undefined && error.message.includes(connection.key)) {
          throw new ModelError(error.kind, error.message.replaceAll(connection.key, '(key)'), error.detail);
        }
        const cause = error.detail.cause as { serverError?: ServerError } | undefined;
        if (error.detail.status === 400 && cause?.serverError?.code === 'content_filter') {
          // Azure refuses a filtered prompt as a bad request; it is the same outcome as a filtered answer.
          const latencyMs = this.#options.clock.monotonic() - started;
          return { text: '', toolCalls: [], finishReason: 'content-filter', latencyMs };
        }
        const next = nextDialect(dialect, error, cause?.serverError ?? {}, body);
        if (next === undefined || tries === MOST_DIALECTS) throw error;
        this.#options.log.info(`${this.#endpoint.name}/${request.model} objects: ${error.message}; asked differently`);
        this.#dialects.set(request.model, next);
        dialect = next;
      }
    }
  }

  async #call(
    client: OpenAI,
    body: Record<string, unknown>,
    started: number,
    signal: AbortSignal,
    onDelta: ((text: string) => void) | undefined,
  ): Promise<ModelReply> {
    const { clock } = this.#options;
    const deadline = new Deadline(signal, this.#limits);
    let ttftMs: number | undefined;
    let hasHeaders = false;
    let isWhole = false;
    const builder = new ReplyBuilder(this.#limits.maxReply, (text) => {
      ttftMs ??= isWhole ? undefined : clock.monotonic() - started;
      if (text !== '') onDelta?.(text);
    });
    let failed = true;
    try {
      const response = await client.chat.completions
        .create(body as unknown as OpenAI.ChatCompletionCreateParamsStreaming, { signal: deadline.signal })
        .asResponse();
      hasHeaders = true;
      deadline.headersArrived();
      const type = response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
      let invalidText: boolean;
      if (type === 'text/event-stream') {
        invalidText = await readStream(response.body, this.#limits.maxReply, builder, deadline);
      } else if (type === 'application/json' || type.endsWith('+json')) {
        isWhole = true;
        const { signal: ended } = deadline;
        const onProgress = () => deadline.progress();
        const read = await readText(response.body, this.#limits.maxReply, { onProgress, signal: ended });
        invalidText = read.invalidText;
        builder.add(parseJson(read.text));
      } else {
        const { text } = await readText(response.body, 4096, { cut: true, signal: deadline.signal });
        throw new ModelError('protocol', describeForeign(type, text), { status: response.status });
      }
      const reply = { ...builder.build(), latencyMs: clock.monotonic() - started };
      failed = false;
      return { ...reply, ...(ttftMs === undefined ? {} : { ttftMs }), ...(invalidText ? { invalidText } : {}) };
    } catch (error) {
      throw this.#failure(error, signal, deadline, hasHeaders);
    } finally {
      deadline.end({ abort: failed });
    }
  }

  #failure(error: unknown, signal: AbortSignal, deadline: Deadline, hasHeaders: boolean): unknown {
    if (signal.aborted) return signal.reason;
    const origin = this.#origin;
    if (deadline.expired !== undefined) return new ModelError('timeout', deadline.expired, { origin, cause: error });
    if (error instanceof ModelError) {
      error.detail.origin ??= origin;
      return error;
    }
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof HttpFailure) {
      const serverError = serverErrorOf(cause.body);
      const failure = statusError(cause, serverError, { origin, now: this.#options.clock.now() });
      return new ModelError(failure.kind, failure.message, { ...failure.detail, cause: { serverError } });
    }
    return connectionError(error, origin, hasHeaders);
  }
}

/**
 * Reads a stream to its announced end.
 * @returns whether it held text that was not UTF-8
 * @throws {ModelError} `incomplete` where it ends before the reply does
 */
async function readStream(
  body: ReadableStream<Uint8Array> | null,
  maxReply: number,
  builder: ReplyBuilder,
  deadline: Deadline,
): Promise<boolean> {
  if (body === null) throw new ModelError('incomplete', 'the stream is empty');
  const reader = body.getReader();
  cancelOnAbort(reader, deadline.signal);
  const events = new EventStream(maxReply);
  for (;;) {
    const { value, done } = await reader.read();
    if (!done) deadline.progress();
    for (const data of done ? events.end() : events.push(value)) {
      if (data.startsWith(DONE)) {
        // Reading on to the end lets the connection be used again; nobody waits for that.
        if (!done) void drain(reader, deadline);
        return events.invalidText;
      }
      // What comes after the model has finished is only usage: a torn end of that loses no output.
      if (done && builder.isFinished) continue;
      if (data !== '') builder.add(parseJson(data));
    }
    if (!done) continue;
    if (!builder.isFinished) throw new ModelError('incomplete', 'the stream ended before the reply did');
    return events.invalidText;
  }
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>, deadline: Deadline): Promise<void> {
  const timer = setTimeout(() => deadline.abort(), DRAIN_MS);
  timer.unref();
  try {
    while (!(await reader.read()).done);
  } catch {
    // The reply is complete: how its connection ends does not matter.
  } finally {
    clearTimeout(timer);
  }
}

function describeForeign(type: string, text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  const title = /<title[^>]*>([^<]*)/i.exec(words)?.[1]?.trim();
  const excerpt = title ?? (words.startsWith('<') ? '' : words.slice(0, 120));
  return `the endpoint answered with ${type || 'no content type'}${excerpt === '' ? '' : ` (${excerpt})`}`;
}
