import { FileError, type FileSystem } from './host';

/** A file system in which some files hold another text, or are there at all. Everything else is the one below. */
export function textOverlay(files: FileSystem, texts: ReadonlyMap<string, string>): FileSystem {
  const bytesOf = (path: string) => {
    const text = texts.get(path);
    return text === undefined ? undefined : Buffer.from(text, 'utf8');
  };
  return {
    async read(path, options) {
      const bytes = bytesOf(path);
      if (bytes === undefined) return files.read(path, options);
      if (bytes.length > (options?.maxBytes ?? Number.POSITIVE_INFINITY)) throw new FileError('too-large', path);
      return bytes;
    },
    async stat(path) {
      const bytes = bytesOf(path);
      return bytes === undefined ? files.stat(path) : { kind: 'file', size: bytes.length, modified: 0 };
    },
    list: (folder) => files.list(folder),
    realPath: (path) => (texts.has(path) ? files.realPath(path).catch(() => path) : files.realPath(path)),
    write: (path, data) => files.write(path, data),
    openAppend: (path) => files.openAppend(path),
    remove: (path) => files.remove(path),
  };
}
