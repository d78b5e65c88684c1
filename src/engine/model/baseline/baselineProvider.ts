import type { Clock } from '../../host';
import {
  type EmbeddingReply,
  type EmbeddingRequest,
  ModelError,
  type ModelProvider,
  type ModelReply,
  type ModelRequest,
} from '../provider';
import { extractiveAnswer } from './extractiveAnswer';
import { ngramEmbedding } from './ngramEmbedding';
import { overlapParts } from './overlapParts';
import { overlapVerdict } from './overlapVerdict';

/** The built-in algorithms, by the name behind `baseline/`. */
export const BASELINE_MODELS: readonly string[] = ['extractive', 'overlap'];

/** The built-in embedding, by the name behind `baseline/`. */
export const BASELINE_EMBEDDING = 'ngrams';

/** Their output comes in pieces of so many characters, as a model's does. */
const PIECE = 24;

/**
 * The built-in algorithms behind the port of a model: deterministic, without a key and without a network. They are no
 * language models and never pretend to be; they are the floor that a real one has to beat.
 */
export class BaselineProvider implements ModelProvider {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** See `ModelProvider`. */
  async complete(
    request: ModelRequest,
    { signal, onDelta }: { signal: AbortSignal; onDelta?: (text: string) => void },
  ): Promise<ModelReply> {
    signal.throwIfAborted();
    const started = this.#clock.monotonic();
    const text = answer(request);
    const ttftMs = this.#clock.monotonic() - started;
    if (onDelta !== undefined) {
      for (const piece of piecesOf(text)) {
        // Others get a turn in between, so that a run can be stopped and the screen keeps up.
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
        onDelta(piece);
      }
    }
    const latencyMs = this.#clock.monotonic() - started;
    return { text, toolCalls: [], finishReason: 'stop', usage: { input: 0, output: 0 }, latencyMs, ttftMs };
  }

  /** See `ModelProvider`. */
  async embed({ model, texts }: EmbeddingRequest, { signal }: { signal: AbortSignal }): Promise<EmbeddingReply> {
    signal.throwIfAborted();
    if (model !== BASELINE_EMBEDDING) throw new ModelError('not-found', `there is no embedding baseline/${model}`);
    return { vectors: texts.map(ngramEmbedding), usage: { input: 0, output: 0 } };
  }
}

function answer({ model, messages, judged }: ModelRequest): string {
  if (model === 'overlap') {
    if (judged?.pair !== undefined) {
      throw new ModelError('bad-request', 'baseline/overlap cannot say which of two answers is better');
    }
    if (judged?.measure !== undefined) return overlapParts(judged);
    if (judged !== undefined) return overlapVerdict(judged);
    throw new ModelError('bad-request', 'baseline/overlap only judges; baseline/extractive answers prompts');
  }
  if (model === 'extractive') {
    if (judged === undefined) return extractiveAnswer(messages);
    throw new ModelError('bad-request', 'baseline/extractive cannot judge; baseline/overlap can');
  }
  throw new ModelError('not-found', `there is no baseline/${model}`);
}

function* piecesOf(text: string): Generator<string> {
  const characters = [...text];
  for (let start = 0; start < characters.length; start += PIECE) yield characters.slice(start, start + PIECE).join('');
}
