import { basename, dirname, join, relative, sep } from 'node:path';
import { GitError, type Repository, type Tree } from '../git';
import { FileError, type FileStat, type FileSystem, type FolderEntry } from '../host';
import { isInside } from '../workspacePath';
import { CommitTree, FolderCache, type PathTree } from './commitTree';
import { IndexTree } from './indexTree';
import { type Located, locate } from './locate';

export interface SnapshotOptions {
  repository: Repository;
  at: Tree;
  /** What is read from outside of the repository, and where records go. */
  files: FileSystem;
  /** Absolute folders that are the real ones even inside of the repository: Assay's own. */
  real?: readonly string[];
  /** Shared by the snapshots of several commits, what they have in common is read once. */
  folders?: FolderCache;
}

/**
 * The files of a repository as they are in a commit or in the index, whatever is in the work tree: what was not there
 * then is not there. Contents are the stored ones, without git's conversions (line breaks are LF where git converts
 * them). Links are followed inside of the repository only; submodules are not there. Only Assay's own files can be
 * written, to where they really are.
 *
 * Of a commit the folders are read when they are asked for; of the index all paths are read at once.
 * @throws {GitError} `missing-object` where there is no such commit
 */
export async function snapshotFiles(options: SnapshotOptions): Promise<FileSystem> {
  return new Snapshot(options, await treeOf(options));
}

async function treeOf({ repository, at, folders }: SnapshotOptions): Promise<PathTree> {
  if (at === 'index') return new IndexTree(await repository.entries('index'));
  const tree = new CommitTree(at.commit, folders ?? new FolderCache(repository));
  await tree.folder('');
  return tree;
}

class Snapshot implements FileSystem {
  readonly #repository: Repository;
  readonly #files: FileSystem;
  readonly #real: readonly string[];
  readonly #tree: PathTree;
  /** Folders outside of the repository, by their text, with where they really are. */
  readonly #outside = new Map<string, Promise<string>>();

  constructor({ repository, files, real = [] }: SnapshotOptions, tree: PathTree) {
    this.#repository = repository;
    this.#files = files;
    this.#real = real;
    this.#tree = tree;
  }

  async read(path: string, options: { maxBytes?: number } = {}): Promise<Uint8Array> {
    const tracked = await this.#tracked(path);
    if (tracked === undefined) return this.#files.read(path, options);
    const found = await this.#locate(tracked, path);
    if (found?.kind !== 'file') throw new FileError(found === undefined ? 'not-found' : 'not-a-file', path);
    return this.#told(path, () => this.#repository.readBlob(found.id, options));
  }

  /** Sizes and times are not known: 0. */
  async stat(path: string): Promise<FileStat | undefined> {
    const tracked = await this.#tracked(path);
    if (tracked === undefined) return this.#files.stat(path);
    const found = await this.#locate(tracked, path);
    return found && { kind: found.kind, size: 0, modified: 0 };
  }

  async list(path: string): Promise<FolderEntry[]> {
    const tracked = await this.#tracked(path);
    if (tracked === undefined) return this.#files.list(path);
    const found = await this.#locate(tracked, path);
    const items = found && (await this.#told(path, () => this.#tree.folder(found.path)));
    const entries: FolderEntry[] = [];
    for (const { name, kind } of items?.values() ?? []) {
      if (kind === 'submodule') continue;
      const behind = kind === 'link' ? await this.#locate(`${tracked}/${name}`, path) : { kind };
      entries.push({ name, kind: behind?.kind === 'folder' ? 'folder' : 'file' });
    }
    return entries;
  }

  async realPath(path: string): Promise<string> {
    const tracked = await this.#tracked(path);
    if (tracked === undefined) return this.#files.realPath(path);
    const found = await this.#locate(tracked, path);
    if (found === undefined) throw new FileError('not-found', path);
    return join(this.#repository.root, ...found.path.split('/'));
  }

  async write(path: string, data: string | Uint8Array): Promise<void> {
    return (await this.#writable(path)).write(path, data);
  }

  async openAppend(path: string) {
    return (await this.#writable(path)).openAppend(path);
  }

  async remove(path: string): Promise<void> {
    return (await this.#writable(path)).remove(path);
  }

  async #writable(path: string): Promise<FileSystem> {
    if ((await this.#tracked(path)) === undefined) return this.#files;
    throw new FileError('read-only', path);
  }

  #locate(tracked: string, path: string): Promise<Located | undefined> {
    return this.#told(path, () => locate(tracked, this.#tree, this.#repository));
  }

  /** The path relative to the repository's root; undefined where the real file is meant. */
  async #tracked(path: string): Promise<string | undefined> {
    const { root } = this.#repository;
    const real = isInside(path, root) ? path : join(await this.#whereReally(dirname(path)), basename(path));
    if (!isInside(real, root) || this.#real.some((folder) => isInside(path, folder))) return undefined;
    const parts = relative(root, real).split(sep);
    // Records are of this machine and of no version.
    return parts.includes('.assay') ? undefined : parts.join('/');
  }

  /** A way into the repository by a link from outside must not end at the work tree. */
  #whereReally(folder: string): Promise<string> {
    const known = this.#outside.get(folder);
    if (known !== undefined) return known;
    const found = this.#files.realPath(folder).catch(async (error: unknown) => {
      if (!(error instanceof FileError)) throw error;
      const above = dirname(folder);
      return above === folder ? folder : join(await this.#whereReally(above), basename(folder));
    });
    this.#outside.set(folder, found);
    return found;
  }

  async #told<Result>(path: string, task: () => Promise<Result>): Promise<Result> {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      throw new FileError(error.code === 'too-large' ? 'too-large' : 'no-access', path, { cause: error });
    }
  }
}
