import { Disposable } from './disposable';

/**
 * Calls `work` soon after being asked to, and at most once per interval however often it is asked.
 * The last request is never lost.
 */
export class Throttle extends Disposable {
  readonly #work: () => void;
  readonly #intervalMs: number;
  #timer: NodeJS.Timeout | undefined;
  #last = Number.NEGATIVE_INFINITY;

  /** @param intervalMs least time between two calls, in milliseconds */
  constructor(work: () => void, intervalMs: number) {
    super();
    this.#work = work;
    this.#intervalMs = intervalMs;
  }

  request(): void {
    if (this.disposed || this.#timer !== undefined) return;
    const wait = Math.max(0, this.#last + this.#intervalMs - performance.now());
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  /** Does what was asked for now instead of later; nothing where nothing was asked for. */
  flush(): void {
    if (this.#timer === undefined) return;
    this.cancel();
    this.#last = performance.now();
    this.#work();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  override dispose(): void {
    this.cancel();
    super.dispose();
  }
}
