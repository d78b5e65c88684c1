/**
 * Lets the first call to an endpoint go ahead alone until the endpoint has begun to answer. With a bad key or a used-up
 * quota that answer ends the run after one call instead of after as many as go on at once.
 */
export class FirstContact {
  #state: 'none' | 'waiting' | 'open' = 'none';
  readonly #followers: (() => void)[] = [];
  readonly #patienceMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param patienceMs how long the others wait for the first answer at most */
  constructor(patienceMs = 1_000) {
    this.#patienceMs = patienceMs;
  }

  /** Whether a call may start now; if not, `opened` tells when. The first to ask is let through. */
  tryEnter(): boolean {
    if (this.#state === 'open') return true;
    if (this.#state === 'waiting') return false;
    this.#state = 'waiting';
    this.#timer = setTimeout(() => this.open(), this.#patienceMs);
    return true;
  }

  /** Resolves when the others may start. */
  opened(): Promise<void> {
    if (this.#state === 'open') return Promise.resolve();
    return new Promise((resolve) => this.#followers.push(resolve));
  }

  /** The endpoint answers: everyone may start. */
  open(): void {
    if (this.#state === 'open') return;
    this.#state = 'open';
    clearTimeout(this.#timer);
    for (const follow of this.#followers.splice(0)) follow();
  }

  /** The run has ended without an answer: nobody needs to be let in any more. */
  dispose(): void {
    clearTimeout(this.#timer);
  }
}
