import { chmod, mkdir, readFile, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts the project's own commands into node_modules/.bin, as npm does for dependencies but not for the project
 * itself, so that `npx assay` in a clone runs what was built there without asking any registry.
 * @param {string} root
 */
export async function linkOwnBin(root) {
  const { bin } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const folder = join(root, 'node_modules/.bin');
  await mkdir(folder, { recursive: true });
  for (const [name, target] of Object.entries(bin)) {
    const link = join(folder, name);
    await unlink(link).catch(ignoreMissing);
    if (process.platform === 'win32') {
      await writeFile(`${link}.cmd`, `@node "%~dp0\\..\\..\\${target.replaceAll('/', '\\')}" %*\r\n`);
      continue;
    }
    await symlink(`../../${target}`, link);
    await chmod(link, 0o755).catch(ignoreMissing);
  }
}

/** @param {NodeJS.ErrnoException} error */
function ignoreMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}
