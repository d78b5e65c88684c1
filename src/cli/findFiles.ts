import { basename, join, resolve } from 'node:path';
import type { FileSystem } from '../engine/host';
import { UsageError } from './usageError';

/** Folders that hold no files of the user's own. */
const SKIPPED = new Set(['node_modules']);
const DEEPEST = 20;

const PROMPT = /^[^_].*\.prompt$/i;
const TEST_SET = /\.test\.(ya?ml|jsonl?|csv|tsv)$/i;

/** Whether a file's name is that of a prompt. */
export function isPrompt(file: string): boolean {
  return /\.prompt$/i.test(file);
}

/** Whether a file's name is that of a prompt that is no partial. */
export function isWholePrompt(file: string): boolean {
  return PROMPT.test(basename(file));
}

/** Whether a file's name is that of a test set beside its prompt. */
export function isTestSet(file: string): boolean {
  return TEST_SET.test(basename(file));
}

/**
 * The files that arguments name: each file itself, and for a folder all files in it and below that are wanted, in the
 * order of their paths. Hidden folders are passed over.
 * @throws {UsageError} where there is nothing
 */
export async function findFiles(
  names: readonly string[],
  { files, cwd, wanted }: { files: FileSystem; cwd: string; wanted: (file: string) => boolean },
): Promise<{ file: string; fromFolder: boolean }[]> {
  const found = new Map<string, { file: string; fromFolder: boolean }>();
  for (const name of names) {
    const path = resolve(cwd, name);
    const stat = await files.stat(path);
    if (stat === undefined) throw new UsageError('cli.file-not-found', { file: name });
    const matches = stat.kind === 'file' ? [path] : await filesIn(path, wanted, files, 0);
    for (const file of matches) {
      if (!found.has(file)) found.set(file, { file, fromFolder: stat.kind === 'folder' });
    }
  }
  return [...found.values()];
}

async function filesIn(
  folder: string,
  wanted: (file: string) => boolean,
  files: FileSystem,
  depth: number,
): Promise<string[]> {
  const entries = (await files.list(folder)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: string[] = [];
  for (const { name, kind } of entries) {
    const path = join(folder, name);
    if (kind === 'file' && wanted(path)) found.push(path);
    if (kind !== 'folder' || name.startsWith('.') || SKIPPED.has(name) || depth >= DEEPEST) continue;
    found.push(...(await filesIn(path, wanted, files, depth + 1)));
  }
  return found;
}
