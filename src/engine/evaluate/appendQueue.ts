import type { AppendHandle } from '../host';

export interface AppendQueueOptions {
  /** Milliseconds to wait for more before a write; 0 writes what one turn of the event loop has brought. */
  gatherMs?: number;
  /** Told once, of the first write that fails. */
  onFailure(error: unknown): void;
}

/**
 * Appends pieces of text to a file in their order, many in one write. After a failed write (disk full, ...) nothing more
 * is written, so that what is there stays whole.
 */
export class AppendQueue {
  readonly #handle: AppendHandle;
  readonly #gatherMs: number;
  readonly #onFailure: (error: unknown) => void;
  #pieces: string[] = [];
  #waiting = 0;
  #writing: Promise<void> | undefined;
  #stopGathering = () => {};
  #closing = false;
  #failed = false;

  constructor(handle: AppendHandle, { gatherMs = 0, onFailure }: AppendQueueOptions) {
    this.#handle = handle;
    this.#gatherMs = gatherMs;
    this.#onFailure = onFailure;
  }

  /** UTF-16 units that are not written yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Adds a piece. Returns at once. */
  add(text: string): void {
    if (this.#failed) return;
    this.#pieces.push(text);
    this.#waiting += text.length;
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when everything added so far is written. */
  async flush(): Promise<void> {
    this.#stopGathering();
    await this.#writing;
  }

  /** Writes everything and closes the file. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.flush();
    await this.#handle.close().catch((error: unknown) => this.#fail(error));
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#pieces.length > 0) {
        await this.#gather();
        const text = this.#pieces.join('');
        this.#pieces = [];
        await this.#handle.append(text);
        this.#waiting -= text.length;
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#writing = undefined;
    }
  }

  #gather(): Promise<void> {
    if (this.#gatherMs === 0) return new Promise((resolve) => setImmediate(resolve));
    if (this.#closing) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#gatherMs);
      this.#stopGathering = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#pieces = [];
    this.#waiting = 0;
    this.#onFailure(error);
  }
}
