import assert from 'node:assert/strict';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitError, Repository } from '../../../src/engine/git';
import { blobId } from '../../../src/engine/text/blobId';
import { gitEnvironment } from '../../../src/node/git/gitEnvironment';
import { gitProgram } from '../../../src/node/git/gitProgram';
import { nodeGit } from '../../../src/node/git/nodeGit';
import { GitFolder, git } from '../../support/gitRepository';

const code = (expected: string) => (error: GitError) => error.code === expected;

describe('the places of git', () => {
  let at: GitFolder;
  const { env } = process;
  const current = process.cwd();

  beforeEach(async () => {
    at = await GitFolder.make();
  });
  afterEach(async () => {
    process.env = env;
    process.chdir(current);
    await at.dispose();
  });

  const staged = async (repository: Repository) =>
    (await repository.entries('index')).map(({ path, id }) => [path, id] as const);

  it('says where there is no git, no work tree', async () => {
    await at.commit('first', { 'a.prompt': 'a' });
    await assert.rejects(nodeGit.open(at.file('.git')), code('no-work-tree'));
    await at.git('clone', '--quiet', '--bare', at.path, at.file('bare.git'));
    await assert.rejects(nodeGit.open(at.file('bare.git')), code('no-work-tree'));
    process.env = { ...env, PATH: '/nowhere' };
    await assert.rejects(nodeGit.open(at.path), code('no-git'));
  });

  it('opens repositories whose paths are hard to write', async () => {
    await at.commit('first', { 'a.prompt': 'a' });
    const odd = at.file('.git/../odd "name"\n 中文');
    await mkdir(odd);
    await git(odd, 'init', '--quiet');
    await writeFile(join(odd, 'line\nbreak "x".prompt'), 'b');
    await git(odd, 'add', '--all');
    const repository = await at.open(odd);
    assert.equal(repository.root, odd);
    assert.deepEqual(await staged(repository), [['line\nbreak "x".prompt', blobId('b')]]);
  });

  it('knows the names of objects in SHA-256', async () => {
    await at.git('init', '--quiet', '--object-format=sha256');
    await at.commit('first', { 'deep/a.prompt': 'a', empty: '' });
    const repository = await at.open();
    const head = await repository.resolve('HEAD');
    assert.deepEqual([repository.objectFormat, head.length], ['sha256', 64]);
    const [folder] = await repository.readFolder(head);
    assert.deepEqual([folder?.name, folder?.kind], ['deep', 'folder']);
    const [file] = await repository.readFolder(folder?.id ?? '');
    assert.equal(Buffer.from(await repository.readBlob(file?.id ?? '')).toString(), 'a');
    assert.deepEqual(
      (await repository.entries('index')).map(({ path }) => path),
      ['deep/a.prompt', 'empty'],
    );
  });

  it('does not take what is only announced for staged, and what is empty for announced', async () => {
    await at.commit('first', { 'a.prompt': 'a', 'was.prompt': 'w' });
    await at.git('rm', '--quiet', '--cached', 'was.prompt');
    await at.write({ 'new.prompt': 'new', 'empty.prompt': '' });
    await at.git('add', '--intent-to-add', 'new.prompt', 'was.prompt');
    await at.git('add', 'empty.prompt');
    const repository = await at.open();
    assert.deepEqual(
      (await staged(repository)).map(([path]) => path),
      ['a.prompt', 'empty.prompt'],
    );
    const changes = await repository.changes(await repository.resolve('HEAD'), 'index');
    assert.deepEqual(changes.map(({ status, path }) => [status, path]).sort(), [
      ['added', 'empty.prompt'],
      ['deleted', 'was.prompt'],
    ]);
  });

  it('says of a change that it is in conflict', async () => {
    await at.commit('first', { 'a.prompt': 'one' });
    await at.git('checkout', '--quiet', '-b', 'side');
    await at.commit('side', { 'a.prompt': 'side' });
    await at.git('checkout', '--quiet', 'main');
    const head = await at.commit('main', { 'a.prompt': 'main' });
    await assert.rejects(at.git('merge', 'side'));
    const changes = await (await at.open()).changes(head, 'index');
    assert.deepEqual(
      changes.map(({ path, conflict }) => [path, conflict]),
      [['a.prompt', true]],
    );
  });

  describe('within a hook', () => {
    /** As `git commit -a` does: another index, by a path relative to the top, where the hook is started. */
    const startHook = async (more: Record<string, string> = {}) => {
      await at.commit('first', { 'a.prompt': 'one', 'deep/b.prompt': 'b' });
      await copyFile(at.file('.git/index'), at.file('.git/next-index-1.lock'));
      await at.write({ 'a.prompt': 'two' });
      await at.git('add', 'a.prompt');
      await rename(at.file('.git/index'), at.file('.git/next'));
      await rename(at.file('.git/next-index-1.lock'), at.file('.git/index'));
      await rename(at.file('.git/next'), at.file('.git/next-index-1.lock'));
      process.chdir(at.path);
      process.env = { ...env, GIT_INDEX_FILE: '.git/next-index-1.lock', ...more };
    };

    it('reads the index that is about to be committed, from any folder', async () => {
      await startHook();
      for (const path of [at.path, at.file('deep/b.prompt')]) {
        const repository = await at.open(path);
        assert.equal(repository.root, at.path);
        assert.equal(new Map(await staged(repository)).get('a.prompt'), blobId('two'));
      }
    });

    it('does so where the hook is told the repository too, and has gone to another folder', async () => {
      await startHook({ GIT_DIR: at.file('.git'), GIT_INDEX_FILE: at.file('.git/next-index-1.lock'), GIT_PREFIX: '' });
      process.chdir(at.file('deep'));
      const repository = await at.open(at.file('deep'));
      assert.equal(repository.root, at.path);
      assert.equal(new Map(await staged(repository)).get('a.prompt'), blobId('two'));
      const changes = await repository.changes(await repository.resolve('HEAD'), 'index');
      assert.deepEqual(
        changes.map(({ path }) => path),
        ['a.prompt'],
      );
    });

    it('takes the folder of files that git was told of for a work tree', async () => {
      await at.commit('first', { 'a.prompt': 'one' });
      const elsewhere = await GitFolder.make();
      try {
        process.chdir(at.path);
        await rename(at.file('.git'), elsewhere.file('dotfiles'));
        process.env = { ...env, GIT_DIR: elsewhere.file('dotfiles'), GIT_WORK_TREE: '.' };
        const repository = await at.open();
        assert.equal(repository.root, at.path);
        assert.deepEqual(await staged(repository), [['a.prompt', blobId('one')]]);
      } finally {
        process.chdir(current);
        await elsewhere.dispose();
      }
    });

    it('does not take another repository for the one of the hook', async () => {
      await startHook({ GIT_DIR: '.git', GIT_WORK_TREE: '.' });
      const other = await GitFolder.make();
      try {
        await other.commit('first', { 'c.prompt': 'c' });
        const repository = await other.open();
        assert.equal(repository.root, other.path);
        assert.deepEqual(await staged(repository), [['c.prompt', blobId('c')]]);
        assert.equal(await repository.resolve('HEAD'), await other.git('rev-parse', 'HEAD'));
      } finally {
        await other.dispose();
      }
    });
  });

  it('leaves out of the environment what runs programs and what git would refuse', () => {
    const own = gitEnvironment({
      ...{ GIT_EXTERNAL_DIFF: 'evil', GIT_SSH: 'evil', GIT_ICASE_PATHSPECS: '1', GIT_CONFIG_PARAMETERS: "'a'='b'" },
      ...{ GIT_INDEX_FILE: 'index', HOME: '/home' },
    });
    assert.deepEqual(Object.keys(own).sort(), [
      ...['GIT_ALLOW_PROTOCOL', 'GIT_INDEX_FILE', 'GIT_NO_LAZY_FETCH', 'GIT_OPTIONAL_LOCKS', 'GIT_TERMINAL_PROMPT'],
      ...['HOME', 'LC_ALL'],
    ]);
    assert.equal(own.GIT_INDEX_FILE, join(current, 'index'));
    assert.equal('GIT_INDEX_FILE' in gitEnvironment({ GIT_INDEX_FILE: 'index' }, { foreign: true }), false);
  });

  it('looks for git on the PATH only, on Windows too', () => {
    assert.equal(gitProgram({ PATH: '' }, 'linux'), 'git');
    assert.match(gitProgram({ PATH: `.:relative:${at.path}` }, 'win32'), /git-is-not-on-the-path/);
  });
});

