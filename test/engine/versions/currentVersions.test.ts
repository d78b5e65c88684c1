import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { relative } from 'node:path';
import type { FileSystem } from '../../../src/engine/host';
import { currentVersions } from '../../../src/engine/versions/currentVersions';
import { nodeGit } from '../../../src/node/git/nodeGit';
import { nodeFiles } from '../../../src/node/nodeFiles';
import { GitFolder } from '../../support/gitRepository';

describe('currentVersions', () => {
  let at: GitFolder;

  beforeEach(async () => {
    at = await GitFolder.make();
  });
  afterEach(() => at.dispose());

  const current = async (name: string, unsaved: Record<string, string> = {}) => {
    const saved = nodeFiles();
    const texts = new Map(Object.entries(unsaved).map(([file, text]) => [at.file(file), Buffer.from(text)]));
    const files: FileSystem = { ...saved, read: async (path) => texts.get(path) ?? saved.read(path) };
    const found = await currentVersions(at.file(name), { git: nodeGit, files, saved, workspace: at.path });
    const names = (paths: string[]) => paths.map((path) => relative(at.path, path)).sort();
    return {
      texts: [found.shown, found.saved, found.staged, found.head].map((source) => source?.text),
      differing: [names(found.unsaved), names(found.unstaged), names(found.uncommitted)],
      conflict: found.conflict,
    };
  };

  it('tells what is shown, saved, staged and committed, and which files differ', async () => {
    await at.commit('first', { 'a.prompt': '1 {{> style}}', '_style.prompt': 'kind' });
    assert.deepEqual((await current('a.prompt')).differing, [[], [], []]);
    await at.write({ 'a.prompt': '2 {{> style}}', '_style.prompt': 'nice' });
    await at.git('add', 'a.prompt');
    await at.write({ 'a.prompt': '3 {{> style}}' });
    assert.deepEqual(await current('a.prompt', { 'a.prompt': '4', '_style.prompt': 'new' }), {
      texts: ['4', '3 {{> style}}', '2 {{> style}}', '1 {{> style}}'],
      differing: [['_style.prompt', 'a.prompt'], ['_style.prompt', 'a.prompt'], ['a.prompt']],
      conflict: false,
    });
  });

  it('has no state of what is not there: before the first commit, untracked, announced, deleted', async () => {
    await at.write({ 'a.prompt': 'x' });
    await at.git('init', '--quiet');
    assert.deepEqual((await current('a.prompt')).texts, ['x', 'x', undefined, undefined]);
    await at.git('add', '--intent-to-add', 'a.prompt');
    assert.deepEqual((await current('a.prompt')).texts, ['x', 'x', undefined, undefined]);
    await at.commit('first');
    await rm(at.file('a.prompt'));
    assert.deepEqual((await current('a.prompt')).texts, [undefined, undefined, 'x', 'x']);
  });

  it('takes a rename that is not committed for the same prompt, and converted line breaks for the same text', async () => {
    await at.commit('first', { '.gitattributes': '*.prompt text\n', 'a.prompt': 'one\r\ntwo\r\n' });
    await at.git('mv', 'a.prompt', 'b.prompt');
    const { texts, differing } = await current('b.prompt');
    assert.deepEqual([texts[1], texts[3]], ['one\r\ntwo\r\n', 'one\ntwo\n']);
    assert.deepEqual(differing, [[], [], []]);
  });

  it('says that there is a conflict', async () => {
    await at.commit('first', { 'a.prompt': 'one' });
    await at.git('checkout', '--quiet', '-b', 'side');
    await at.commit('side', { 'a.prompt': 'side' });
    await at.git('checkout', '--quiet', 'main');
    await at.commit('main', { 'a.prompt': 'main' });
    await assert.rejects(at.git('merge', 'side'));
    const { texts, conflict } = await current('a.prompt');
    assert.deepEqual([texts[2], texts[3], conflict], ['main', 'main', true]);
  });
});
