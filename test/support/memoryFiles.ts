import { posix } from 'node:path';
import { FileError, type FileSystem, type FolderEntry } from '../../src/engine/host';

/**
 * A file system in memory, for tests that only read.
 * @param content text or bytes by absolute path, with `/`
 * @param links where a path (a file or a folder) leads, for symbolic links
 */
export function memoryFiles(
  content: Readonly<Record<string, string | Uint8Array>>,
  links: Readonly<Record<string, string>> = {},
): FileSystem {
  const follow = (path: string): string => {
    for (const [from, to] of Object.entries(links)) {
      if (path === from || path.startsWith(`${from}/`)) return follow(to + path.slice(from.length));
    }
    return path;
  };
  const bytesAt = (path: string): Uint8Array | undefined => {
    const found = Object.hasOwn(content, follow(path)) ? content[follow(path)] : undefined;
    return typeof found === 'string' ? new TextEncoder().encode(found) : found;
  };
  const isFolder = (path: string) => Object.keys(content).some((file) => file.startsWith(`${follow(path)}/`));
  const readOnly = (path: string) => Promise.reject(new FileError('read-only', path));
  return {
    async read(path, { maxBytes = Number.POSITIVE_INFINITY } = {}) {
      const bytes = bytesAt(path);
      if (bytes === undefined) throw new FileError(isFolder(path) ? 'not-a-file' : 'not-found', path);
      if (bytes.length > maxBytes) throw new FileError('too-large', path);
      return bytes;
    },
    async stat(path) {
      const bytes = bytesAt(path);
      if (bytes !== undefined) return { kind: 'file', size: bytes.length, modified: 0 };
      return isFolder(path) ? { kind: 'folder', size: 0, modified: 0 } : undefined;
    },
    async list(folder) {
      const entries = new Map<string, FolderEntry>();
      for (const file of Object.keys(content)) {
        const [name = '', ...rest] = posix.relative(follow(folder), file).split('/');
        if (name === '..' || name === '') continue;
        entries.set(name, { name, kind: rest.length > 0 ? 'folder' : 'file' });
      }
      return [...entries.values()];
    },
    async realPath(path) {
      if (bytesAt(path) === undefined && !isFolder(path)) throw new FileError('not-found', path);
      return follow(path);
    },
    write: readOnly,
    openAppend: readOnly,
    remove: readOnly,
  };
}
