import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * A copy of the sample to play in. What its user has changed or removed stays so; the rest follows the original.
 * @param {string} original
 * @param {string} copy
 */
export async function sampleWorkspace(original, copy) {
  const record = `${copy}.json`;
  /** @type {Record<string, string>} what was copied last time, by path */
  const before = existsSync(record) ? JSON.parse(await readFile(record, 'utf8')) : {};
  /** @type {Record<string, string>} */
  const after = {};
  for (const path of readdirSync(original, { recursive: true, encoding: 'utf8' })) {
    const source = join(original, path);
    if (!statSync(source).isFile()) continue;
    const target = join(copy, path);
    const removed = before[path] !== undefined && !existsSync(target);
    const changed = existsSync(target) && (await digest(target)) !== before[path];
    after[path] = before[path] ?? '';
    if (removed || changed) continue;
    await mkdir(dirname(target), { recursive: true });
    await copyFile(source, target);
    after[path] = await digest(target);
  }
  await mkdir(copy, { recursive: true });
  await writeFile(record, JSON.stringify(after, null, 2));
}

/** @param {string} file */
async function digest(file) {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
