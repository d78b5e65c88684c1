import assert from 'node:assert/strict';
import { rm, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { blobId } from '../../../src/engine/text/blobId';
import { type PromptVersion, promptVersions, type VersionsOptions } from '../../../src/engine/versions/promptVersions';
import { GitFolder, git } from '../../support/gitRepository';

/** Long enough for a rename with a change to be recognised. */
const LONG = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n';

describe('promptVersions', () => {
  let at: GitFolder;

  beforeEach(async () => {
    at = await GitFolder.make();
  });
  afterEach(() => at.dispose());

  const versions = async (path: string, options: Partial<VersionsOptions> = {}) => {
    const repository = options.repository ?? (await at.open());
    const found: PromptVersion[] = [];
    const from = options.from ?? (await repository.resolve('HEAD'));
    for await (const version of promptVersions({ ...options, repository, from, path })) found.push(version);
    return found;
  };
  const subjects = async (path: string) => (await versions(path)).map(({ subject }) => subject);

  it('follows renames, also of a prompt that another one had the name of', async () => {
    await at.commit('first', { 'a/old name.prompt': LONG, '新的.prompt': 'somebody else' });
    await at.commit('edit', { 'a/old name.prompt': `${LONG}nine\n` });
    await rm(at.file('新的.prompt'));
    await at.commit('removed');
    await at.git('mv', 'a/old name.prompt', '新的.prompt');
    await at.commit('rename');
    await at.commit('last', { '新的.prompt': `${LONG}ten\n`, 'a/old name.prompt': 'a new one' });
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
    await at.commit('first', { 'a.prompt': LONG });
    await at.commit('copy', { 'a.formal.prompt': LONG });
    assert.deepEqual(await subjects('a.formal.prompt'), ['copy']);
  });

  it('finds edits under the old name on a branch, and the merge that brings both together', async () => {
    await at.commit('first', { 'old.prompt': LONG });
    await at.git('checkout', '--quiet', '-b', 'side');
    await at.commit('side', { 'old.prompt': LONG.replace('one', 'ONE') });
    await at.git('checkout', '--quiet', 'main');
    await at.git('mv', 'old.prompt', 'new.prompt');
    await at.commit('rename');
    await at.commit('main', { 'new.prompt': LONG.replace('eight', 'EIGHT') });
    await at.git('merge', '--quiet', '-m', 'merge', 'side');
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
    await at.commit('first', { 'a.prompt': '{{> style}} one', '_style.prompt': 'kind' });
    await at.git('checkout', '--quiet', '-b', 'side');
    await at.commit('side', { '_style.prompt': 'stern' });
    await at.git('checkout', '--quiet', 'main');
    await at.commit('main', { 'a.prompt': '{{> style}} two' });
    await at.git('merge', '--quiet', '-m', 'both', 'side');
    await at.git('checkout', '--quiet', '-b', 'other', 'HEAD~1');
    await at.commit('other', { 'x.txt': 'x' });
    await at.git('checkout', '--quiet', 'main');
    await at.git('merge', '--quiet', '-m', 'one side', 'other');
    const found = await versions('a.prompt');
    assert.deepEqual(found.map(({ subject }) => subject).sort(), ['both', 'first', 'main', 'side']);
    assert.deepEqual(found.find(({ subject }) => subject === 'both')?.changed.sort(), ['_style.prompt', 'a.prompt']);
  });

  it('counts a change of a partial where the prompt included it then, at present or not, through others or not', async () => {
    await at.commit('first', {
      'p/a.prompt': '{{> old}}',
      '_old.prompt': 'a',
      '_now.prompt': 'a',
      '_deep.prompt': 'a',
    });
    await at.commit('not yet', { '_now.prompt': 'b', '_deep.prompt': 'b' });
    await at.commit('then', { '_old.prompt': 'b' });
    await at.commit('now', { 'p/a.prompt': '{{> now}}' });
    await at.commit('no longer', { '_old.prompt': 'c' });
    await at.commit('includes', { '_now.prompt': '{{> deep}}' });
    await at.commit('deep', { '_deep.prompt': 'c' });
    await at.commit('nearer, to no includer', { 'p/_deep.prompt': 'd' });
    await at.commit('not shadowed', { '_deep.prompt': 'e' });
    await at.commit('nearest is from the includer', { 'p/_now.prompt': '{{> deep}}' });
    await rm(at.file('p/_deep.prompt'));
    await at.commit('gone');
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
    await at.write({ 'shared/real.prompt': 'one' });
    await symlink('shared/real.prompt', at.file('a.prompt'));
    await at.commit('first');
    await at.commit('behind', { 'shared/real.prompt': 'two' });
    assert.deepEqual(await subjects('a.prompt'), ['behind', 'first']);
  });

  it('goes on after a version, with what was renamed and no longer included before', async () => {
    await at.commit('first', { 'old.prompt': `{{> style}}\n${LONG}`, '_style.prompt': 'a' });
    await at.commit('style', { '_style.prompt': 'b' });
    await at.git('mv', 'old.prompt', 'new.prompt');
    await at.commit('rename');
    await at.commit('without', { 'new.prompt': LONG });
    const all = await versions('new.prompt');
    assert.equal(all.length, 4);
    for (const [index, after] of all.entries()) {
      assert.deepEqual(await versions('new.prompt', { after }), all.slice(index + 1));
    }
  });

  it('takes a prompt that was deleted and made again for one, and finds none where there is none', async () => {
    await at.commit('first', { 'a.prompt': 'one', 'x.txt': '' });
    await rm(at.file('a.prompt'));
    await at.commit('deleted');
    await at.commit('again', { 'a.prompt': 'two' });
    assert.deepEqual(await subjects('a.prompt'), ['again', 'first']);
    assert.deepEqual(await subjects('nope.prompt'), []);
  });

  it('leaves out what changed but the mode', async () => {
    await at.commit('first', { 'a.prompt': 'one' });
    await at.git('update-index', '--chmod=+x', 'a.prompt');
    await at.git('commit', '--quiet', '-m', 'mode');
    assert.deepEqual(await subjects('a.prompt'), ['first']);
  });

  it('says where the history of a shallow clone ends', async () => {
    await at.commit('first', { 'a.prompt': 'one' });
    await at.commit('two', { 'a.prompt': 'two' });
    await at.commit('three', { 'a.prompt': 'three' });
    const clone = `${at.path}-clone`;
    await git(dirname(at.path), 'clone', '--quiet', '--depth', '2', `file://${at.path}`, clone);
    const found = await versions('a.prompt', { repository: await at.open(clone) });
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
    await at.commit('first', { [name]: Buffer.from([0xff, 0xfe, 0, 10, 58, 0, 49]) });
    await at.write({ [name]: 'x'.repeat(1_000_000) });
    await at.commit('too large');
    await at.commit('text', { [name]: '{{> "no such}} {{' });
    const found = await versions(name);
    assert.deepEqual(
      found.map(({ subject, path, changed }) => [subject, path, changed]),
      ['text', 'too large', 'first'].map((subject) => [subject, name, [name]]),
    );
  });

  it('ends when it is told to', async () => {
    await at.commit('first', { 'a.prompt': 'one' });
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await assert.rejects(versions('a.prompt', { signal: stop.signal }), /enough/);
  });
});
