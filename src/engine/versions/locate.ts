import { type FolderItem, GitError, type Repository } from '../git';
import type { PathTree } from './commitTree';

/** Links to links are followed so often and no further. */
const MOST_LINKS = 16;
/** No system follows a longer one. */
const LONGEST_TARGET = 4096;

/** A file or folder with the path that it really has. */
export interface Located {
  path: string;
  kind: 'file' | 'folder';
  id: string;
}

/**
 * What a path leads to in a version. Links inside of the repository are followed, wherever on the way they stand;
 * others lead nowhere, and so does a submodule, whose files belong to another repository.
 * @param path relative to the repository's root, with `/`, without `.` and `..`
 */
export async function locate(
  path: string,
  tree: PathTree,
  repository: Pick<Repository, 'readBlob'>,
): Promise<Located | undefined> {
  // Nothing lies below a link: where a path is in the tree as it is written, there is none on the way.
  const direct = await tree.item(path);
  if (direct?.kind === 'file' || direct?.kind === 'folder') return { path, kind: direct.kind, id: direct.id };
  const ahead = path.split('/').reverse();
  const way: string[] = [];
  let found: Omit<FolderItem, 'name'> = { kind: 'folder', id: '' };
  let links = 0;
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      if (way.pop() === undefined) return undefined;
      found = { kind: 'folder', id: '' };
      continue;
    }
    const item = await tree.item([...way, name].join('/'));
    if (item === undefined || item.kind === 'submodule') return undefined;
    if (item.kind === 'link') {
      const target = await targetOf(item.id, repository);
      if (++links > MOST_LINKS || target === undefined || target.startsWith('/')) return undefined;
      ahead.push(...target.split('/').reverse());
      continue;
    }
    way.push(name);
    found = item;
  }
  return { path: way.join('/'), kind: found.kind === 'folder' ? 'folder' : 'file', id: found.id };
}

async function targetOf(id: string, repository: Pick<Repository, 'readBlob'>): Promise<string | undefined> {
  try {
    return Buffer.from(await repository.readBlob(id, { maxBytes: LONGEST_TARGET })).toString('utf8');
  } catch (error) {
    if (error instanceof GitError && error.code === 'too-large') return undefined;
    throw error;
  }
}
