import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Runs a task while holding a lock file, so that two processes do not prepare the same folder at once. A lock whose
 * owner is gone is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function withLock(file, task) {
  await mkdir(dirname(file), { recursive: true });
  while (!(await tryLock(file))) {
    if (!(await ownerIsAlive(file))) await rm(file, { force: true });
    else await delay(200);
  }
  try {
    return await task();
  } finally {
    await rm(file, { force: true });
  }
}

/** @param {string} file */
async function tryLock(file) {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
async function ownerIsAlive(file) {
  let owner = '';
  try {
    owner = await readFile(file, 'utf8');
  } catch {
    return false;
  }
  // Empty: created this instant, its owner is about to write into it.
  if (owner === '') return true;
  try {
    process.kill(Number(owner), 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
