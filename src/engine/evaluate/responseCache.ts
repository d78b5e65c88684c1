import { join } from 'node:path';
import { FileError, type FileSystem, type Log } from '../host';
import type { ModelReply } from '../model/provider';

/** A reply may have 10 MB of text; written as JSON it can take six times that. */
const LARGEST_ENTRY = 64 * 1024 * 1024;
const WRITERS = 2;
/** Above this many characters waiting to be written, storing waits for the disk. */
const MOST_WAITING = 32 * 1024 * 1024;

/**
 * Replies by the digest of everything that went into them, one file each: `<folder>/<2 hex>/<64 hex>.json`.
 *
 * A file is replaced as a whole, so that several processes can share the folder; one that cannot be read is as good as
 * none. Writing goes on in the background; `close` waits for it. Once a write has failed no more is written: the
 * cache saves money, and a run is worth more than a cache.
 */
export class ResponseCache {
  readonly #files: FileSystem;
  readonly #folder: string;
  readonly #log: Log;
  readonly #known = new Map<string, Promise<ReadonlySet<string>>>();
  #shards: Promise<ReadonlySet<string>> | undefined;
  readonly #queue: { key: string; text: string }[] = [];
  #waiting = 0;
  readonly #writers = new Set<Promise<void>>();
  #failed = false;

  /** @param folder absolute path, made when the first entry is written */
  constructor(folder: string, options: { files: FileSystem; log: Log }) {
    this.#folder = folder;
    this.#files = options.files;
    this.#log = options.log;
  }

  /**
   * The reply stored under a key, or undefined.
   * @param key 64 hex digits
   */
  async lookup(key: string): Promise<ModelReply | undefined> {
    if (!(await this.#mayHave(key))) return undefined;
    try {
      const bytes = await this.#files.read(this.#fileOf(key), { maxBytes: LARGEST_ENTRY });
      return replyIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'), key);
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  /**
   * Keeps a reply. Resolves at once, or, where much waits for the disk already, when it has caught up.
   * @param key 64 hex digits
   */
  async store(key: string, reply: ModelReply): Promise<void> {
    if (this.#failed) return;
    const text = JSON.stringify({ schema: 1, key, reply });
    this.#queue.push({ key, text });
    this.#waiting += text.length;
    if (this.#writers.size < WRITERS) this.#startWriter();
    while (this.#waiting > MOST_WAITING && this.#writers.size > 0) await Promise.race(this.#writers);
  }

  /** Waits until everything is on disk. */
  async close(): Promise<void> {
    while (this.#writers.size > 0) await Promise.all(this.#writers);
  }

  #startWriter(): void {
    const writer = this.#writeAll().finally(() => this.#writers.delete(writer));
    this.#writers.add(writer);
  }

  async #writeAll(): Promise<void> {
    for (let entry = this.#queue.shift(); entry !== undefined; entry = this.#queue.shift()) {
      try {
        if (!this.#failed) await this.#files.write(this.#fileOf(entry.key), entry.text);
      } catch (error) {
        this.#failed = true;
        this.#log.warn(`the cache is off for this run: ${error instanceof Error ? error.message : String(error)}`);
      }
      this.#waiting -= entry.text.length;
    }
  }

  /** Looking into each folder once is much cheaper than failing to open a file for every case of a new test set. */
  async #mayHave(key: string): Promise<boolean> {
    const shard = key.slice(0, 2);
    this.#shards ??= this.#namesIn(this.#folder);
    if (!(await this.#shards).has(shard)) return false;
    let known = this.#known.get(shard);
    if (known === undefined) {
      known = this.#namesIn(join(this.#folder, shard));
      this.#known.set(shard, known);
    }
    return (await known).has(`${key}.json`);
  }

  async #namesIn(folder: string): Promise<ReadonlySet<string>> {
    try {
      return new Set((await this.#files.list(folder)).map(({ name }) => name));
    } catch (error) {
      if (error instanceof FileError) return new Set();
      throw error;
    }
  }

  #fileOf(key: string): string {
    return join(this.#folder, key.slice(0, 2), `${key}.json`);
  }
}

/** The reply in an entry's text; undefined where the text is not a whole entry of this key. */
function replyIn(text: string, key: string): ModelReply | undefined {
  let entry: { schema?: unknown; key?: unknown; reply?: Partial<ModelReply> } | null;
  try {
    entry = JSON.parse(text);
  } catch {
    return undefined;
  }
  const reply = entry?.reply;
  const whole =
    entry?.schema === 1 &&
    entry.key === key &&
    typeof reply?.text === 'string' &&
    Array.isArray(reply.toolCalls) &&
    typeof reply.finishReason === 'string' &&
    typeof reply.latencyMs === 'number';
  return whole ? (reply as ModelReply) : undefined;
}
