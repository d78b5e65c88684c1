import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder to open in a window, of one test's own. */
export interface Folder {
  path: string;
  dispose(): Promise<void>;
}

/** @param files texts by path below the folder */
export async function makeFolder(files: Readonly<Record<string, string>>): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'assay-ui-'));
  for (const [name, text] of Object.entries({ '.assay/.keep': '', ...files })) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return { path, dispose: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
