import { FileError, type Host } from '../host';
import { FolderCache } from './commitTree';
import { fileAt } from './contentAt';

/** A prompt may be 256 KB; what was larger once can still be looked at. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The text of a file at a commit.
 * @param place `file`: absolute path of any file in the repository; `path`: relative to its root, with `/`
 * @throws {GitError} where git has no answer
 * @throws {FileError} `not-found` where the commit does not have it
 */
export async function versionText(
  { file, path, commit }: { file: string; path: string; commit: string },
  { git }: Pick<Host, 'git'>,
): Promise<string> {
  const repository = await git.open(file);
  try {
    const folders = new FolderCache(repository);
    const found = await fileAt(await repository.resolve(commit), path, { repository, folders });
    if (found === undefined) throw new FileError('not-found', path);
    return Buffer.from(await repository.readBlob(found.id, { maxBytes: MOST_BYTES })).toString('utf8');
  } finally {
    repository.close();
  }
}
