import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { FileSystem } from './host';

/** Whether a path is a folder or lies below it, by its text alone: links are not followed. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

export type WorkspacePath =
  | { file: string }
  /** `bad-path`: empty, absolute or unusable; `outside`: leaves the workspace, by its text or by a link; `not-found`. */
  | { fault: 'bad-path' | 'outside' | 'not-found' };

/**
 * Finds a file that another file of the workspace names by a relative path. Symbolic links are followed before it is
 * decided whether the file lies inside the workspace.
 * @param written the path as it is written, with `/` or the system's separator
 * @param from the file that names it
 */
export async function resolveInWorkspace(
  written: string,
  from: string,
  { files, workspace }: { files: FileSystem; workspace: string },
): Promise<WorkspacePath> {
  if (written === '' || written.includes('\0') || /^(?:[a-z]:|[\\/])/i.test(written)) return { fault: 'bad-path' };
  const file = resolve(dirname(from), written);
  if (!isInside(file, workspace)) return { fault: 'outside' };
  if ((await files.stat(file))?.kind !== 'file') return { fault: 'not-found' };
  const [real, root] = await Promise.all([files.realPath(file), files.realPath(workspace)]);
  return isInside(real, root) ? { file } : { fault: 'outside' };
}
