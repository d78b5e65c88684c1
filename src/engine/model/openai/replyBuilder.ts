import { type FinishReason, ModelError, type ModelReply, type TokenLogprob, type Usage } from '../provider';
import { bearable, kindOf, type ServerError, serverErrorOf } from './callError';
import { addLogprobs } from './logprobs';

/** What of a chat completion or one of its streamed chunks is read; everything may be missing or of another type. */
interface Chunk {
  model?: unknown;
  error?: unknown;
  usage?: unknown;
  choices?: {
    index?: number;
    delta?: ChunkMessage;
    message?: ChunkMessage;
    finish_reason?: unknown;
    logprobs?: unknown;
  }[];
}

interface ChunkMessage {
  content?: unknown;
  refusal?: unknown;
  tool_calls?: { index?: number; id?: string; function?: { name?: string; arguments?: unknown } }[];
}

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  end_turn: 'stop',
  length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

/** Puts a reply together from the chunks of a stream, or from one whole document. */
export class ReplyBuilder {
  readonly #maxLength: number;
  readonly #onText: (text: string) => void;
  #text = '';
  #refusal = '';
  #toolCalls: ModelReply['toolCalls'] = [];
  #length = 0;
  #finish: string | undefined;
  #usage: unknown;
  #model: string | undefined;
  readonly #logprobs: TokenLogprob[] = [];
  #sawChoice = false;
  #sawContent = false;

  /**
   * @param maxLength the most characters of text and tool calls together
   * @param onText told each piece of text, and '' for a piece of a tool call
   */
  constructor(maxLength: number, onText: (text: string) => void) {
    this.#maxLength = maxLength;
    this.#onText = onText;
  }

  /** Whether the model has said that it is done. */
  get isFinished(): boolean {
    return this.#finish !== undefined;
  }

  /**
   * Takes one chunk of a stream, or a whole completion.
   * @throws {ModelError} `too-large`; `protocol` (or what the server names) for an error inside of the reply
   */
  add(value: unknown): void {
    if (typeof value !== 'object' || value === null)
      throw new ModelError('protocol', bearable(`not a reply: ${value}`));
    const chunk = value as Chunk;
    if (chunk.error) throw errorInReply(serverErrorOf(chunk));
    // The last usage wins: some endpoints count on in every chunk.
    if (chunk.usage) this.#usage = chunk.usage;
    if (this.#model === undefined && typeof chunk.model === 'string') this.#model = chunk.model;
    const choice = Array.isArray(chunk.choices) ? chunk.choices.find((one) => (one?.index ?? 0) === 0) : undefined;
    if (!choice) return;
    this.#sawChoice = true;
    if (typeof choice.finish_reason === 'string') this.#finish = choice.finish_reason;
    addLogprobs(this.#logprobs, choice.logprobs);
    const message = choice.delta ?? choice.message;
    if (message) this.#addMessage(message);
  }

  #addMessage(message: ChunkMessage): void {
    const content = textOf(message.content);
    if (content !== undefined) {
      this.#sawContent = true;
      if (content !== '') {
        this.#grow(content.length);
        this.#text += content;
        this.#onText(content);
      }
    }
    if (typeof message.refusal === 'string' && message.refusal !== '') {
      this.#grow(message.refusal.length);
      this.#refusal += message.refusal;
      this.#onText(message.refusal);
    }
    if (Array.isArray(message.tool_calls)) {
      for (const [position, piece] of message.tool_calls.entries()) this.#addToolCall(piece, position);
    }
  }

  #addToolCall(piece: NonNullable<ChunkMessage['tool_calls']>[number], position: number): void {
    const index = piece.index ?? position;
    // An index out of order must not make a sparse list of a billion entries.
    if (!Number.isInteger(index) || index < 0 || index > this.#toolCalls.length) {
      throw new ModelError('protocol', `a tool call with the index ${index} out of order`);
    }
    const call = this.#toolCalls[index] ?? { id: '', name: '', arguments: '' };
    this.#toolCalls[index] = call;
    if (piece.id) call.id = piece.id;
    if (piece.function?.name) call.name = piece.function.name;
    const given = piece.function?.arguments;
    // Ollama's older versions give an object where the protocol has text.
    const text = typeof given === 'string' ? given : given === undefined || given === null ? '' : JSON.stringify(given);
    this.#grow(text.length);
    call.arguments += text;
    this.#onText('');
  }

  #grow(by: number): void {
    this.#length += by;
    if (this.#length > this.#maxLength) {
      throw new ModelError('too-large', `the reply is longer than ${this.#maxLength} characters`);
    }
  }

  /**
   * The reply, once all of it was added.
   * @throws {ModelError} `invalid-reply` where there is no choice in it, or nothing in the choice
   */
  build(): Omit<ModelReply, 'latencyMs' | 'ttftMs'> {
    if (!this.#sawChoice) throw new ModelError('invalid-reply', 'the reply has no choices');
    const finishReason = this.#finishReason();
    const mayBeEmpty = finishReason === 'length' || finishReason === 'content-filter';
    if (!this.#sawContent && this.#refusal === '' && this.#toolCalls.length === 0 && !mayBeEmpty) {
      throw new ModelError('invalid-reply', 'the reply has no content (null)');
    }
    return {
      text: this.#text + this.#refusal,
      toolCalls: this.#toolCalls,
      finishReason,
      usage: usageOf(this.#usage),
      servedModel: this.#model,
      ...(this.#logprobs.length > 0 && { logprobs: this.#logprobs }),
    };
  }

  #finishReason(): FinishReason {
    if (this.#refusal !== '') return 'refusal';
    const reason = FINISH_REASONS[this.#finish ?? ''] ?? 'unknown';
    // Some endpoints say `stop` where only tools are called.
    const onlyTools = this.#toolCalls.length > 0 && this.#text === '';
    return onlyTools && (reason === 'stop' || reason === 'unknown') ? 'tool-calls' : reason;
  }
}

/** An error that came in a reply with status 200. Its code may still say what it is: `429`, `insufficient_quota`. */
function errorInReply(error: ServerError): ModelError {
  const code = Number(error.code);
  const status = code >= 400 && code < 600 ? code : undefined;
  const message = bearable(error.message ?? '') || 'the endpoint answered with an error and status 200';
  return new ModelError(kindOf(status, error), message, { status });
}

/** Text of a message's content: a string, or a list of parts of which the text ones count. */
function textOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  return content.map((part) => (part?.type === 'text' && typeof part.text === 'string' ? part.text : '')).join('');
}

/** Tokens as the protocol counts them; undefined where the two main counts are not both there. */
export function usageOf(value: unknown): Usage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const usage = value as {
    prompt_tokens?: unknown;
    completion_tokens?: unknown;
    prompt_tokens_details?: { cached_tokens?: unknown };
    prompt_cache_hit_tokens?: unknown;
    completion_tokens_details?: { reasoning_tokens?: unknown };
  };
  const input = count(usage.prompt_tokens);
  const output = count(usage.completion_tokens);
  if (input === undefined || output === undefined) return undefined;
  const cachedInput = count(usage.prompt_tokens_details?.cached_tokens) ?? count(usage.prompt_cache_hit_tokens);
  const reasoning = count(usage.completion_tokens_details?.reasoning_tokens);
  return {
    input,
    output,
    ...(cachedInput === undefined ? {} : { cachedInput }),
    ...(reasoning === undefined ? {} : { reasoning }),
  };
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
