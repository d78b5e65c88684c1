import assert from 'node:assert/strict';
import { access, chmod, rm, writeFile } from 'node:fs/promises';
import type { GitError, Repository } from '../../../src/engine/git';
import { blobId } from '../../../src/engine/text/blobId';
import { GitFolder, git } from '../../support/gitRepository';

/** Keys that name a program which git runs when it talks with a remote. */
const PROGRAMS = [
  'core.sshCommand',
  'core.askPass',
  'core.gitProxy',
  'core.fsmonitor',
  'core.alternateRefsCommand',
  'credential.helper',
  'remote.origin.uploadpack',
  'remote.origin.receivepack',
  'uploadpack.packObjectsHook',
  'gc.recentObjectsHook',
  'gpg.program',
];
const HOOKS = ['pre-push', 'reference-transaction', 'pre-auto-gc', 'post-index-change'];
const HOOKS_OF_REMOTE = [
  'pre-receive',
  'update',
  'post-receive',
  'post-update',
  'reference-transaction',
  'proc-receive',
];

describe('notes in a hostile repository', function () {
  this.timeout(60_000);
  let at: GitFolder;
  let bare: string;
  let evil: string;
  let repository: Repository;
  const blob = blobId('a\n');
  const { env } = process;

  beforeEach(async () => {
    at = await GitFolder.make();
    await at.commit('first', { 'a.prompt': 'a\n' });
    bare = `${at.path}.git`;
    await at.git('clone', '--quiet', '--bare', at.path, bare);
    await at.git('remote', 'add', 'origin', bare);
    evil = at.file('.git/evil.sh');
    await writeFile(evil, `#!/bin/sh\ntouch '${at.file('.git/RAN')}'\nexit 1\n`);
    await chmod(evil, 0o755);
    repository = await at.open();
    await repository.notes.add(new Map([[blob, ['line']]]));
  });
  afterEach(async () => {
    process.env = env;
    await at.dispose();
    await rm(bare, { recursive: true });
  });

  const hasRun = () =>
    access(at.file('.git/RAN')).then(
      () => true,
      () => false,
    );
  const trap = async (folder: string, hooks: readonly string[]) => {
    for (const key of PROGRAMS) await git(folder, 'config', key, evil);
    for (const hook of hooks) await writeFile(`${folder}/hooks/${hook}`, `#!/bin/sh\n'${evil}'\n`, { mode: 0o755 });
  };

  it('runs nothing that it configures, and says what it did not heed', async () => {
    await trap(at.file('.git'), HOOKS);
    await at.git('config', `url.ext::${evil}.insteadOf`, bare);
    await at.git('config', 'protocol.ext.allow', 'always');
    const pushed = await repository.notes.push();
    assert.equal(pushed.pushed, 1);
    assert.deepEqual(pushed.ignored, [
      'core.askpass',
      'core.gitproxy',
      'core.sshcommand',
      'credential.helper',
      'remote.*.receivepack',
      'remote.*.uploadpack',
      'url.*.insteadof',
    ]);
    assert.equal((await repository.notes.fetch()).lines, 1);
    await assert.rejects(repository.notes.fetch({ remote: 'ssh://127.0.0.1:1/x.git' }), codeIs('no-access'));
    assert.equal(await hasRun(), false);
    // The traps are live.
    await assert.rejects(at.git('push', 'ssh://127.0.0.1:1/x.git', 'main'));
    assert.equal(await hasRun(), true);
  });

  it('takes no address for a command', async () => {
    await at.git('config', 'protocol.allow', 'always');
    await at.git('config', 'protocol.ext.allow', 'always');
    for (const url of [`ext::${evil}`, `ext::sh -c ${evil}`, `--upload-pack=${evil}`, `fd::1`, `ftp://127.0.0.1/x`]) {
      await at.git('config', 'remote.origin.url', url);
      await assert.rejects(repository.notes.fetch(), codeIs('forbidden-remote'), url);
      await at.git('config', 'remote.origin.url', bare);
      await at.git('config', 'remote.origin.pushurl', url);
      await assert.rejects(repository.notes.push(), codeIs('forbidden-remote'), url);
      await at.git('config', '--unset', 'remote.origin.pushurl');
    }
    await at.git('config', 'remote.origin.vcs', 'ext');
    await at.git('config', 'remote.origin.url', bare);
    assert.equal((await repository.notes.push()).pushed, 1);
    assert.equal(await hasRun(), false);
  });

  it('runs nothing of a folder that is its remote', async () => {
    await trap(bare, HOOKS_OF_REMOTE);
    await git(bare, 'config', 'gc.auto', '1');
    await writeFile(`${bare}/objects/info/alternates`, `${at.file('.git/objects')}\n`);
    assert.equal((await repository.notes.push()).pushed, 1);
    assert.equal((await repository.notes.fetch()).lines, 1);
    await git(bare, 'config', 'receive.procReceiveRefs', 'refs');
    await writeFile(`${bare}/hooks/proc-receive`, `#!/bin/sh\n'${evil}'\n`, { mode: 0o755 });
    await repository.notes.add(new Map([[blob, ['another']]]));
    await assert.rejects(repository.notes.push(), codeIs('refused'));
    assert.equal(await hasRun(), false);
    await assert.rejects(at.git('push', bare, 'main:other'));
    assert.equal(await hasRun(), true);
  });

  it('loses no object that only the repository knows of, whatever the user has set of collecting garbage', async () => {
    const user = at.file('.git/user');
    await writeFile(user, '[gc]\n\tauto = 1\n\tpruneExpire = now\n\tautoDetach = false\n');
    process.env = { ...env, GIT_CONFIG_GLOBAL: user };
    await writeFile(at.file('draft'), 'a draft');
    const draft = await at.git('hash-object', '-w', 'draft');
    await repository.notes.push();
    await repository.notes.fetch();
    assert.equal(await at.git('cat-file', '-t', draft), 'blob');
  });

  function codeIs(expected: string) {
    return (error: GitError) => error.code === expected;
  }
});
