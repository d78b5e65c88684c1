import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileError } from '../../src/engine/host';
import { nodeFiles } from '../../src/node/nodeFiles';

describe('the file system of this machine', () => {
  const files = nodeFiles();
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const codeOf = async (promise: Promise<unknown>) =>
    promise.then(
      () => 'none',
      (error) => (error instanceof FileError ? error.code : String(error)),
    );

  it('replaces a file as a whole, makes its folders, and lets nobody else read it', async () => {
    const file = join(folder, 'a/b/檔案.json');
    await files.write(file, 'one');
    await files.write(file, 'two');
    assert.equal(await readFile(file, 'utf8'), 'two');
    assert.deepEqual(await readdir(join(folder, 'a/b')), ['檔案.json']);
    if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('reads up to a bound and not beyond it', async () => {
    const file = join(folder, 'a');
    await writeFile(file, 'x'.repeat(1000));
    assert.equal((await files.read(file, { maxBytes: 1000 })).length, 1000);
    assert.equal(await codeOf(files.read(file, { maxBytes: 999 })), 'too-large');
  });

  it('says what is wrong with a path', async () => {
    assert.equal(await codeOf(files.read(join(folder, 'none'))), 'not-found');
    assert.equal(await codeOf(files.read(folder)), 'not-a-file');
    assert.equal(await codeOf(files.realPath(join(folder, 'none'))), 'not-found');
    assert.equal(await files.stat(join(folder, 'none')), undefined);
    assert.deepEqual(await files.list(join(folder, 'none')), []);
  });

  it('tells files from folders, through links', async () => {
    await files.write(join(folder, 'file'), 'x');
    await files.write(join(folder, 'sub/file'), 'x');
    await symlink(join(folder, 'sub'), join(folder, 'link'));
    assert.equal((await files.stat(join(folder, 'file')))?.kind, 'file');
    assert.equal((await files.stat(join(folder, 'link')))?.kind, 'folder');
    const entries = (await files.list(folder)).sort((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual(
      entries.map(({ name, kind }) => `${name} ${kind}`),
      ['file file', 'link folder', 'sub folder'],
    );
  });

  it('appends in the order of the calls', async () => {
    const file = join(folder, 'runs/journal.jsonl');
    const journal = await files.openAppend(file);
    await Promise.all(Array.from({ length: 200 }, (_, index) => journal.append(`${index}\n`)));
    await journal.close();
    assert.deepEqual((await readFile(file, 'utf8')).trim().split('\n').map(Number), [...Array(200).keys()]);
  });

  it('removes a file, and nothing where there is none', async () => {
    await files.write(join(folder, 'file'), 'x');
    await files.remove(join(folder, 'file'));
    await files.remove(join(folder, 'file'));
    assert.deepEqual(await readdir(folder), []);
  });
});
