import type { FolderItem, TreeEntry } from '../git';
import type { PathTree } from './commitTree';

/** The paths of the index, which knows of no folders. */
export class IndexTree implements PathTree {
  readonly #folders = new Map<string, Map<string, FolderItem>>([['', new Map()]]);

  constructor(entries: readonly TreeEntry[]) {
    for (const { path, kind, id } of entries) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      this.#folderOf(path).set(name, { name, kind, id });
    }
  }

  async item(path: string): Promise<Omit<FolderItem, 'name'> | undefined> {
    if (path === '') return { kind: 'folder', id: '' };
    return this.#folders.get(parentOf(path))?.get(path.slice(path.lastIndexOf('/') + 1));
  }

  async folder(path: string): Promise<ReadonlyMap<string, FolderItem> | undefined> {
    return this.#folders.get(path);
  }

  /** The folder that a path lies in, made with all above it where it is not there yet. */
  #folderOf(path: string): Map<string, FolderItem> {
    const folder = parentOf(path);
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const made = new Map<string, FolderItem>();
    this.#folders.set(folder, made);
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    this.#folderOf(folder).set(name, { name, kind: 'folder', id: '' });
    return made;
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
