import type { CallableModel } from '../model/createModels';
import { ModelError, type ModelReply, type ModelRequest, type Usage } from '../model/provider';
import { fingerprint } from './fingerprint';
import type { FirstContact } from './firstContact';
import type { ResponseCache } from './responseCache';
import { untilAborted } from './untilAborted';

export interface CallResult {
  reply: ModelReply;
  /** True where it came from the cache. */
  cached: boolean;
  /** US dollars that the call costs without a cache; null where the price or the usage is unknown. */
  price: number | null;
}

/** What one model is called with in a run. */
export interface ModelCallerOptions {
  /** `provider/name`, as the user wrote it. */
  name: string;
  target: CallableModel;
  /** Absent where no cache is used. */
  cache?: ResponseCache;
  /** Shared by all models of one endpoint. */
  firstContact?: FirstContact;
  priceOf(usage: Usage | undefined): Promise<number | null>;
  /** Takes keys out of what the endpoint says. */
  scrub(text: string): string;
  /** Told of every call that is paid for. */
  onSpent(cost: number | null): void;
  /** True to call nothing that costs: what is not in the cache is a `NotRecordedError`. */
  recordedOnly?: boolean;
}

/** Thrown where nothing may be asked and the cache does not know the answer. */
export class NotRecordedError extends Error {
  override readonly name = 'NotRecordedError';
}

/** Outcomes that another try may not have, so they are not kept for one. */
const NOT_KEPT: ReadonlySet<string> = new Set(['refusal', 'content-filter']);

/** Calls one model: cache first, then the endpoint. */
export class ModelCaller {
  readonly name: string;
  readonly #options: ModelCallerOptions;

  constructor(options: ModelCallerOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /**
   * The key under which a reply is cached: a digest of everything that goes into the reply.
   * @param repeat tells the repeats of one case apart, which are meant to be different samples
   */
  keyOf(parts: unknown, repeat: number): string {
    const { endpoint, model } = this.#options.target;
    return fingerprint([endpoint.kind, endpoint.baseUrl, model, parts, repeat]);
  }

  /**
   * @param request all but the model, which is this one
   * @param options.key from `keyOf`; absent where the reply must be a new one and is not kept
   * @throws {ModelError} for every failure of the endpoint or the way to it
   * @throws the signal's reason as soon as it aborts
   */
  async call(
    request: Omit<ModelRequest, 'model'>,
    options: { key?: string; signal: AbortSignal; onDelta?: (text: string) => void },
  ): Promise<CallResult> {
    const { cache, priceOf, onSpent } = this.#options;
    const { key, signal, onDelta } = options;
    signal.throwIfAborted();
    const kept = key === undefined ? undefined : await cache?.lookup(key);
    if (kept !== undefined) {
      signal.throwIfAborted();
      onDelta?.(kept.text);
      return { reply: kept, cached: true, price: await priceOf(kept.usage) };
    }
    // The built-in models answer for nothing.
    if (this.#options.recordedOnly && this.#options.target.endpoint.kind !== 'baseline') throw new NotRecordedError();
    const reply = this.#scrubbed(await this.#ask(request, signal, onDelta));
    const price = await priceOf(reply.usage);
    onSpent(price);
    return { reply, cached: false, price };
  }

  /**
   * Embeds texts, each from the cache where it is there.
   * @returns one vector a text, in their order
   * @throws as `call`; `not-found` where the model has no embeddings
   */
  async embed(texts: readonly string[], signal: AbortSignal): Promise<number[][]> {
    const { cache, target, onSpent, priceOf, recordedOnly } = this.#options;
    const { provider, model, endpoint } = target;
    const known = new Map<string, number[]>();
    for (const text of new Set(texts)) {
      const kept = await cache?.lookup(this.keyOf(['embed', text], 0));
      if (kept !== undefined) known.set(text, JSON.parse(kept.text));
    }
    const missing = [...new Set(texts)].filter((text) => !known.has(text));
    if (missing.length > 0) {
      if (provider.embed === undefined) throw new ModelError('not-found', `${this.name} has no embeddings`);
      if (recordedOnly && endpoint.kind !== 'baseline') throw new NotRecordedError();
      const { vectors, usage } = await untilAborted(
        provider.embed({ model, texts: missing }, { signal }),
        signal,
      ).catch((error: unknown) => {
        throw this.#scrubbedError(error);
      });
      onSpent(await priceOf(usage));
      for (const [index, text] of missing.entries()) {
        const vector = vectors[index] as number[];
        known.set(text, vector);
        const reply = { text: JSON.stringify(vector), toolCalls: [], finishReason: 'stop' as const, latencyMs: 0 };
        await cache?.store(this.keyOf(['embed', text], 0), reply);
      }
    }
    return texts.map((text) => known.get(text) as number[]);
  }

  /** Keeps a reply for the next run, unless it is an outcome that another try may not have. */
  async keep(key: string, reply: ModelReply): Promise<void> {
    if (!NOT_KEPT.has(reply.finishReason) && !reply.invalidText) await this.#options.cache?.store(key, reply);
  }

  async #ask(
    request: Omit<ModelRequest, 'model'>,
    signal: AbortSignal,
    onDelta: ((text: string) => void) | undefined,
  ): Promise<ModelReply> {
    const { target, firstContact } = this.#options;
    const complete = (listen = onDelta) =>
      untilAborted(target.provider.complete({ ...request, model: target.model }, { signal, onDelta: listen }), signal);
    try {
      if (firstContact === undefined) return await complete();
      if (!firstContact.tryEnter()) {
        await untilAborted(firstContact.opened(), signal);
        return await complete();
      }
      const reply = await complete((text) => {
        firstContact.open();
        onDelta?.(text);
      });
      firstContact.open();
      return reply;
    } catch (error) {
      if (!(error instanceof ModelError && endsRun(error.kind))) firstContact?.open();
      throw this.#scrubbedError(error);
    }
  }

  #scrubbed(reply: ModelReply): ModelReply {
    const { scrub } = this.#options;
    return {
      ...reply,
      text: scrub(reply.text),
      toolCalls: reply.toolCalls.map((call) => ({ ...call, arguments: scrub(call.arguments) })),
    };
  }

  #scrubbedError(error: unknown): unknown {
    if (!(error instanceof ModelError)) return error;
    const { kind, message, detail } = error;
    return new ModelError(kind, this.#options.scrub(message), detail);
  }
}

/** Whether a failure of this kind ends the run: every further call would fail as well. */
export function endsRun(kind: string): boolean {
  return kind === 'auth' || kind === 'quota';
}
