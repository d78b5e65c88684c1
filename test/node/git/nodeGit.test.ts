import assert from 'node:assert/strict';
import { access, chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { savedChanges } from '../../../src/engine/gate/savedChanges';
import type { Commit, GitError, Repository } from '../../../src/engine/git';
import { FileError } from '../../../src/engine/host';
import { blobId } from '../../../src/engine/text/blobId';
import { snapshotFiles } from '../../../src/engine/versions/snapshotFiles';
import { nodeGit } from '../../../src/node/git/nodeGit';
import { nodeFiles } from '../../../src/node/nodeFiles';
import { commitAll, git, initRepository } from '../../support/gitRepository';

describe('git', () => {
  let folder: string;
  let repository: Repository | undefined;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-git-')));
  });
  afterEach(async () => {
    repository?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (files: Record<string, string | Buffer>) => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
  };
  const open = async (path = folder) => {
    repository = await nodeGit.open(path);
    return repository;
  };
  const code = (expected: string) => (error: GitError) => error.code === expected;
  const all = async (commits: AsyncIterable<Commit>) => {
    const found: Commit[] = [];
    for await (const commit of commits) found.push(commit);
    return found;
  };
  const at = async (tree: Parameters<typeof snapshotFiles>[0]['at']) =>
    snapshotFiles({ repository: repository as Repository, at: tree, files: nodeFiles() });
  const text = async (files: Awaited<ReturnType<typeof at>>, name: string) =>
    Buffer.from(await files.read(join(folder, name))).toString('utf8');

  it('says where there is no repository, no commit and no such revision', async () => {
    await assert.rejects(nodeGit.open(folder), code('no-repository'));
    await git(folder, 'init', '--quiet');
    const opened = await open();
    await assert.rejects(opened.resolve('HEAD'), code('no-commits'));
    await write({ 'a.prompt': 'a' });
    await commitAll(folder, 'first');
    for (const revision of ['nope', '--help', '-o/tmp/x', 'HEAD:a.prompt', '', 'HEAD\n', '@{upstream}']) {
      await assert.rejects(opened.resolve(revision), code('unknown-revision'), revision);
    }
  });

  it('finds commits by branch, tag, short id and in a detached HEAD', async () => {
    await write({ 'a.prompt': 'a' });
    await initRepository(folder);
    await git(folder, 'tag', '-a', 'v1', '-m', 'one');
    const opened = await open();
    const id = await git(folder, 'rev-parse', 'HEAD');
    for (const revision of ['main', 'v1', id.slice(0, 7), 'HEAD']) assert.equal(await opened.resolve(revision), id);
    assert.equal(opened.branch, 'main');
    await git(folder, 'checkout', '--quiet', '--detach');
    assert.equal((await open()).branch, undefined);
  });

  it('reads the files of a commit and of the index, whatever is in the work tree', async () => {
    await write({ 'a.prompt': 'first\n', '子/檔 案.prompt': '中文 😀\n', 'gone.prompt': 'x' });
    await initRepository(folder);
    await git(folder, 'rm', '--quiet', 'gone.prompt');
    await write({ 'a.prompt': 'staged\n' });
    await git(folder, 'add', 'a.prompt');
    await write({ 'a.prompt': 'saved\n', 'new.prompt': 'untracked' });
    const opened = await open();
    const [commit, index] = [await at({ commit: await opened.resolve('HEAD') }), await at('index')];
    assert.deepEqual([await text(commit, 'a.prompt'), await text(index, 'a.prompt')], ['first\n', 'staged\n']);
    assert.equal(await text(commit, '子/檔 案.prompt'), '中文 😀\n');
    assert.deepEqual(
      [await commit.stat(join(folder, 'gone.prompt')), await index.stat(join(folder, 'gone.prompt'))],
      [{ kind: 'file', size: 0, modified: 0 }, undefined],
    );
    await assert.rejects(index.read(join(folder, 'new.prompt')), (error: FileError) => error.code === 'not-found');
    assert.deepEqual(await commit.list(join(folder, '子')), [{ name: '檔 案.prompt', kind: 'file' }]);
    await assert.rejects(index.write(join(folder, 'a.prompt'), ''), (error: FileError) => error.code === 'read-only');
    await index.write(join(folder, '.assay/runs/x'), 'a record');
    await access(join(folder, '.assay/runs/x'));
  });

  it('follows links inside of a version and none that lead out of it', async () => {
    await write({ 'real.prompt': 'real' });
    await symlink('real.prompt', join(folder, 'inside.prompt'));
    await symlink('/etc/passwd', join(folder, 'outside.prompt'));
    await symlink('../../../etc/passwd', join(folder, 'up.prompt'));
    await symlink('loop.prompt', join(folder, 'loop.prompt'));
    await initRepository(folder);
    const opened = await open();
    const files = await at({ commit: await opened.resolve('HEAD') });
    assert.equal(await text(files, 'inside.prompt'), 'real');
    assert.equal(await files.realPath(join(folder, 'inside.prompt')), join(folder, 'real.prompt'));
    for (const name of ['outside.prompt', 'up.prompt', 'loop.prompt']) {
      await assert.rejects(files.read(join(folder, name)), FileError, name);
    }
  });

  it('gives blobs as they are stored: binary, large, and with line breaks that git converts', async () => {
    const binary = Buffer.from([0, 10, 13, 255, 0, 10]);
    await git(folder, 'init', '--quiet');
    await write({ '.gitattributes': '*.prompt text eol=crlf\n', 'a.prompt': 'one\r\ntwo\r\n', 'b.bin': binary });
    await commitAll(folder, 'first');
    const opened = await open();
    const entries = await opened.entries({ commit: await opened.resolve('HEAD') });
    const id = (path: string) => entries.find((entry) => entry.path === path)?.id ?? '';
    assert.deepEqual(Buffer.from(await opened.readBlob(id('b.bin'))), binary);
    assert.equal(Buffer.from(await opened.readBlob(id('a.prompt'))).toString(), 'one\ntwo\n');
    assert.equal(blobId('one\r\ntwo\r\n'), id('a.prompt'));
    await assert.rejects(opened.readBlob(id('b.bin'), { maxBytes: 5 }), code('too-large'));
    const both = await Promise.all([opened.readBlob(id('a.prompt')), opened.readBlob(id('b.bin'))]);
    assert.deepEqual(
      both.map((bytes) => bytes.length),
      [8, 6],
    );
    await assert.rejects(opened.readBlob('0'.repeat(40)), code('missing-object'));
  });

  it('knows what changed, renames included, and what is in conflict', async () => {
    const long = 'a line\n'.repeat(20);
    await write({ 'old.prompt': long, 'b.prompt': 'b', 'c.prompt': 'c' });
    await initRepository(folder);
    await git(folder, 'mv', 'old.prompt', 'new name.prompt');
    await write({ 'b.prompt': 'other' });
    await git(folder, 'rm', '--quiet', 'c.prompt');
    await git(folder, 'add', '--all');
    const opened = await open();
    const head = await opened.resolve('HEAD');
    const changes = (await opened.changes(head, 'index')).map(({ status, path, previous }) => [status, path, previous]);
    assert.deepEqual(changes.sort(), [
      ['deleted', 'c.prompt', undefined],
      ['modified', 'b.prompt', undefined],
      ['renamed', 'new name.prompt', 'old.prompt'],
    ]);
    await git(folder, 'commit', '--quiet', '-m', 'ours');
    await git(folder, 'checkout', '--quiet', '-b', 'theirs', 'HEAD~1');
    await write({ 'b.prompt': 'theirs' });
    await commitAll(folder, 'theirs');
    await assert.rejects(git(folder, 'merge', 'main'));
    const conflict = (await opened.entries('index')).filter((entry) => entry.conflict);
    assert.deepEqual(
      conflict.map(({ path, id }) => [path, id]),
      [['b.prompt', blobId('theirs')]],
    );
  });

  it('lists the commits that touched files, merges that made something of their own, and where a shallow clone ends', async () => {
    await write({ 'old.prompt': 'one\ntwo\nthree\nfour\nfive\nsix\n' });
    await initRepository(folder);
    await git(folder, 'checkout', '--quiet', '-b', 'side');
    await write({ 'old.prompt': 'ONE\ntwo\nthree\nfour\nfive\nsix\n' });
    await commitAll(folder, 'side \u0001 \u0002 : 邊');
    await git(folder, 'checkout', '--quiet', 'main');
    await write({ 'other.txt': 'x' });
    await commitAll(folder, 'unrelated');
    await write({ 'old.prompt': 'one\ntwo\nthree\nfour\nfive\nSIX\n' });
    await commitAll(folder, 'main');
    await git(folder, 'merge', '--quiet', '--no-ff', '-m', 'merge', 'side');
    await git(folder, 'mv', 'old.prompt', 'new.prompt');
    await git(folder, 'commit', '--quiet', '--allow-empty-message', '-m', '');
    const opened = await open();
    const from = await opened.resolve('HEAD');
    const found = await all(opened.log({ from, paths: ['new.prompt', 'old.prompt'] }));
    assert.deepEqual(found.map(({ subject, changes }) => [subject, ...changes.map((each) => each.status)]).sort(), [
      ['', 'added', 'deleted'],
      ['first', 'added'],
      ['main', 'modified'],
      ['merge', 'modified'],
      ['side \u0001 \u0002 : 邊', 'modified'],
    ]);
    const { author, email, parents, changes } = found.find(({ subject }) => subject === 'merge') as Commit;
    assert.deepEqual([author, email, parents.length], ['Ada', 'ada@example.com', 2]);
    assert.equal(changes[0]?.id, blobId('ONE\ntwo\nthree\nfour\nfive\nSIX\n'));
    const clone = `${folder}-clone`;
    await git(dirname(folder), 'clone', '--quiet', '--depth', '2', `file://${folder}`, clone);
    const shallow = await nodeGit.open(clone);
    assert.deepEqual([opened.shallow, opened.cutOff.size, shallow.shallow], [false, 0, true]);
    const last = (await all(shallow.log({ from, paths: ['old.prompt'] }))).at(-1);
    assert.deepEqual([last?.parents, shallow.cutOff.has(last?.id ?? '')], [[], true]);
    shallow.close();
    await rm(clone, { recursive: true });
  });

  it('ends at once when it is told to', async () => {
    await write({ 'a.prompt': 'a' });
    await initRepository(folder);
    const opened = await open();
    const from = await opened.resolve('HEAD');
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await assert.rejects(all(opened.log({ from, paths: ['a.prompt'], signal: stop.signal })), /enough/);
  });

  it('works in a worktree, a submodule and a sparse checkout', async () => {
    await write({ 'a.prompt': 'a', 'deep/b.prompt': 'b' });
    await initRepository(folder);
    const tree = `${folder}-tree`;
    await git(folder, 'worktree', 'add', '--quiet', tree);
    const opened = await nodeGit.open(join(tree, 'deep', 'not-there.prompt'));
    assert.equal(opened.root, tree);
    opened.close();
    await git(folder, 'worktree', 'remove', '--force', tree);
    await git(folder, 'sparse-checkout', 'set', '--no-cone', '/a.prompt');
    await open();
    assert.equal(await text(await at('index'), 'deep/b.prompt'), 'b');
    await git(folder, 'sparse-checkout', 'disable');
    await git(folder, 'submodule', '--quiet', 'add', `file://${folder}`, 'module');
    const inside = await nodeGit.open(join(folder, 'module'));
    assert.equal(inside.root, join(folder, 'module'));
    inside.close();
    assert.equal(await (await at('index')).stat(join(folder, 'module/a.prompt')), undefined);
  });

  it('runs nothing that a hostile repository configures', async () => {
    await write({ 'a.prompt': 'a\n', '.gitattributes': '* diff=evil filter=evil\n' });
    await initRepository(folder);
    const marker = join(folder, 'RAN');
    const evil = join(folder, 'evil.sh');
    await writeFile(evil, `#!/bin/sh\ntouch '${marker}'\ncat\n`);
    await chmod(evil, 0o755);
    for (const key of [
      'core.fsmonitor',
      'diff.external',
      'diff.evil.textconv',
      'diff.evil.command',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'core.pager',
      'pager.log',
      'core.sshCommand',
      'core.editor',
      'gpg.program',
      'alias.log',
      'alias.rev-parse',
    ]) {
      await git(folder, 'config', key, key.startsWith('alias') ? `!${evil}` : evil);
    }
    await git(folder, 'config', 'log.showSignature', 'true');
    for (const hook of ['post-index-change', 'pre-commit', 'reference-transaction', 'post-checkout']) {
      await writeFile(join(folder, '.git/hooks', hook), `#!/bin/sh\ntouch '${marker}'\n`, { mode: 0o755 });
    }
    await write({ 'a.prompt': 'changed\n' });
    const opened = await open();
    const head = await opened.resolve('HEAD');
    await opened.entries('index');
    await opened.entries({ commit: head });
    await opened.changes(head, 'index');
    await opened.changes('empty', { commit: head });
    assert.deepEqual(
      (await savedChanges(opened, head, nodeFiles())).map(({ path }) => path),
      ['a.prompt'],
    );
    await all(opened.log({ from: head, paths: ['a.prompt'] }));
    await text(await at({ commit: head }), 'a.prompt');
    await assert.rejects(access(marker), 'nothing ran');
  });
});
