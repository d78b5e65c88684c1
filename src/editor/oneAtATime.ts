/**
 * Does some work again whenever it is asked to, but never twice at once: whoever asks while it goes on gets one more round
 * when it is done. So nothing that was asked for is lost, and no older result comes in after a newer one.
 */
export class OneAtATime {
  readonly #work: () => Promise<void>;
  #going: Promise<void> | undefined;
  #again = false;

  /** @param work must not throw */
  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Resolves when the work has been done with all that was known when this was called. */
  run(): Promise<void> {
    this.#again = true;
    this.#going ??= this.#rounds().finally(() => {
      this.#going = undefined;
    });
    return this.#going;
  }

  async #rounds(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#work();
    }
  }
}
