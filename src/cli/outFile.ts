import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './usageError';

/** A file that a report goes into. */
export interface OutFile {
  /** Replaces the file as a whole: a reader sees the old text or the new one, never a part. */
  write(text: string): Promise<void>;
}

/**
 * Makes sure, before anything is spent, that a report can be written.
 * @param path absolute
 * @throws {UsageError} where it cannot
 */
export async function openOutFile(path: string): Promise<OutFile> {
  try {
    await mkdir(dirname(path), { recursive: true });
    // A link stays one: what it points to is replaced.
    const target = await realpath(path).catch(() => path);
    const special = await isSpecial(target);
    await access(special ? target : dirname(target), constants.W_OK);
    return { write: (text) => (special ? writeFile(target, text) : replace(target, text)) };
  } catch (error) {
    throw new UsageError('cli.not-writable', { file: path, reason: reasonOf(error) });
  }
}

/** Devices and pipes (`/dev/stderr`) are written to, not replaced. */
async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw new Error('EISDIR');
  return found !== undefined && !found.isFile();
}

async function replace(path: string, text: string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    await writeFile(beside, text, { flag: 'wx' });
    await rename(beside, path);
  } catch (error) {
    await unlink(beside).catch(() => {});
    throw error;
  }
}

/** The system's name of a failure (`EACCES`), which says more in fewer words than its sentence. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return String(error);
}
