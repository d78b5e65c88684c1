import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installHook, uninstallHook } from '../../../src/node/hooks/installHook';
import { git, initRepository } from '../../support/gitRepository';

const PROGRAM = { node: '/opt/no de/bin/node', cli: "/opt/it's/cli.js" };

describe('the pre-commit hook', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-hook-')));
    await initRepository(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const hooks = (name = 'pre-commit') => join(folder, '.git/hooks', name);
  const own = async () => (await readdir(join(folder, '.git/hooks'))).filter((name) => !name.endsWith('.sample'));

  it('is written where git looks for it, can be run, and goes away again', async () => {
    assert.deepEqual(await installHook(folder, PROGRAM), { outcome: 'installed', file: hooks() });
    assert.equal((await stat(hooks())).mode & 0o777, 0o755);
    const script = await readFile(hooks(), 'utf8');
    assert.match(script, /^#!\/bin\/sh\n/);
    assert.ok(script.includes(`'/opt/no de/bin/node' '/opt/it'\\''s/cli.js' gate --staged --hook`));
    assert.equal((await installHook(folder, PROGRAM)).outcome, 'updated');
    assert.deepEqual(await uninstallHook(folder), { outcome: 'removed', file: hooks(), restored: false });
    assert.deepEqual(await own(), []);
    assert.deepEqual(await uninstallHook(folder), { outcome: 'absent' });
  });

  it('keeps the hook that is there and puts exactly that back', async () => {
    const bytes = Buffer.from('#!/usr/bin/env python3\nprint("\xff")', 'latin1');
    await writeFile(hooks(), bytes);
    await chmod(hooks(), 0o700);
    const { kept } = (await installHook(folder, PROGRAM)) as { kept?: string };
    assert.equal(kept, hooks('pre-commit.before-assay'));
    await installHook(folder, PROGRAM);
    await uninstallHook(folder);
    assert.deepEqual(await readFile(hooks()), bytes);
    assert.equal((await stat(hooks())).mode & 0o777, 0o700);
    assert.deepEqual(await own(), ['pre-commit']);
  });

  it('leaves a hook of somebody else’s alone when asked to go', async () => {
    await writeFile(hooks(), '#!/bin/sh\n');
    assert.deepEqual(await uninstallHook(folder), { outcome: 'absent' });
    assert.equal(await readFile(hooks(), 'utf8'), '#!/bin/sh\n');
  });

  it('follows core.hooksPath inside of the repository', async () => {
    await git(folder, 'config', 'core.hooksPath', '.githooks');
    const file = join(folder, '.githooks/pre-commit');
    assert.deepEqual(await installHook(folder, PROGRAM), { outcome: 'installed', file });
  });

  it('writes nothing into a folder of hooks that other repositories share', async () => {
    const shared = await mkdtemp(join(tmpdir(), 'assay-shared-'));
    await git(folder, 'config', 'core.hooksPath', shared);
    assert.deepEqual(await installHook(folder, PROGRAM), {
      outcome: 'by-hand',
      place: { kind: 'shared', folder: shared },
    });
    assert.deepEqual(await readdir(shared), []);
    await rm(shared, { recursive: true });
  });

  for (const before of ['npm test\n', 'npm test']) {
    it(`adds a block to husky’s script and takes exactly that away again: ${JSON.stringify(before)}`, async () => {
      await mkdir(join(folder, '.husky/_'), { recursive: true });
      await git(folder, 'config', 'core.hooksPath', '.husky/_');
      const file = join(folder, '.husky/pre-commit');
      await writeFile(file, before);
      assert.deepEqual(await installHook(folder, PROGRAM), { outcome: 'installed', file });
      assert.deepEqual(await installHook(folder, PROGRAM), { outcome: 'updated', file });
      const text = await readFile(file, 'utf8');
      assert.ok(text.startsWith(before));
      assert.equal(text.split('# >>> assay').length, 2);
      assert.deepEqual(await uninstallHook(folder), { outcome: 'removed', file, restored: true });
      assert.equal(await readFile(file, 'utf8'), before);
    });
  }

  for (const [config, manager] of [
    ['lefthook.yml', 'lefthook'],
    ['.pre-commit-config.yaml', 'pre-commit'],
  ] as const) {
    it(`leaves ${config} to a person`, async () => {
      await writeFile(join(folder, config), '');
      const place = { kind: 'managed', manager, config: join(folder, config) };
      assert.deepEqual(await installHook(folder, PROGRAM), { outcome: 'by-hand', place });
      assert.deepEqual(await own(), []);
    });
  }

  it('is shared by the worktrees of a repository, and a submodule has its own', async () => {
    const tree = `${folder}-tree`;
    await git(folder, 'worktree', 'add', '--quiet', tree);
    assert.deepEqual(await installHook(tree, PROGRAM), { outcome: 'installed', file: hooks() });
    await rm(tree, { recursive: true });
    const library = await realpath(await mkdtemp(join(tmpdir(), 'assay-library-')));
    await initRepository(library);
    await git(folder, 'submodule', '--quiet', 'add', library, 'library');
    const file = join(folder, '.git/modules/library/hooks/pre-commit');
    assert.deepEqual(await installHook(join(folder, 'library'), PROGRAM), { outcome: 'installed', file });
    await rm(library, { recursive: true });
  });
});
