import type { FileSystem } from '../../../src/engine/host';
import { nodeFiles } from '../../../src/node/nodeFiles';
import { memoryFiles } from '../../support/memoryFiles';

/** Files in memory, below `/w`, with the built-in judges where they are. */
export function judgedFiles(content: Readonly<Record<string, string>>): FileSystem {
  const memory = memoryFiles(content);
  const node = nodeFiles();
  const of = (path: string) => (path === '/w' || path.startsWith('/w/') ? memory : node);
  return {
    ...memory,
    read: (path, options) => of(path).read(path, options),
    stat: (path) => of(path).stat(path),
    list: (path) => of(path).list(path),
    realPath: (path) => of(path).realPath(path),
  };
}
