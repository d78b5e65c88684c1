import assert from 'node:assert/strict';
import { isInside, resolveInWorkspace } from '../../src/engine/workspacePath';
import { memoryFiles } from '../support/memoryFiles';

describe('isInside', () => {
  const pairs: [string, string, boolean][] = [
    ['/work/a', '/work', true],
    ['/work', '/work', true],
    ['/work/../work/a', '/work', true],
    ['/worker/a', '/work', false],
    ['/work/..a', '/work', true],
    ['/work/../etc', '/work', false],
    ['/', '/work', false],
  ];
  for (const [path, folder, inside] of pairs) {
    it(`${path} is ${inside ? '' : 'not '}inside ${folder}`, () => assert.equal(isInside(path, folder), inside));
  }
});

describe('resolveInWorkspace', () => {
  const files = memoryFiles(
    { '/work/a/x.prompt': '', '/work/b/評審.prompt': '', '/etc/secret.prompt': '', '/real/y.prompt': '' },
    { '/work/out': '/etc', '/work/a/file.prompt': '/etc/secret.prompt', '/linked': '/real', '/work/in': '/work/b' },
  );
  const resolved = (written: string, workspace = '/work') =>
    resolveInWorkspace(written, `${workspace}/a/answer.prompt`, { files, workspace });

  it('finds a file relative to the one that names it', async () => {
    assert.deepEqual(await resolved('./x.prompt'), { file: '/work/a/x.prompt' });
    assert.deepEqual(await resolved('../b/評審.prompt'), { file: '/work/b/評審.prompt' });
  });

  it('follows a link that stays inside', async () => {
    assert.deepEqual(await resolved('../in/評審.prompt'), { file: '/work/in/評審.prompt' });
  });

  it('finds files in a workspace that is itself behind a link', async () => {
    assert.deepEqual(await resolved('../y.prompt', '/linked'), { file: '/linked/y.prompt' });
  });

  const refused: [string, string][] = [
    ['', 'bad-path'],
    ['/work/a/x.prompt', 'bad-path'],
    ['\\\\server\\share\\x.prompt', 'bad-path'],
    ['\\x.prompt', 'bad-path'],
    ['C:\\x.prompt', 'bad-path'],
    ['c:x.prompt', 'bad-path'],
    ['x.prompt\0.md', 'bad-path'],
    ['../../etc/secret.prompt', 'outside'],
    ['../out/secret.prompt', 'outside'],
    ['./file.prompt', 'outside'],
    ['./nothing.prompt', 'not-found'],
    ['../b', 'not-found'],
  ];
  for (const [written, fault] of refused) {
    it(`refuses ${JSON.stringify(written)}: ${fault}`, async () =>
      assert.deepEqual(await resolved(written), { fault }));
  }
});
