import { type FolderItem, GitError, type ObjectFormat } from '../../engine/git';

const KINDS: Readonly<Record<string, FolderItem['kind']>> = {
  '40000': 'folder',
  '120000': 'link',
  '160000': 'submodule',
};
const ID_BYTES = { sha1: 20, sha256: 32 } as const;

/**
 * Reads a tree object: `MODE NAME\0` and the bytes of an id, one after the other.
 * @throws {GitError} `failed` where it is none
 */
export function parseFolder(bytes: Uint8Array, format: ObjectFormat): FolderItem[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const idBytes = ID_BYTES[format];
  const items: FolderItem[] = [];
  for (let offset = 0; offset < buffer.length; ) {
    const space = buffer.indexOf(0x20, offset);
    const end = buffer.indexOf(0, offset);
    const next = end + 1 + idBytes;
    if (space < 0 || end < space || next > buffer.length) throw new GitError('failed', 'a folder that is cut off');
    const mode = buffer.toString('latin1', offset, space);
    items.push({
      name: buffer.toString('utf8', space + 1, end),
      kind: KINDS[mode] ?? 'file',
      id: buffer.toString('hex', end + 1, next),
    });
    offset = next;
  }
  return items;
}
