import { dirname, resolve } from 'node:path';
import { isInside } from '../../workspacePath';
import type { LanguageContext } from '../languageContext';

/** A file or a folder that a path may go on to. */
export interface PathOffer {
  /** The whole path, `./judges/tone.prompt`; with a `/` at the end where it is a folder. */
  path: string;
  isFolder: boolean;
}

/** Folders that hold no sources of the user's. */
const PASSED_OVER: ReadonlySet<string> = new Set(['node_modules']);
const MOST_ENTRIES = 1000;

/**
 * What stands in the folder that a path has got to so far, relative to the file that names it; nothing outside of the workspace.
 * @param written the path as far as it is written
 * @param wanted what the names of files have to look like
 */
export async function filePaths(
  written: string,
  from: string,
  wanted: RegExp,
  { files, workspace }: Pick<LanguageContext, 'files' | 'workspace'>,
): Promise<PathOffer[]> {
  if (written.includes('\0') || /^(?:[a-z]:|[\\/])/i.test(written)) return [];
  const typed = written.slice(0, written.lastIndexOf('/') + 1);
  const way = typed === '' ? './' : typed;
  const folder = resolve(dirname(from), way);
  if (!isInside(folder, workspace) || (await files.stat(folder))?.kind !== 'folder') return [];
  const [real, root] = await Promise.all([files.realPath(folder), files.realPath(workspace)]);
  if (!isInside(real, root)) return [];
  const entries = (await files.list(folder)).slice(0, MOST_ENTRIES);
  const shown = entries.filter(({ name, kind }) => {
    if (name.startsWith('.') || PASSED_OVER.has(name)) return false;
    return kind === 'folder' || (wanted.test(name) && resolve(folder, name) !== from);
  });
  return shown
    .map(({ name, kind }) => ({ path: `${way}${name}${kind === 'folder' ? '/' : ''}`, isFolder: kind === 'folder' }))
    .sort((one, other) => Number(one.isFolder) - Number(other.isFolder) || (one.path < other.path ? -1 : 1));
}
