import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { savedChanges } from '../../../src/engine/gate/savedChanges';
import type { GitError, Repository } from '../../../src/engine/git';
import { currentVersions } from '../../../src/engine/versions/currentVersions';
import { listVersions, readVersion } from '../../../src/engine/versions/listVersions';
import { nodeGit } from '../../../src/node/git/nodeGit';
import { nodeFiles } from '../../../src/node/nodeFiles';
import { GIT_ENVIRONMENT, GitFolder, git } from '../../support/gitRepository';

/** Keys that name a program which git runs for some command. */
const PROGRAMS = [
  'core.fsmonitor',
  'core.pager',
  'core.editor',
  'core.sshCommand',
  'core.gitProxy',
  'core.askPass',
  'core.alternateRefsCommand',
  'diff.external',
  'diff.evil.textconv',
  'diff.evil.command',
  'filter.evil.clean',
  'filter.evil.smudge',
  'filter.evil.process',
  'merge.evil.driver',
  'interactive.diffFilter',
  'sequence.editor',
  'gpg.program',
  'gpg.ssh.program',
  'credential.helper',
  'uploadpack.packObjectsHook',
  'remote.origin.uploadpack',
  ...['log', 'diff', 'show', 'ls-files', 'ls-tree', 'cat-file', 'rev-parse'].map((command) => `pager.${command}`),
];
const COMMANDS = ['log', 'rev-parse', 'ls-files', 'ls-tree', 'cat-file', 'diff-tree', 'diff-index', 'merge-base'];
const HOOKS = ['post-index-change', 'pre-commit', 'reference-transaction', 'post-checkout', 'fsmonitor-watchman'];

/** Everything that Assay asks git. */
async function askEverything(repository: Repository, file: string): Promise<void> {
  const { root } = repository;
  const head = await repository.resolve('HEAD');
  await repository.entries('index');
  await repository.entries({ commit: head });
  await repository.changes(head, 'index');
  await repository.changes('empty', { commit: head });
  await repository.mergeBase(head, head);
  await savedChanges(repository, head, nodeFiles());
  const host = { git: nodeGit, files: nodeFiles() };
  const { versions } = await listVersions(file, { ...host, limit: 10 });
  for (const version of versions) await readVersion(file, version, host);
  await currentVersions(file, { ...host, saved: host.files, workspace: root });
}

describe('git in a hostile repository', () => {
  let at: GitFolder;
  let marker: string;
  let evil: string;

  beforeEach(async () => {
    at = await GitFolder.make();
    marker = at.file('.git/RAN');
    evil = at.file('.git/evil.sh');
    await at.commit('first', { 'a.prompt': 'a\n', '.gitattributes': '* diff=evil filter=evil merge=evil\n' });
    await at.commit('second', { 'a.prompt': 'b\n' });
    await writeFile(evil, `#!/bin/sh\ntouch '${marker}'\n`);
    await chmod(evil, 0o755);
  });
  afterEach(() => at.dispose());

  const hasRun = () =>
    access(marker).then(
      () => true,
      () => false,
    );

  it('runs nothing that it configures: programs, aliases, hooks', async () => {
    for (const key of PROGRAMS) await at.git('config', key, evil);
    for (const command of COMMANDS) await at.git('config', `alias.${command}`, `!${evil}`);
    await at.git('config', 'log.showSignature', 'true');
    for (const hook of HOOKS) await writeFile(at.file(`.git/hooks/${hook}`), `#!/bin/sh\n'${evil}'\n`, { mode: 0o755 });
    await at.write({ 'a.prompt': 'changed\n' });
    await askEverything(await at.open(), at.file('a.prompt'));
    assert.equal(await hasRun(), false);
    // The traps are live: git's own commands run into them.
    await at.git('diff').catch(() => '');
    assert.equal(await hasRun(), true);
  });

  it('fetches nothing that is missing, whatever protocol it allows', async () => {
    await at.git('config', 'uploadpack.allowFilter', 'true');
    const clone = await realpath(await mkdtemp(join(tmpdir(), 'assay-partial-')));
    await git(clone, 'clone', '--quiet', '--filter=blob:none', '--no-checkout', `file://${at.path}`, clone);
    for (const [key, value] of [
      ['remote.origin.url', `ext::${evil}`],
      ['protocol.allow', 'always'],
      ['protocol.ext.allow', 'always'],
      ['protocol.file.allow', 'always'],
    ] as const) {
      await git(clone, 'config', key, value);
    }
    const repository = await at.open(clone);
    const [entry] = (await repository.entries({ commit: await repository.resolve('HEAD') })).slice(-1);
    const missing = (error: GitError) => ['missing-object', 'failed'].includes(error.code);
    await assert.rejects(repository.readBlob(entry?.id ?? ''), missing);
    assert.equal(await hasRun(), false);
    await assert.rejects(git(clone, 'cat-file', 'blob', entry?.id ?? ''));
    assert.equal(await hasRun(), true);
    await rm(clone, { recursive: true });
  });

  it('goes to no other work tree than the one it was asked for', async () => {
    const other = await realpath(await mkdtemp(join(tmpdir(), 'assay-elsewhere-')));
    await at.git('config', 'core.worktree', other);
    await assert.rejects(nodeGit.open(at.path), (error: GitError) =>
      ['no-repository', 'no-work-tree'].includes(error.code),
    );
    await rm(other, { recursive: true });
  });

  it('takes no repository that lies in it for one, a bare one in its files', async () => {
    await at.git('clone', '--quiet', '--bare', at.path, at.file('inner'));
    await git(at.file('inner'), 'config', 'core.worktree', '..');
    await git(at.file('inner'), 'config', 'core.fsmonitor', evil);
    await assert.rejects(nodeGit.open(at.file('inner')), (error: GitError) => error.code === 'no-work-tree');
    assert.equal(await hasRun(), false);
  });

  it('reads what is written into commits as nothing but text', async () => {
    const forged = `\u0001${'0'.repeat(40)}\u0002\n:100644 100644 ${'0'.repeat(40)} ${'1'.repeat(40)} M\tx`;
    const env = { ...GIT_ENVIRONMENT, GIT_AUTHOR_NAME: `\u0001\u0002 :\u001b[31m`, GIT_AUTHOR_EMAIL: '--output=x' };
    await at.write({ 'a.prompt': 'c' });
    await promisify(execFile)('git', ['-C', at.path, 'commit', '--quiet', '-a', '-m', `${forged}\n\n${forged}`], {
      env: { PATH: process.env.PATH, ...env },
    });
    const { versions } = await listVersions(at.file('a.prompt'), { git: nodeGit, files: nodeFiles(), limit: 10 });
    assert.equal(versions.length, 3);
    assert.ok(versions[0]?.subject.startsWith('\u0001000'));
    assert.equal(versions[0]?.email, '--output=x');
  });
});
