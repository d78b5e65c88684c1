import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled } from '../../scripts/ensureInstalled.mjs';

describe('Whether the dependencies are installed', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'assay-installed-'));
    await mkdir(join(root, 'node_modules'));
    await lock('package-lock.json', { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/mac': optional });
  });

  afterEach(() => rm(root, { recursive: true }));

  const optional = { version: '2.0.0', optional: true };
  const lock = (file: string, packages: object) => writeFile(join(root, file), JSON.stringify({ packages }));

  it('is false where nothing is installed', async () => {
    assert.equal(await isInstalled(root), false);
  });

  it('is true where all that this machine needs is there', async () => {
    await lock('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
    assert.equal(await isInstalled(root), true);
  });

  it('is false where a version is another or a package is missing', async () => {
    await lock('node_modules/.package-lock.json', { 'node_modules/a': { version: '0.9.0' } });
    assert.equal(await isInstalled(root), false);
    await lock('node_modules/.package-lock.json', {});
    assert.equal(await isInstalled(root), false);
  });
});
