/** A seat in the schedule; give it back when the call is over. */
export type Release = () => void;

/**
 * Lets a number of calls go on at once. Calls to judges go before new calls of the prompt, so that a case that has its
 * output is finished before another is begun, and results appear as early as they can.
 */
export class Schedule {
  #free: number;
  #closed = false;
  readonly #judging: ((release: Release | undefined) => void)[] = [];
  readonly #prompting: ((release: Release | undefined) => void)[] = [];

  /** @param concurrency calls at once, 1 or more */
  constructor(concurrency: number) {
    this.#free = concurrency;
  }

  /**
   * Waits for a seat.
   * @returns undefined once the schedule is closed: then the call must not be made
   */
  seat(what: 'prompt' | 'judge'): Promise<Release | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    if (this.#free > 0) {
      this.#free--;
      return Promise.resolve(this.#release());
    }
    const queue = what === 'judge' ? this.#judging : this.#prompting;
    return new Promise((resolve) => queue.push(resolve));
  }

  /** Once closed, no further call may be made, also not by who has a seat. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Sends everyone away who still waits, and whoever comes later. */
  close(): void {
    this.#closed = true;
    for (const leave of [...this.#judging.splice(0), ...this.#prompting.splice(0)]) leave(undefined);
  }

  #release(): Release {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.#judging.shift() ?? this.#prompting.shift();
      if (next === undefined) this.#free++;
      else next(this.#release());
    };
  }
}
