import { stat } from 'node:fs/promises';
import { shownPath } from '../engine/report/casePlace';
import { openOutFile } from './outFile';
import { UsageError } from './usageError';

/**
 * Writes files that are not there yet. That all of them can be written is made sure of before the first is.
 * @param options.exists the code of what is said where one is there already and nobody said that it may be replaced
 * @throws {UsageError} where one is there, or cannot be written
 */
export async function writeNewFiles(
  files: readonly { path: string; text: string }[],
  { force, cwd, exists }: { force: boolean; cwd: string; exists: string },
): Promise<void> {
  for (const { path } of files) {
    if (!force && (await isThere(path))) throw new UsageError(exists, { file: shownPath(path, cwd) });
  }
  const opened = await Promise.all(files.map(async ({ path, text }) => ({ out: await openOutFile(path), text })));
  for (const { out, text } of opened) await out.write(text);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
