import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './vscodeHost/npm.mjs';

/**
 * Installs the project's dependencies where they are missing or not those of package-lock.json. Works before
 * anything is installed: uses nothing but Node.
 * @param {string} root
 * @param {(line: string) => void} [log]
 */
export async function ensureInstalled(root, log = console.log) {
  if (await isInstalled(root)) return;
  log('Installing dependencies …');
  await npm(['ci'], root);
}

/**
 * Whether all that package-lock.json asks for is there: npm keeps a list of what it has installed in node_modules.
 * Optional packages do not count, each machine has its own.
 * @param {string} root
 */
export async function isInstalled(root) {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = await packagesIn(join(root, 'package-lock.json'));
  const installed = await packagesIn(hidden);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, { version?: string; optional?: boolean }>>}
 */
async function packagesIn(file) {
  return JSON.parse(await readFile(file, 'utf8')).packages;
}
