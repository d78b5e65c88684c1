import { onAbort } from '../onAbort';

/** How long a call may take, in milliseconds. */
export interface CallLimits {
  /** From sending to the response's headers. A local server may be loading its model meanwhile. */
  headersMs: number;
  /** Between two pieces of the response. */
  idleMs: number;
  /** The whole call. */
  totalMs: number;
  /** The longest reply in bytes (characters, where it is streamed). */
  maxReply: number;
}

export const DEFAULT_LIMITS: CallLimits = {
  headersMs: 120_000,
  idleMs: 120_000,
  totalMs: 600_000,
  maxReply: 10 * 1024 * 1024,
};

/** Ends one call: when the caller aborts it, or when nothing has happened for too long. */
export class Deadline {
  readonly #limits: CallLimits;
  readonly #controller = new AbortController();
  readonly #forget: () => void;
  readonly #total: NodeJS.Timeout;
  #phase: NodeJS.Timeout;
  /** What took too long, once something has. */
  expired: string | undefined;

  constructor(signal: AbortSignal, limits: CallLimits) {
    this.#limits = limits;
    this.#forget = onAbort(signal, () => this.#controller.abort(signal.reason));
    this.#total = this.#timer('no complete reply', limits.totalMs);
    this.#phase = this.#timer('no answer', limits.headersMs);
  }

  /** Aborts when the call is to end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The headers are there: from now on it is the gaps that count. */
  headersArrived(): void {
    clearTimeout(this.#phase);
    this.#phase = this.#timer('nothing more of the reply', this.#limits.idleMs);
  }

  /** Something arrived. */
  progress(): void {
    this.#phase.refresh();
  }

  /** The call is over; `abort` cuts its connection. */
  end({ abort }: { abort: boolean }): void {
    this.#forget();
    clearTimeout(this.#total);
    clearTimeout(this.#phase);
    if (abort) this.#controller.abort();
  }

  /** Cuts the connection of a call that is over. */
  abort(): void {
    this.#controller.abort();
  }

  #timer(what: string, ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.expired ??= `${what} within ${ms / 1000} s`;
      this.#controller.abort();
    }, ms);
  }
}
