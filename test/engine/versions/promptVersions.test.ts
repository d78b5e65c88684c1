import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Repository } from '../../../src/engine/git';
import { blobId } from '../../../src/engine/text/blobId';
import { type PromptVersion, promptVersions, type VersionsOptions } from '../../../src/engine/versions/promptVersions';
import { nodeGit } from '../../../src/node/git/nodeGit';
import { commitAll, git, initRepository } from '../../support/gitRepository';

/** Long enough for a rename with a change to be recognised. */
const LONG = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n';

describe('promptVersions', () => {
  let folder: string;
  const opened: Repository[] = [];

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-versions-')));
  });
  afterEach(async () => {
    for (const repository of opened.splice(0)) repository.close();
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
  };
  const commit = async (message: string, files: Record<string, string> = {}) => {
    await write(files);
    return commitAll(folder, message);
  };
  const open = async (path = folder) => {
    const repository = await nodeGit.open(path);
    opened.push(repository);
    return repository;
  };
  const versions = async (path: string, options: Partial<VersionsOptions> = {}) => {
    const repository = options.repository ?? (await open());
    const found: PromptVersion[] = [];
    const from = options.from ?? (await repository.resolve('HEAD'));
    for await (const version of promptVersions({ ...options, repository, from, path })) found.push(version);
    return found;
  };
  const subjects = async (path: string) => (await versions(path)).map(({ subject }) => subject);

  it('follows renames, also of a prompt that another one had the name of', async () => {
    await write({ 'a/old name.prompt': LONG, '新的.prompt': 'somebody else' });
    await initRepository(folder);
    await commit('edit', { 'a/old name.prompt': `${LONG}nine\n` });
    await rm(join(folder, '新的.prompt'));
    await commit('removed');
    await git(folder, 'mv', 'a/old name.prompt', '新的.prompt');
    await commit('rename');
    await commit('last', { '新的.prompt': `${LONG}ten\n`, 'a/old name.prompt': 'a new one' });
    const found = await versions('新的.prompt');
    assert.deepEqual(
      found.map(({ subject, path, blob }) => [subject, path, blob]),
      [
        ['last', '新的.prompt', blobId(`${LONG}ten\n`)],
        ['rename', '新的.prompt', blobId(`${LONG}nine\n`)],
        ['edit', 'a/old name.prompt', blobId(`${LONG}nine\n`)],
        ['first', 'a/old name.prompt', blobId(LONG)],
      ],
    );
    assert.deepEqual(found[0]?.changed, ['新的.prompt']);
    assert.deepEqual(found[3]?.parents, []);
  });

  it('takes a copy for a prompt of its own', async () => {
    await write({ 'a.prompt': LONG });
    await initRepository(folder);
    await commit('copy', { 'a.formal.prompt': LONG });
    assert.deepEqual(await subjects('a.formal.prompt'), ['copy']);
  });

  it('finds edits under the old name on a branch, and the merge that brings both together', async () => {
    await write({ 'old.prompt': LONG });
    await initRepository(folder);
    await git(folder, 'checkout', '--quiet', '-b', 'side');
    await commit('side', { 'old.prompt': LONG.replace('one', 'ONE') });
    await git(folder, 'checkout', '--quiet', 'main');
    await git(folder, 'mv', 'old.prompt', 'new.prompt');
    await commit('rename');
    await commit('main', { 'new.prompt': LONG.replace('eight', 'EIGHT') });
    await git(folder, 'merge', '--quiet', '-m', 'merge', 'side');
    const found = await versions('new.prompt');
    assert.deepEqual(found.map(({ subject, path }) => `${subject} ${path}`).sort(), [
      'first old.prompt',
      'main new.prompt',
      'merge new.prompt',
      'rename new.prompt',
      'side old.prompt',
    ]);
    assert.equal(found[0]?.subject, 'merge');
    assert.equal(found.at(-1)?.subject, 'first');
  });

  it('counts a merge of one branch’s prompt with another’s partial, and none that takes a side', async () => {
    await write({ 'a.prompt': '{{> style}} one', '_style.prompt': 'kind' });
    await initRepository(folder);
    await git(folder, 'checkout', '--quiet', '-b', 'side');
    await commit('side', { '_style.prompt': 'stern' });
    await git(folder, 'checkout', '--quiet', 'main');
    await commit('main', { 'a.prompt': '{{> style}} two' });
    await git(folder, 'merge', '--quiet', '-m', 'both', 'side');
    await git(folder, 'checkout', '--quiet', '-b', 'other', 'HEAD~1');
    await commit('other', { 'x.txt': 'x' });
    await git(folder, 'checkout', '--quiet', 'main');
    await git(folder, 'merge', '--quiet', '-m', 'one side', 'other');
    const found = await versions('a.prompt');
    assert.deepEqual(found.map(({ subject }) => subject).sort(), ['both', 'first', 'main', 'side']);
    assert.deepEqual(found.find(({ subject }) => subject === 'both')?.changed.sort(), ['_style.prompt', 'a.prompt']);
  });

  it('counts a change of a partial where the prompt included it then, at present or not, through others or not', async () => {
    await write({ 'p/a.prompt': '{{> old}}', '_old.prompt': 'a', '_now.prompt': 'a', '_deep.prompt': 'a' });
    await initRepository(folder);
    await commit('not yet', { '_now.prompt': 'b', '_deep.prompt': 'b' });
    await commit('then', { '_old.prompt': 'b' });
    await commit('now', { 'p/a.prompt': '{{> now}}' });
    await commit('no longer', { '_old.prompt': 'c' });
    await commit('includes', { '_now.prompt': '{{> deep}}' });
    await commit('deep', { '_deep.prompt': 'c' });
    await commit('nearer, to no includer', { 'p/_deep.prompt': 'd' });
    await commit('not shadowed', { '_deep.prompt': 'e' });
    await commit('nearest is from the includer', { 'p/_now.prompt': '{{> deep}}' });
    await rm(join(folder, 'p/_deep.prompt'));
    await commit('gone');
    const found = await versions('p/a.prompt');
    assert.deepEqual(
      found.map(({ subject, changed }) => [subject, changed]),
      [
        ['gone', ['p/_deep.prompt']],
        ['nearest is from the includer', ['p/_now.prompt']],
        ['not shadowed', ['_deep.prompt']],
        ['deep', ['_deep.prompt']],
        ['includes', ['_now.prompt']],
        ['now', ['p/a.prompt']],
        ['then', ['_old.prompt']],
        ['first', ['p/a.prompt', '_old.prompt']],
      ],
    );
  });

  it('counts the file behind a link', async () => {
    await write({ 'shared/real.prompt': 'one' });
    await symlink('shared/real.prompt', join(folder, 'a.prompt'));
    await initRepository(folder);
    await commit('behind', { 'shared/real.prompt': 'two' });
    assert.deepEqual(await subjects('a.prompt'), ['behind', 'first']);
  });

  it('goes on after a version, with what was renamed and no longer included before', async () => {
    await write({ 'old.prompt': `{{> style}}\n${LONG}`, '_style.prompt': 'a' });
    await initRepository(folder);
    await commit('style', { '_style.prompt': 'b' });
    await git(folder, 'mv', 'old.prompt', 'new.prompt');
    await commit('rename');
    await commit('without', { 'new.prompt': LONG });
    const all = await versions('new.prompt');
    assert.equal(all.length, 4);
    for (const [index, after] of all.entries()) {
      assert.deepEqual(await versions('new.prompt', { after }), all.slice(index + 1));
    }
  });

  it('takes a prompt that was deleted and made again for one, and finds none where there is none', async () => {
    await write({ 'a.prompt': 'one', 'x.txt': '' });
    await initRepository(folder);
    await rm(join(folder, 'a.prompt'));
    await commit('deleted');
    await commit('again', { 'a.prompt': 'two' });
    assert.deepEqual(await subjects('a.prompt'), ['again', 'first']);
    assert.deepEqual(await subjects('nope.prompt'), []);
  });

  it('leaves out what changed but the mode', async () => {
    await write({ 'a.prompt': 'one' });
    await initRepository(folder);
    await git(folder, 'update-index', '--chmod=+x', 'a.prompt');
    await git(folder, 'commit', '--quiet', '-m', 'mode');
    assert.deepEqual(await subjects('a.prompt'), ['first']);
  });

  it('says where the history of a shallow clone ends', async () => {
    await write({ 'a.prompt': 'one' });
    await initRepository(folder);
    await commit('two', { 'a.prompt': 'two' });
    await commit('three', { 'a.prompt': 'three' });
    const clone = `${folder}-clone`;
    await git(dirname(folder), 'clone', '--quiet', '--depth', '2', `file://${folder}`, clone);
    const found = await versions('a.prompt', { repository: await open(clone) });
    assert.deepEqual(
      found.map(({ subject, cutOff }) => [subject, cutOff]),
      [
        ['three', false],
        ['two', true],
      ],
    );
    await rm(clone, { recursive: true });
  });

  it('reads histories with binary junk, large files and names that are hard to write', async () => {
    const name = 'a "b"\n\t\\c 提示.prompt';
    await writeFile(join(folder, name), Buffer.from([0xff, 0xfe, 0, 10, 58, 0, 49]));
    await initRepository(folder);
    await write({ [name]: 'x'.repeat(1_000_000) });
    await commit('too large');
    await commit('text', { [name]: '{{> "no such}} {{' });
    const found = await versions(name);
    assert.deepEqual(
      found.map(({ subject, path, changed }) => [subject, path, changed]),
      ['text', 'too large', 'first'].map((subject) => [subject, name, [name]]),
    );
  });

  it('ends when it is told to', async () => {
    await write({ 'a.prompt': 'one' });
    await initRepository(folder);
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await assert.rejects(versions('a.prompt', { signal: stop.signal }), /enough/);
  });
});
