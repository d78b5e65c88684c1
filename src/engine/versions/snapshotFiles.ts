import { join, posix, relative, sep } from 'node:path';
import { GitError, type Repository, type Tree, type TreeEntry } from '../git';
import { FileError, type FileStat, type FileSystem, type FolderEntry } from '../host';
import { isInside } from '../workspacePath';

/** Links to links are followed so often and no further. */
const MOST_LINKS = 16;

export interface SnapshotOptions {
  repository: Repository;
  at: Tree;
  /** What is read from outside of the repository, and where records go. */
  files: FileSystem;
  /** Absolute folders that are the real ones even inside of the repository: Assay's own. */
  real?: readonly string[];
}

/**
 * The files of a repository as they are in a commit or in the index, whatever is in the work tree: what was not there
 * then is not there. Contents are the stored ones, without git's conversions (line breaks are LF where git converts
 * them). Only Assay's own files can be written, to where they really are.
 */
export async function snapshotFiles(options: SnapshotOptions): Promise<FileSystem> {
  return new Snapshot(options, await options.repository.entries(options.at));
}

class Snapshot implements FileSystem {
  readonly #repository: Repository;
  readonly #files: FileSystem;
  readonly #real: readonly string[];
  readonly #entries: ReadonlyMap<string, TreeEntry>;
  #folders: Map<string, Map<string, FolderEntry['kind']>> | undefined;

  constructor({ repository, files, real = [] }: SnapshotOptions, entries: readonly TreeEntry[]) {
    this.#repository = repository;
    this.#files = files;
    this.#real = real;
    this.#entries = new Map(entries.filter(({ kind }) => kind !== 'submodule').map((entry) => [entry.path, entry]));
  }

  async read(path: string, options: { maxBytes?: number } = {}): Promise<Uint8Array> {
    if (this.#isReal(path)) return this.#files.read(path, options);
    const found = await this.#follow(this.#tracked(path));
    if (found === undefined)
      throw new FileError(this.#tree.has(this.#tracked(path)) ? 'not-a-file' : 'not-found', path);
    try {
      return await this.#repository.readBlob(found.id, options);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      throw new FileError(error.code === 'too-large' ? 'too-large' : 'no-access', path, { cause: error });
    }
  }

  async stat(path: string): Promise<FileStat | undefined> {
    if (this.#isReal(path)) return this.#files.stat(path);
    const tracked = this.#tracked(path);
    if (this.#tree.has(tracked)) return { kind: 'folder', size: 0, modified: 0 };
    const found = await this.#follow(tracked);
    return found && { kind: 'file', size: 0, modified: 0 };
  }

  async list(folder: string): Promise<FolderEntry[]> {
    if (this.#isReal(folder)) return this.#files.list(folder);
    const entries = this.#tree.get(this.#tracked(folder)) ?? new Map<string, FolderEntry['kind']>();
    return [...entries].map(([name, kind]) => ({ name, kind }));
  }

  async realPath(path: string): Promise<string> {
    if (this.#isReal(path)) return this.#files.realPath(path);
    const tracked = this.#tracked(path);
    if (this.#tree.has(tracked)) return path;
    const found = await this.#follow(tracked);
    if (found === undefined) throw new FileError('not-found', path);
    return join(this.#repository.root, ...found.path.split('/'));
  }

  async write(path: string, data: string | Uint8Array): Promise<void> {
    return this.#writable(path).write(path, data);
  }

  async openAppend(path: string) {
    return this.#writable(path).openAppend(path);
  }

  async remove(path: string): Promise<void> {
    return this.#writable(path).remove(path);
  }

  #writable(path: string): FileSystem {
    if (this.#isReal(path)) return this.#files;
    throw new FileError('read-only', path);
  }

  #isReal(path: string): boolean {
    if (!isInside(path, this.#repository.root) || this.#real.some((folder) => isInside(path, folder))) return true;
    // Records are of this machine and of no version.
    return relative(this.#repository.root, path).split(sep).includes('.assay');
  }

  #tracked(path: string): string {
    return relative(this.#repository.root, path).split(sep).join('/');
  }

  /** Links inside of the repository are followed; others lead nowhere. */
  async #follow(path: string): Promise<TreeEntry | undefined> {
    let current = path;
    for (let links = 0; links < MOST_LINKS; links++) {
      const entry = this.#entries.get(current);
      if (entry === undefined) return undefined;
      if (entry.kind === 'file') return entry;
      const target = Buffer.from(await this.#repository.readBlob(entry.id, { maxBytes: 4096 })).toString('utf8');
      current = posix.normalize(posix.join(posix.dirname(current), target));
      if (posix.isAbsolute(target) || current.startsWith('../')) return undefined;
    }
    return undefined;
  }

  /** The folders with what is in them, made when first needed. */
  get #tree(): Map<string, Map<string, FolderEntry['kind']>> {
    if (this.#folders !== undefined) return this.#folders;
    const folders = new Map<string, Map<string, FolderEntry['kind']>>([['', new Map()]]);
    for (const { path } of this.#entries.values()) {
      const parts = path.split('/');
      for (let depth = 0; depth < parts.length; depth++) {
        const folder = parts.slice(0, depth).join('/');
        const entries = folders.get(folder) ?? new Map<string, FolderEntry['kind']>();
        folders.set(folder, entries);
        entries.set(parts[depth] as string, depth === parts.length - 1 ? 'file' : 'folder');
      }
    }
    this.#folders = folders;
    return folders;
  }
}
