import { relative, sep } from 'node:path';
import type { Repository } from '../git';

/**
 * Where the prompt that is now at a path is in HEAD: elsewhere where it was renamed and that is staged but not committed.
 * @param file absolute path, links resolved
 * @param options `from`: id of HEAD's commit
 * @returns relative to the repository's root, with `/`
 */
export async function pathAtHead(
  file: string,
  { repository, from, signal }: { repository: Repository; from: string; signal?: AbortSignal },
): Promise<string> {
  const path = relative(repository.root, file).split(sep).join('/');
  const staged = await repository.changes(from, 'index', { signal });
  return staged.find((change) => change.status === 'renamed' && change.path === path)?.previous ?? path;
}
