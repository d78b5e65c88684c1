import type { Limiter } from './limiter';
import { type EmbeddingRequest, ModelError, type ModelErrorKind, type ModelProvider } from './provider';
import { systemTimers, type Timers } from './timers';

export interface RetryOptions {
  /** Calls altogether, the first included, 1 or more; 4 by default. */
  maxAttempts?: number;
  /** Every attempt takes its turn here; a waiting one takes up no room. */
  limiter?: Limiter;
  timers?: Timers;
  /** 0 up to but not including 1, for the jitter. */
  random?: () => number;
  /** The longest wait that a server can ask for, in milliseconds; it is not called again where it asks for more. */
  maxRetryAfterMs?: number;
  /** Told before each wait. */
  onRetry?: (attempt: number, waitMs: number, error: ModelError) => void;
}

const PASSING: ReadonlySet<ModelErrorKind> = new Set(['rate-limit', 'server', 'network', 'timeout', 'incomplete']);

/** First wait and longest wait of our own, in milliseconds. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

/** Whether another try may succeed where this one failed. */
export function isPassing(error: unknown): error is ModelError {
  return error instanceof ModelError && PASSING.has(error.kind);
}

/**
 * The one retry layer: tries again where a failure is passing, after the wait that the server asks for or else an
 * exponential one with jitter (half fixed, half random, "equal jitter": AWS Architecture Blog, Brooker 2015).
 * Output that was streamed before a failure is not streamed again.
 */
export function withRetries(provider: ModelProvider, options: RetryOptions): ModelProvider {
  const { maxAttempts = 4, limiter, timers = systemTimers, random = Math.random, maxRetryAfterMs = 120_000 } = options;
  /** Calls until it succeeds, or fails in a way that another try would not mend. */
  async function persist<T>(signal: AbortSignal, call: (attempt: number) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const once = () => call(attempt);
      try {
        return await (limiter === undefined ? once() : limiter.run(once, signal, { urgent: attempt > 1 }));
      } catch (error) {
        if (signal.aborted || attempt >= maxAttempts || !isPassing(error)) throw error;
        const asked = error.detail.retryAfterMs;
        if (asked !== undefined && asked > maxRetryAfterMs) throw error;
        const wait = asked ?? backoff(attempt, random());
        options.onRetry?.(attempt, wait, error);
        await timers.wait(wait, signal);
      }
    }
  }
  const { embed } = provider;
  return {
    complete(request, { signal, onDelta }) {
      let shown = 0;
      return persist(signal, () => {
        // What the listener has seen stays, so a further attempt repeats in silence up to there.
        let seen = 0;
        const listen =
          onDelta &&
          ((text: string) => {
            const before = seen;
            seen += text.length;
            if (seen <= shown) return;
            onDelta(before >= shown ? text : text.slice(shown - before));
            shown = seen;
          });
        return provider.complete(request, { signal, onDelta: listen });
      });
    },
    ...(embed && {
      embed: (request: EmbeddingRequest, use: { signal: AbortSignal }) =>
        persist(use.signal, () => embed.call(provider, request, use)),
    }),
  };
}

/**
 * The wait after a failed attempt, in milliseconds: doubling from half a second up to half a minute.
 * @param attempt 1 for the first
 * @param random 0 up to but not including 1
 */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random;
}
