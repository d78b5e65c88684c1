import type { JsonSchema, Message, ToolDefinition } from '../prompt/message';

/** The port to a language model: one call, one reply. Retries, queues and caches live outside of it. */
export interface ModelProvider {
  /**
   * Sends one request and resolves when the reply is complete.
   * @param onDelta receives the output as it streams
   * @throws {ModelError} for every failure of the provider or the way to it
   * @throws the signal's reason when cancelled
   */
  complete(
    request: ModelRequest,
    options: { signal: AbortSignal; onDelta?: (text: string) => void },
  ): Promise<ModelReply>;
  /**
   * Embeds texts; absent where the provider has no embeddings.
   * @throws as `complete`
   */
  embed?(request: EmbeddingRequest, options: { signal: AbortSignal }): Promise<EmbeddingReply>;
}

export interface EmbeddingRequest {
  /** The name that the endpoint knows. */
  model: string;
  texts: readonly string[];
}

export interface EmbeddingReply {
  /** One a text, in their order, all of one length. */
  vectors: number[][];
  usage?: Usage;
}

export interface ModelRequest {
  /** The name that the endpoint knows: what follows the first slash of `provider/name`. */
  model: string;
  messages: Message[];
  /** Dotprompt's `config`: temperature, maxOutputTokens, topP, topK, stopSequences, seed, ...; unknown keys are passed on. */
  config: Record<string, unknown>;
  output?: { format?: string; schema?: JsonSchema };
  tools?: ToolDefinition[];
  /** Present on a judge's request: what it judges, for judges that are no language model. */
  judged?: {
    input: Record<string, unknown>;
    output: string;
    expected?: unknown;
    context?: string[];
    min: number;
    max: number;
    /** On a scale of labels. */
    labels?: { label: string; score: number }[];
    /** The formula whose small verdicts are asked for, instead of a score. */
    measure?: string;
    /** The two answers to choose from, instead of a score. */
    pair?: { first: string; second: string };
  };
}

export interface ModelReply {
  /** The answer's text, empty where there are only tool calls. */
  text: string;
  toolCalls: { id: string; name: string; arguments: string }[];
  finishReason: FinishReason;
  /** Absent where the endpoint gave none: then the cost is unknown, not 0. */
  usage?: Usage;
  /** From sending to the last byte, in milliseconds of a monotonic clock. */
  latencyMs: number;
  /** From sending to the first piece of text or tool call; absent where the reply came as a whole. */
  ttftMs?: number;
  /** The model that the endpoint says has answered. */
  servedModel?: string;
  /** The tokens of the text with their probabilities, where they were asked for and given. */
  logprobs?: TokenLogprob[];
  /** Pieces of the reply that were not valid UTF-8 and were replaced. */
  invalidText?: boolean;
}

/** A token that a model gave. */
export interface TokenLogprob {
  token: string;
  /** Natural logarithm of its probability. */
  logprob: number;
  /** What it might have given instead, itself among them, the most likely first. */
  top?: { token: string; logprob: number }[];
}

export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal' | 'unknown';

/** Tokens as the endpoint counts them. */
export interface Usage {
  input: number;
  output: number;
  /** Part of `input` that came from the endpoint's own cache. */
  cachedInput?: number;
  /** Part of `output` that the model thought with. */
  reasoning?: number;
}

/**
 * - `auth`, `quota`: stop the run, every further call would fail as well
 * - `rate-limit`, `server`, `network`, `timeout`, `incomplete`: passing, worth another try
 * - `no-endpoint`: nothing answers at the address: no server is running there, or there is no such name
 * - `bad-request`, `not-found`, `forbidden`, `too-large`, `protocol`, `invalid-reply`, `no-key`, `redirect`: final for this case
 */
export type ModelErrorKind =
  | 'auth'
  | 'quota'
  | 'rate-limit'
  | 'server'
  | 'network'
  | 'timeout'
  | 'incomplete'
  | 'bad-request'
  | 'not-found'
  | 'forbidden'
  | 'too-large'
  | 'protocol'
  | 'invalid-reply'
  | 'redirect'
  | 'no-key'
  | 'no-endpoint';

/** A failure on the way to the model. It is a state of its own and never a score. */
export class ModelError extends Error {
  constructor(
    readonly kind: ModelErrorKind,
    /** The server's own words, cut to a bearable length; or the system's where no server answered. */
    message: string,
    readonly detail: {
      status?: number;
      /** Where the request went: scheme, host and port. */
      origin?: string;
      /** What the server asked for, in milliseconds from now. */
      retryAfterMs?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: detail.cause });
    this.name = 'ModelError';
  }
}
