import { FileError, type FileSystem } from '../host';
import type { ModelReply } from '../model/provider';
import { keyOfLine, keysIn, packFiles, packNames, replyInLine } from './cachePack';

/** A pack is closed well before it gets so large. */
const LARGEST_PACK = 256 * 1024 * 1024;
/** Lists of keys that are read at once. */
const READ_AT_ONCE = 64;
/** Packs are kept in memory up to so many characters together. */
const MOST_IN_MEMORY = 64 * 1024 * 1024;

/** Finds replies in the packs that were there when it was first asked. */
export class PackReader {
  readonly #files: FileSystem;
  readonly #folder: string;
  #packOfKey: Promise<ReadonlyMap<string, string>> | undefined;
  /** Lines by key, of the packs used last, the least recent first. */
  readonly #loaded = new Map<string, Promise<LoadedPack>>();

  /** @param folder absolute path */
  constructor(folder: string, files: FileSystem) {
    this.#folder = folder;
    this.#files = files;
  }

  /** The reply under a key; undefined where there is none that can be read. */
  async find(key: string): Promise<ModelReply | undefined> {
    this.#packOfKey ??= this.#index();
    const name = (await this.#packOfKey).get(key);
    if (name === undefined) return undefined;
    const line = (await this.#pack(name)).lines.get(key);
    return line === undefined ? undefined : replyInLine(line);
  }

  /** Which pack holds a key: the newest of several. */
  async #index(): Promise<ReadonlyMap<string, string>> {
    const names = packNames((await this.#files.list(this.#folder)).map(({ name }) => name));
    const packOfKey = new Map<string, string>();
    for (let start = 0; start < names.length; start += READ_AT_ONCE) {
      const some = names.slice(start, start + READ_AT_ONCE);
      const texts = await Promise.all(some.map((name) => readText(packFiles(this.#folder, name).keys, this.#files)));
      for (const [index, text] of texts.entries()) {
        for (const key of keysIn(text)) packOfKey.set(key, some[index] ?? '');
      }
    }
    return packOfKey;
  }

  async #pack(name: string): Promise<LoadedPack> {
    const pack = this.#loaded.get(name) ?? this.#load(name);
    // Put at the end: used last, forgotten last.
    this.#loaded.delete(name);
    this.#loaded.set(name, pack);
    const loaded = await pack;
    await this.#forgetOthers();
    return loaded;
  }

  async #load(name: string): Promise<LoadedPack> {
    const text = await readText(packFiles(this.#folder, name).replies, this.#files);
    const lines = new Map<string, string>();
    for (const line of text.split('\n')) {
      const key = keyOfLine(line);
      if (key !== undefined) lines.set(key, line);
    }
    return { lines, size: text.length };
  }

  async #forgetOthers(): Promise<void> {
    let size = 0;
    for (const [name, pack] of [...this.#loaded].reverse()) {
      const before = size;
      size += (await pack).size;
      if (before > 0 && size > MOST_IN_MEMORY) this.#loaded.delete(name);
    }
  }
}

interface LoadedPack {
  lines: ReadonlyMap<string, string>;
  size: number;
}

/** The text of a file; empty where it cannot be read: another process may have taken it away. */
async function readText(path: string, files: FileSystem): Promise<string> {
  try {
    const bytes = await files.read(path, { maxBytes: LARGEST_PACK });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  } catch (error) {
    if (error instanceof FileError) return '';
    throw error;
  }
}
