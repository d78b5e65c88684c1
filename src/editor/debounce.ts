import { Disposable } from './disposable';

/** Calls `work` once nobody has asked for it for a while: for what follows typing. */
export class Debounce extends Disposable {
  readonly #work: () => void;
  readonly #delayMs: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param delayMs quiet time before the call, in milliseconds */
  constructor(work: () => void, delayMs: number) {
    super();
    this.#work = work;
    this.#delayMs = delayMs;
  }

  request(): void {
    if (this.disposed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#work, this.#delayMs);
  }

  override dispose(): void {
    clearTimeout(this.#timer);
    super.dispose();
  }
}
