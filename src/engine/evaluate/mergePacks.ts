import { randomBytes } from 'node:crypto';
import type { FileSystem } from '../host';
import { keyOfLine, packFiles, packNames } from './cachePack';

/** So many packs may lie in a folder: each costs a look at the start of a run. */
const MOST_PACKS = 64;
/** Larger packs, in bytes, are worth a file of their own. */
const SMALL = 1024 * 1024;
/** A younger pack may still be written to by another process, in milliseconds. */
const SETTLED_MS = 60 * 60 * 1000;

/**
 * Puts the small old packs of a folder together into one, where there are many. Other processes may read meanwhile, or
 * even do the same: the new pack is complete before an old one goes, so that the worst that can happen is that a reply is
 * kept twice, or asked for once more.
 */
export async function mergePacks(folder: string, files: FileSystem, now: Date): Promise<void> {
  const names = packNames((await files.list(folder)).map(({ name }) => name));
  if (names.length <= MOST_PACKS) return;
  const small: string[] = [];
  const stats = await Promise.all(names.map((name) => files.stat(packFiles(folder, name).replies)));
  for (const [index, name] of names.entries()) {
    const stat = stats[index];
    if (stat !== undefined && stat.size < SMALL && now.getTime() - stat.modified > SETTLED_MS) small.push(name);
  }
  if (small.length < 2) return;
  const lines = new Map<string, string>();
  for (const name of small) {
    const text = new TextDecoder().decode(await files.read(packFiles(folder, name).replies, { maxBytes: SMALL }));
    for (const line of text.split('\n')) {
      const key = keyOfLine(line);
      // A torn line has no end.
      if (key !== undefined && line.endsWith('}}')) lines.set(key, line);
    }
  }
  // As old as the oldest of them, so that what came later still goes before it.
  const merged = packFiles(folder, `${small[0]?.split('-')[0]}-${randomBytes(6).toString('hex')}`);
  await files.write(merged.replies, [...lines.values()].map((line) => `${line}\n`).join(''));
  await files.write(merged.keys, [...lines.keys()].map((key) => `${key}\n`).join(''));
  for (const name of small) {
    const { replies, keys } = packFiles(folder, name);
    await files.remove(keys);
    await files.remove(replies);
  }
}
