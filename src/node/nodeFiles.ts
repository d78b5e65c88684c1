import { randomBytes } from 'node:crypto';
import { constants, type FileHandle, mkdir, open, readdir, realpath, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type AppendHandle, FileError, type FileErrorCode, type FileSystem } from '../engine/host';

const CODES: Readonly<Record<string, FileErrorCode>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ENAMETOOLONG: 'not-found',
  EISDIR: 'not-a-file',
  ELOOP: 'no-access',
  EACCES: 'no-access',
  EPERM: 'no-access',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EROFS: 'read-only',
};

/** What a file of the user's own may be read by: nobody else. */
const MODE = 0o600;

/** The file system of this machine. */
export function nodeFiles(): FileSystem {
  return {
    read: (path, options) => told(path, () => readBounded(path, options?.maxBytes)),
    async stat(path) {
      try {
        const found = await stat(path);
        const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : undefined;
        return kind && { kind, size: found.size, modified: found.mtimeMs };
      } catch {
        return undefined;
      }
    },
    async list(folder) {
      try {
        const entries = await readdir(folder, { withFileTypes: true });
        return await Promise.all(
          entries.map(async (entry) => {
            const isFolder = entry.isSymbolicLink()
              ? await isFolderBehind(`${folder}/${entry.name}`)
              : entry.isDirectory();
            return { name: entry.name, kind: isFolder ? ('folder' as const) : ('file' as const) };
          }),
        );
      } catch {
        return [];
      }
    },
    realPath: (path) => told(path, () => realpath(path)),
    write: (path, data) => told(path, () => replace(path, data)),
    openAppend: (path) => told(path, () => openAppend(path)),
    remove: (path) =>
      told(path, async () => {
        await unlink(path).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOENT') throw error;
        });
      }),
  };
}

/** Failures that a person can act on, as such; others as they are. */
async function told<Result>(path: string, task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (error) {
    const code = CODES[(error as NodeJS.ErrnoException).code ?? ''];
    throw code === undefined ? error : new FileError(code, path, { cause: error });
  }
}

/** Not more than the bound is ever in memory, also of a file that grows or has no size (a pipe, a device). */
async function readBounded(path: string, maxBytes = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  // Without waiting for a writer: a named pipe would wait for ever.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new FileError('not-a-file', path);
    if (found.size > maxBytes) throw new FileError('too-large', path);
    const data = Number.isFinite(maxBytes) ? await readAtMost(file, maxBytes + 1, found.size) : await file.readFile();
    if (data.length > maxBytes) throw new FileError('too-large', path);
    return data;
  } finally {
    await file.close();
  }
}

async function readAtMost(file: FileHandle, limit: number, expected: number): Promise<Uint8Array> {
  let buffer = Buffer.allocUnsafe(Math.min(limit, expected + 1));
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
    length += bytesRead;
    if (bytesRead === 0 || length >= limit) return buffer.subarray(0, length);
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(limit, buffer.length * 2));
      buffer.copy(larger, 0, 0, length);
      buffer = larger;
    }
  }
}

async function isFolderBehind(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** A reader sees the old file or the new one, never half of it. */
async function replace(path: string, data: string | Uint8Array): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await openMakingFolders(draft, 'wx');
    try {
      await file.writeFile(data);
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await unlink(draft).catch(() => {});
    throw error;
  }
}

async function openMakingFolders(path: string, flags: string): Promise<FileHandle> {
  try {
    return await open(path, flags, MODE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, flags, MODE);
  }
}

async function openAppend(path: string): Promise<AppendHandle> {
  const file = await openMakingFolders(path, 'a');
  let last: Promise<void> = Promise.resolve();
  return {
    append(text) {
      // One write after the other; one that fails does not hold up the next.
      const write = () => told(path, () => file.appendFile(text));
      last = last.then(write, write);
      return last;
    },
    async close() {
      await last.catch(() => {});
      await file.close();
    },
  };
}