describe('reading objects', () => {
  let at: GitFolder;

  beforeEach(async () => {
    at = await GitFolder.make();
  });
  afterEach(() => at.dispose());

  it('keeps the order where some are too large, of another type, given up, or not there', async () => {
    const large = Buffer.alloc(20_000_000, 'x');
    const head = await at.commit('first', { 'a.prompt': 'a', 'b/c.prompt': 'c', large });
    const repository = await at.open();
    const [a, folder, big] = (await repository.readFolder(head)).map(({ id }) => id) as [string, string, string];
    const stop = new AbortController();
    const given = repository.readBlob(a, { signal: stop.signal });
    const all = [
      repository.readBlob(a),
      repository.readBlob(big, { maxBytes: 10 }),
      repository.readBlob(folder),
      repository.readBlob('0'.repeat(40)),
      repository.readFolder(folder),
      repository.readBlob(big),
      repository.readBlob(a, { maxBytes: 0 }),
      repository.readBlob(a),
    ];
    stop.abort(new Error('enough'));
    await assert.rejects(given, /enough/);
    const results = (await Promise.allSettled(all)).map((result) =>
      result.status === 'fulfilled' ? result.value.length : (result.reason as GitError).code,
    );
    assert.deepEqual(results, [1, 'too-large', 'missing-object', 'missing-object', 1, 20_000_000, 'too-large', 1]);
    await assert.rejects(repository.readBlob(a, { signal: stop.signal }), /enough/);
    await assert.rejects(repository.readBlob('HEAD'), code('unknown-revision'));
  });

  it('goes on after it was closed, and fails what waited', async () => {
    const head = await at.commit('first', { 'a.prompt': 'a' });
    const repository = await at.open();
    const waiting = repository.readFolder(head);
    repository.close();
    await assert.rejects(waiting, code('failed'));
    assert.equal((await repository.readFolder(head)).length, 1);
    await rm(at.file('.git/objects'), { recursive: true });
    await assert.rejects(repository.readBlob('0'.repeat(40)), (error: GitError) => error.name === 'GitError');
  });
});
