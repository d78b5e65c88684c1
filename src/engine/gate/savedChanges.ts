import { join } from 'node:path';
import type { Repository, TreeChange } from '../git';
import { FileError, type FileSystem } from '../host';
import { blobId } from '../text/blobId';
import { isRelevant } from './relevantFiles';

/** Larger files are not read: neither a prompt nor a test set may be that large. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Files read at once. */
const AT_ONCE = 32;

/**
 * The prompts and test sets that are tracked and differ from a commit, as they are saved (in an editor: as they are
 * shown). Compared by their content, and not by `git diff`: to look at the work tree git runs the filters that the
 * repository configures.
 * @param from id of the commit
 */
export async function savedChanges(repository: Repository, from: string, files: FileSystem): Promise<TreeChange[]> {
  const relevant = ({ path, kind }: { path: string; kind: string }) => kind === 'file' && isRelevant(path);
  const before = new Map(
    (await repository.entries({ commit: from })).filter(relevant).map(({ path, id }) => [path, id]),
  );
  const tracked = (await repository.entries('index')).filter(relevant).map(({ path }) => path);
  const paths = [...new Set([...before.keys(), ...tracked])].sort();
  const changes: (TreeChange | undefined)[] = [];
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    const some = paths.slice(start, start + AT_ONCE);
    changes.push(...(await Promise.all(some.map((path) => changeOf(path, before.get(path), repository.root, files)))));
  }
  return changes.filter((change) => change !== undefined);
}

async function changeOf(
  path: string,
  id: string | undefined,
  root: string,
  files: FileSystem,
): Promise<TreeChange | undefined> {
  try {
    const bytes = await files.read(join(root, ...path.split('/')), { maxBytes: MOST_BYTES });
    if (id === undefined) return { status: 'added', path };
    // A file may be stored with CRLF, too.
    const known = [blobId(Buffer.from(bytes).toString('utf8')), blobId(bytes)];
    return known.includes(id) ? undefined : { status: 'modified', path };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return id === undefined ? undefined : { status: 'deleted', path };
  }
}
