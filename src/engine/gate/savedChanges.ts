import { join } from 'node:path';
import type { Repository, TreeChange } from '../git';
import { FileError, type FileSystem } from '../host';
import { blobId } from '../text/blobId';
import { isRelevant, isScript, scriptKey, scriptKeysIn } from './relevantFiles';

/** Larger files are not read: neither a prompt nor a test set may be that large. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Files read at once. */
const AT_ONCE = 32;

/**
 * The prompts and test sets that are tracked and differ from a commit, as they are saved (in an editor: as they are
 * shown), and the scripts that these name. Compared by their content, and not by `git diff`: to look at the work tree git
 * runs the filters that the repository configures.
 * @param from id of the commit
 */
export async function savedChanges(repository: Repository, from: string, files: FileSystem): Promise<TreeChange[]> {
  const relevant = ({ path, kind }: { path: string; kind: string }) => kind === 'file' && isRelevant(path);
  const before = new Map(
    (await repository.entries({ commit: from })).filter(relevant).map(({ path, id }) => [path, id]),
  );
  const tracked = (await repository.entries('index')).filter(relevant).map(({ path }) => path);
  const paths = [...new Set([...before.keys(), ...tracked])].sort();
  const named = new Set<string>();
  const changesOf = async (some: readonly string[], onText?: (text: string) => void) => {
    const changes: TreeChange[] = [];
    for (let start = 0; start < some.length; start += AT_ONCE) {
      const few = some.slice(start, start + AT_ONCE);
      const found = await Promise.all(
        few.map((path) => changeOf(path, before.get(path), { root: repository.root, files, onText })),
      );
      changes.push(...found.filter((change) => change !== undefined));
    }
    return changes;
  };
  const changes = await changesOf(
    paths.filter((path) => !isScript(path)),
    (text) => {
      for (const key of scriptKeysIn(text)) named.add(key);
    },
  );
  // Whoever named a script before and does not now has changed itself.
  const scripts = await changesOf(paths.filter((path) => isScript(path) && named.has(scriptKey(path))));
  return [...changes, ...scripts].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function changeOf(
  path: string,
  id: string | undefined,
  { root, files, onText }: { root: string; files: FileSystem; onText?: (text: string) => void },
): Promise<TreeChange | undefined> {
  try {
    const bytes = await files.read(join(root, ...path.split('/')), { maxBytes: MOST_BYTES });
    const text = Buffer.from(bytes).toString('utf8');
    onText?.(text);
    if (id === undefined) return { status: 'added', path };
    // A file may be stored with CRLF, too.
    const known = [blobId(text), blobId(bytes)];
    return known.includes(id) ? undefined : { status: 'modified', path };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return id === undefined ? undefined : { status: 'deleted', path };
  }
}
