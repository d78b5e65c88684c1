import { randomBytes } from 'node:crypto';
import type { Clock, FileSystem, Host, Log } from '../host';
import type { ModelReply } from '../model/provider';
import { AppendQueue } from './appendQueue';
import { packFiles, replyLine } from './cachePack';
import { mergePacks } from './mergePacks';
import { PackReader } from './packReader';

/** A longer reply is not worth keeping, in UTF-16 units. */
const LONGEST_REPLY = 4 * 1024 * 1024;
/** A pack takes so much, then another one is begun. */
const LARGEST_PACK = 32 * 1024 * 1024;
/** With so much waiting to be written, storing waits for the disk. */
const MOST_WAITING = 32 * 1024 * 1024;
/** Nothing is lost with a reply that is not written yet, so many are written at once. */
const GATHER_MS = 100;

/**
 * Replies by the digest of everything that went into them, kept in a folder for later runs.
 *
 * Each run appends what it has paid for to a pack of its own, so that several processes can share the folder: 2,000
 * replies take some 15 ms that way, against 400 as a file each (ext4, Node 20). Writing goes on in the background;
 * `close` waits for it. Once a write has failed no more is written: the cache saves money, and a run is worth more
 * than a cache.
 */
export class ResponseCache {
  readonly #folder: string;
  readonly #files: FileSystem;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #reader: PackReader;
  readonly #written: Promise<void>[] = [];
  #pack: Promise<OpenPack | undefined> | undefined;
  #packSize = 0;
  #failed = false;

  /** @param folder absolute path, made when the first reply is kept */
  constructor(folder: string, { files, log, clock }: Pick<Host, 'files' | 'log' | 'clock'>) {
    this.#folder = folder;
    this.#files = files;
    this.#log = log;
    this.#clock = clock;
    this.#reader = new PackReader(folder, files);
  }

  /**
   * The reply stored under a key before this run, or undefined.
   * @param key 64 hex digits
   */
  lookup(key: string): Promise<ModelReply | undefined> {
    return this.#reader.find(key);
  }

  /**
   * Keeps a reply. Resolves at once, or, where much waits for the disk already, when it has caught up.
   * @param key 64 hex digits
   */
  async store(key: string, reply: ModelReply): Promise<void> {
    if (this.#failed || reply.text.length > LONGEST_REPLY) return;
    const line = replyLine(key, reply);
    if (this.#packSize > LARGEST_PACK) this.#closePack();
    this.#pack ??= this.#openPack();
    this.#packSize += line.length;
    const pack = await this.#pack;
    pack?.replies.add(line);
    pack?.keys.add(`${key}\n`);
    if (pack !== undefined && pack.replies.waiting > MOST_WAITING) await pack.replies.flush();
  }

  /** Waits until everything is on disk, and tidies up where there are many packs. */
  async close(): Promise<void> {
    const added = this.#pack !== undefined;
    this.#closePack();
    await Promise.all(this.#written);
    if (!added || this.#failed) return;
    await mergePacks(this.#folder, this.#files, this.#clock.now()).catch((error) => this.#fail(error));
  }

  async #openPack(): Promise<OpenPack | undefined> {
    const name = `${this.#clock.now().getTime().toString(36).padStart(9, '0')}-${randomBytes(6).toString('hex')}`;
    const { replies, keys } = packFiles(this.#folder, name);
    const options = { gatherMs: GATHER_MS, onFailure: (error: unknown) => this.#fail(error) };
    try {
      return {
        replies: new AppendQueue(await this.#files.openAppend(replies), options),
        keys: new AppendQueue(await this.#files.openAppend(keys), options),
      };
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  #closePack(): void {
    if (this.#pack === undefined) return;
    this.#written.push(closed(this.#pack));
    this.#pack = undefined;
    this.#packSize = 0;
  }

  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#log.warn(`the cache is off for this run: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface OpenPack {
  replies: AppendQueue;
  keys: AppendQueue;
}

async function closed(opening: Promise<OpenPack | undefined>): Promise<void> {
  const pack = await opening;
  await Promise.all([pack?.replies.close(), pack?.keys.close()]);
}
