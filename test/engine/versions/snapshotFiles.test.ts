import assert from 'node:assert/strict';
import { mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planEvaluation } from '../../../src/engine/evaluate/planEvaluation';
import type { GitError, Tree } from '../../../src/engine/git';
import { FileError } from '../../../src/engine/host';
import { snapshotFiles } from '../../../src/engine/versions/snapshotFiles';
import { contentDiff } from '../../../src/engine/versions/versionContent';
import { nodeFiles } from '../../../src/node/nodeFiles';
import { nodeHost } from '../../../src/node/nodeHost';
import { GitFolder } from '../../support/gitRepository';

describe('snapshotFiles', () => {
  let at: GitFolder;

  beforeEach(async () => {
    at = await GitFolder.make();
  });
  afterEach(() => at.dispose());

  const snapshot = async (tree: Tree) => snapshotFiles({ repository: await at.open(), at: tree, files: nodeFiles() });
  const both = async (commit: string) => [await snapshot({ commit }), await snapshot('index')];
  const code = (expected: string) => (error: unknown) => error instanceof FileError && error.code === expected;

  it('follows links to folders and back, in lists too, and none that lead out', async () => {
    await at.write({ 'deep/er/a.prompt': 'a', 'x.prompt': 'x' });
    await symlink('deep/er', at.file('short'));
    await symlink('../../x.prompt', at.file('deep/er/up.prompt'));
    await symlink('../..', at.file('deep/er/top'));
    await symlink('../../../x.prompt', at.file('deep/er/out.prompt'));
    await symlink('/', at.file('deep/er/root'));
    for (const files of await both(await at.commit('first'))) {
      const text = async (name: string) => Buffer.from(await files.read(at.file(name))).toString();
      assert.equal(await text('short/a.prompt'), 'a');
      assert.equal(await text('short/up.prompt'), 'x');
      assert.equal(await text('short/top/short/top/x.prompt'), 'x');
      assert.equal(await files.realPath(at.file('short/top/short/a.prompt')), at.file('deep/er/a.prompt'));
      assert.equal(await files.realPath(at.path), at.path);
      const list = (await files.list(at.file('short'))).map(({ name, kind }) => `${name} ${kind}`).sort();
      assert.deepEqual(list, ['a.prompt file', 'out.prompt file', 'root file', 'top folder', 'up.prompt file']);
      for (const name of ['short/out.prompt', 'short/root/etc/passwd', 'short/a.prompt/x', 'nope/x.prompt']) {
        await assert.rejects(files.read(at.file(name)), code('not-found'), name);
        assert.equal(await files.stat(at.file(name)), undefined);
      }
      await assert.rejects(files.read(at.file('short')), code('not-a-file'));
      await assert.rejects(files.read(at.file('x.prompt'), { maxBytes: 0 }), code('too-large'));
      assert.deepEqual(await files.list(at.file('nope')), []);
    }
  });

  it('reads nothing of the work tree, also by a way into it from outside', async () => {
    const commit = await at.commit('first', { 'a.prompt': 'committed' });
    await at.write({ 'a.prompt': 'saved', 'new.prompt': 'new' });
    const outside = await realpath(await mkdtemp(join(tmpdir(), 'assay-outside-')));
    await symlink(at.path, join(outside, 'way'));
    for (const files of await both(commit)) {
      const through = join(outside, 'way', 'a.prompt');
      assert.equal(Buffer.from(await files.read(through)).toString(), 'committed');
      assert.equal(await files.realPath(through), at.file('a.prompt'));
      await assert.rejects(files.read(join(outside, 'way', 'new.prompt')), code('not-found'));
      await assert.rejects(files.write(through, 'x'), code('read-only'));
      await assert.rejects(files.openAppend(at.file('other.txt')), code('read-only'));
      await assert.rejects(files.remove(at.file('a.prompt')), code('read-only'));
      await files.write(join(outside, 'record'), 'x');
    }
    await rm(outside, { recursive: true });
  });

  it('lets records be written and read where they really are', async () => {
    const files = await snapshot({ commit: await at.commit('first', { 'deep/a.prompt': 'a' }) });
    await files.write(at.file('deep/.assay/runs/one'), 'a record');
    assert.equal(await readFile(at.file('deep/.assay/runs/one'), 'utf8'), 'a record');
    assert.equal(Buffer.from(await files.read(at.file('deep/.assay/runs/one'))).toString(), 'a record');
    const handle = await files.openAppend(at.file('.assay/log'));
    await handle.append('line\n');
    await handle.close();
    await files.remove(at.file('.assay/log'));
    assert.deepEqual(await files.list(at.file('.assay')), []);
  });

  it('lets a plan be made of a prompt as it was, with its partials, test set and judges', async () => {
    const commit = await at.commit('first', {
      'p/a.prompt': '---\nmodel: baseline/extractive\n---\n{{> style}} {{question}}',
      '_style.prompt': 'kind',
      'p/a.test.yaml': 'judges: [./judge.prompt]\ncases:\n  - id: one\n    input: { question: x }\n    expected: y\n',
      'p/judge.prompt':
        '---\nmodel: baseline/overlap\noutput:\n  schema:\n    reason: string\n    score: integer\n---\n{{expected}} {{output}}',
    });
    await at.write({ 'p/a.prompt': 'other', '_style.prompt': 'stern' });
    await rm(at.file('p/a.test.yaml'));
    await rm(at.file('p/judge.prompt'));
    const host = nodeHost({ log: { info() {}, warn() {} } });
    const request = { prompt: at.file('p/a.prompt'), workspace: at.path };
    for (const files of await both(commit)) {
      const plan = await planEvaluation(request, { ...host, files });
      assert.deepEqual(
        plan.problems.filter(({ severity }) => severity === 'error'),
        [],
      );
      assert.deepEqual(
        plan.cases.map(({ rendered }) => rendered.messages),
        [[{ role: 'user', content: [{ text: 'kind x' }] }]],
      );
      assert.equal(plan.loadedJudges[0]?.judge.source.file, at.file('p/judge.prompt'));
    }
  });

  it('says that there is no such commit', async () => {
    await at.commit('first', { 'a.prompt': 'a' });
    const missing = (error: GitError) => error.code === 'missing-object';
    await assert.rejects(snapshot({ commit: '0'.repeat(40) }), missing);
  });

  it('gives texts with one kind of line breaks to be compared', async () => {
    const commit = await at.commit('first', {
      '.gitattributes': '*.prompt text\n',
      'a.prompt': '{{> style}}\r\none\r\n',
      '_style.prompt': 'kind\r\n',
    });
    await at.write({ 'a.prompt': '{{> style}}\r\ntwo\r\n' });
    const [before, after] = [await snapshot({ commit }), nodeFiles()];
    const prompt = at.file('a.prompt');
    const { texts } = await contentDiff({ files: before, prompt }, { files: after, prompt }, at.path);
    assert.deepEqual(texts, [{ file: prompt, before: '{{> style}}\r\none\r\n', after: '{{> style}}\r\ntwo\r\n' }]);
  });
});
