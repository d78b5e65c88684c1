import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isInside } from '../engine/workspacePath';

/**
 * The folder that a file belongs to: the nearest one above it with `.assay` or `.git` in it, else the current folder where
 * the file is inside of that, else the file's own folder. `.assay/` is kept there, and nothing outside of it is read.
 * @param file absolute path
 * @param current absolute path of the current folder
 */
export async function findWorkspace(file: string, current: string): Promise<string> {
  const own = dirname(resolve(file));
  for (let folder = own; ; folder = dirname(folder)) {
    if ((await exists(join(folder, '.assay'))) || (await exists(join(folder, '.git')))) return folder;
    if (dirname(folder) === folder) break;
  }
  return isInside(file, current) ? resolve(current) : own;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
