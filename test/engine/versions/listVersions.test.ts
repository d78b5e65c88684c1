import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { GitError } from '../../../src/engine/git';
import { listVersions, readVersion } from '../../../src/engine/versions/listVersions';
import { versionText } from '../../../src/engine/versions/openVersion';
import { nodeGit } from '../../../src/node/git/nodeGit';
import { nodeFiles } from '../../../src/node/nodeFiles';
import { GitFolder } from '../../support/gitRepository';

describe('listVersions', () => {
  let at: GitFolder;

  beforeEach(async () => {
    at = await GitFolder.make();
  });
  afterEach(() => at.dispose());

  const page = (name: string, limit: number, after?: string) =>
    listVersions(at.file(name), { git: nodeGit, files: nodeFiles(), limit, ...(after !== undefined && { after }) });

  it('gives page after page of one history, also where HEAD has moved on', async () => {
    for (const number of [1, 2, 3, 4, 5]) await at.commit(`edit ${number}`, { 'a.prompt': `${number}` });
    const subjects: string[][] = [];
    let next: string | undefined;
    do {
      const found = await page('a.prompt', 2, next);
      subjects.push(found.versions.map(({ subject }) => subject));
      next = found.next;
      await at.commit('later', { 'a.prompt': `later ${subjects.length}` });
    } while (next !== undefined);
    assert.deepEqual(subjects, [['edit 5', 'edit 4'], ['edit 3', 'edit 2'], ['edit 1']]);
    assert.equal((await page('a.prompt', 8)).next, undefined);
    assert.deepEqual(await page('nope.prompt', 2), { versions: [], next: undefined });
  });

  it('finds the versions of a prompt that is renamed and not committed yet', async () => {
    await at.commit('first', { 'a.prompt': 'one\ntwo\nthree\n' });
    await at.git('mv', 'a.prompt', 'b.prompt');
    const { versions } = await page('b.prompt', 2);
    assert.deepEqual(
      versions.map(({ subject, path }) => [subject, path]),
      [['first', 'a.prompt']],
    );
  });

  it('reads what a version consists of', async () => {
    await at.commit('first', { 'p/a.prompt': '{{> style}}', '_style.prompt': 'kind 友善' });
    await at.commit('second', { '_style.prompt': 'stern' });
    const { versions } = await page('p/a.prompt', 2);
    const texts = await Promise.all(
      versions.map(async (version) => {
        const { text, partials } = await readVersion(at.path, version, { git: nodeGit });
        return [text, partials.get('style')?.text];
      }),
    );
    assert.deepEqual(texts, [
      ['{{> style}}', 'stern'],
      ['{{> style}}', 'kind 友善'],
    ]);
    const [, { commit }] = versions as [unknown, { commit: string }];
    const host = { git: nodeGit, files: nodeFiles(), judgesFolder: join(at.path, 'no-judges') };
    const textAt = (path: string) => versionText({ file: at.path, point: { revision: commit, path } }, host);
    assert.equal(await textAt('_style.prompt'), 'kind 友善');
    await assert.rejects(textAt('q'), /not-found/);
  });

  it('says why there are none', async () => {
    const code = (expected: string) => (error: GitError) => error.code === expected;
    await assert.rejects(page('a.prompt', 1), code('no-repository'));
    await at.git('init', '--quiet');
    await assert.rejects(page('a.prompt', 1), code('no-commits'));
    await assert.rejects(page('a.prompt', 1, '["--output=x","a","b","c"]'), code('unknown-revision'));
  });
});
