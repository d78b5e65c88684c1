import { onAbort } from './onAbort';
import { ModelError } from './provider';
import { systemTimers, type Timers } from './timers';

/** Runs tasks a few at a time, fewer when the endpoint says that it is too much. */
export interface Limiter {
  /**
   * Runs a task as soon as there is room. Tasks start in the order in which they came; urgent ones before all others.
   * A task that fails with a `rate-limit` error narrows the limiter and, where the server says for how long, pauses it.
   * @throws the signal's reason where it aborts while the task is waiting; then the task never runs
   * @throws what the task throws
   */
  run<Result>(task: () => Promise<Result>, signal?: AbortSignal, options?: { urgent?: boolean }): Promise<Result>;
  /** How many tasks may run at once now; not always a whole number. */
  readonly limit: number;
  readonly running: number;
  readonly waiting: number;
}

export interface LimiterOptions {
  /** The most tasks at once, 1 or more: where it starts, and what it recovers to. */
  concurrency: number;
  /** Milliseconds that only go forward. */
  monotonic?: () => number;
  timers?: Timers;
  /** The longest pause that a server can impose, in milliseconds; it does not pause where the server asks for more. */
  maxPauseMs?: number;
}

/** What is left of the limit after a 429. Half, as TCP does: a limit that is far too high is found in a few steps. */
const CUT = 0.5;
/** No recovery for so long after a cut, in milliseconds: quotas are counted by the minute. */
const COOL_DOWN = 10_000;

interface Entry {
  start(): void;
}

/**
 * A limiter that adapts: additive increase, multiplicative decrease (Chiu and Jain 1989). The 429s of one burst are one
 * episode with one cut: a call that started before the cut says nothing about the limit after it. Each success
 * after the cool-down widens the limit by 1/limit, which is 1 for each round of calls.
 */
export function createLimiter({
  concurrency,
  monotonic = () => performance.now(),
  timers = systemTimers,
  maxPauseMs = 120_000,
}: LimiterOptions): Limiter {
  if (!(concurrency >= 1)) throw new RangeError(`concurrency must be 1 or more: ${concurrency}`);
  const urgent = new Set<Entry>();
  const ordinary = new Set<Entry>();
  let limit = concurrency;
  let running = 0;
  let lastCut = Number.NEGATIVE_INFINITY;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let waking: AbortController | undefined;

  function startNext(): void {
    while (running < Math.max(1, Math.floor(limit)) && urgent.size + ordinary.size > 0) {
      const pause = pausedUntil - monotonic();
      if (pause > 0) {
        wakeAfter(pause);
        return;
      }
      const queue = urgent.size > 0 ? urgent : ordinary;
      const [entry] = queue as Iterable<Entry> as [Entry];
      queue.delete(entry);
      entry.start();
    }
  }

  function wakeAfter(ms: number): void {
    if (waking !== undefined) return;
    const alarm = new AbortController();
    waking = alarm;
    timers.wait(ms, alarm.signal).then(
      () => {
        waking = undefined;
        startNext();
      },
      () => {},
    );
  }

  /** A pause that nobody waits for must not keep the process alive. */
  function cancelWaking(): void {
    if (urgent.size + ordinary.size > 0) return;
    waking?.abort();
    waking = undefined;
  }

  function enter(signal: AbortSignal | undefined, isUrgent: boolean): Promise<void> | void {
    if (running < Math.floor(limit) && urgent.size + ordinary.size === 0 && pausedUntil <= monotonic()) {
      running++;
      return;
    }
    return new Promise<void>((resolve, reject) => {
      const queue = isUrgent ? urgent : ordinary;
      const entry: Entry = {
        start: () => {
          running++;
          forget();
          resolve();
        },
      };
      queue.add(entry);
      const forget =
        signal === undefined
          ? () => {}
          : onAbort(signal, () => {
              queue.delete(entry);
              cancelWaking();
              reject(signal.reason);
            });
      startNext();
    });
  }

  function rateLimited(startedAt: number, retryAfterMs: number | undefined): void {
    const now = monotonic();
    if (startedAt >= lastCut) {
      limit = Math.max(1, limit * CUT);
      lastCut = now;
    }
    // A longer wait is the end of that call, not of all others.
    if (retryAfterMs !== undefined && retryAfterMs <= maxPauseMs) {
      pausedUntil = Math.max(pausedUntil, now + retryAfterMs);
    }
  }

  return {
    async run(task, signal, { urgent: isUrgent = false } = {}) {
      signal?.throwIfAborted();
      await enter(signal, isUrgent);
      const startedAt = monotonic();
      try {
        const result = await task();
        if (limit < concurrency && monotonic() - lastCut >= COOL_DOWN) limit = Math.min(concurrency, limit + 1 / limit);
        return result;
      } catch (error) {
        if (error instanceof ModelError && error.kind === 'rate-limit') {
          rateLimited(startedAt, error.detail.retryAfterMs);
        }
        throw error;
      } finally {
        running--;
        startNext();
      }
    },
    get limit() {
      return limit;
    },
    get running() {
      return running;
    },
    get waiting() {
      return urgent.size + ordinary.size;
    },
  };
}
