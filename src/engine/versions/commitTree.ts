import type { FolderItem, Repository } from '../git';

/** What is at the paths of one version. Paths are relative to the repository's root, with `/`; its root is `''`. */
export interface PathTree {
  /** What is at a path, a link for itself; undefined where nothing is. */
  item(path: string): Promise<Omit<FolderItem, 'name'> | undefined>;
  /** What is in a folder; undefined where there is none. */
  folder(path: string): Promise<ReadonlyMap<string, FolderItem> | undefined>;
}

/** So many items of folders are kept. */
const MOST_ITEMS = 100_000;

/**
 * Folders that were read, by their ids, which tell their content: versions that have a folder in common have it from
 * here. Those that were not asked for longest make way.
 */
export class FolderCache {
  readonly #repository: Repository;
  readonly #folders = new Map<string, ReadonlyMap<string, FolderItem>>();
  #items = 0;

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  /** @param id of a folder or a commit */
  async read(id: string): Promise<ReadonlyMap<string, FolderItem>> {
    const known = this.#folders.get(id);
    if (known !== undefined) {
      this.#folders.delete(id);
      this.#folders.set(id, known);
      return known;
    }
    const items = new Map((await this.#repository.readFolder(id)).map((item) => [item.name, item]));
    this.#keep(id, items);
    return items;
  }

  #keep(id: string, items: ReadonlyMap<string, FolderItem>): void {
    if (this.#folders.has(id)) return;
    this.#folders.set(id, items);
    this.#items += items.size;
    for (const [oldest, { size }] of this.#folders) {
      if (this.#items <= MOST_ITEMS || oldest === id) break;
      this.#folders.delete(oldest);
      this.#items -= size;
    }
  }
}

/** The paths of a commit. Only the folders on the way to what is asked for are read. */
export class CommitTree implements PathTree {
  readonly #commit: string;
  readonly #folders: FolderCache;

  constructor(commit: string, folders: FolderCache) {
    this.#commit = commit;
    this.#folders = folders;
  }

  async item(path: string): Promise<Omit<FolderItem, 'name'> | undefined> {
    if (path === '') return { kind: 'folder', id: this.#commit };
    const end = path.lastIndexOf('/');
    return (await this.folder(path.slice(0, Math.max(0, end))))?.get(path.slice(end + 1));
  }

  async folder(path: string): Promise<ReadonlyMap<string, FolderItem> | undefined> {
    const item = await this.item(path);
    return item?.kind === 'folder' ? this.#folders.read(item.id) : undefined;
  }
}
