import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { namedFiles, pathFrom, pathOf } from '../../../../src/engine/testset/import/promptfoo/namedFiles';
import { nodeFiles } from '../../../../src/node/nodeFiles';

describe('the files that another tool names', () => {
  let root: string;

  before(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'assay-named-')));
    for (const name of [
      'outside.yaml',
      'w/config.yaml',
      'w/t/a.yaml',
      'w/t/b.yml',
      'w/t/測試.yaml',
      'w/t/deep/er/c.yaml',
      'w/t/.hidden/d.yaml',
      'w/node_modules/e.yaml',
    ]) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), 'x');
    }
    await symlink(join(root, 'outside.yaml'), join(root, 'w/t/link.yaml'));
  });

  after(() => rm(root, { recursive: true, force: true }));

  for (const [written, expected] of [
    ['t/a.yaml', ['t/a.yaml']],
    ['file://t/a.yaml', ['t/a.yaml']],
    ['file://./t/a.yaml', ['t/a.yaml']],
    ['t/gone.yaml', []],
    ['t/*.yaml', ['t/a.yaml', 't/測試.yaml']],
    ['t/?.y*ml', ['t/a.yaml', 't/b.yml']],
    ['t/{a,b,c}.{yaml,yml}', ['t/a.yaml', 't/b.yml']],
    ['t/**/*.yaml', ['t/a.yaml', 't/deep/er/c.yaml', 't/測試.yaml']],
    ['**/c.yaml', ['t/deep/er/c.yaml']],
    ['**/*.yaml', ['config.yaml', 't/a.yaml', 't/deep/er/c.yaml', 't/測試.yaml']],
    ['../outside.yaml', []],
    ['../*.yaml', []],
    ['t/link.yaml', []],
    ['/etc/*', []],
    ['file:///etc/passwd', []],
    [`{${Array(200).fill('a,b').join('}{')}}`, []],
  ] as const) {
    it(`by ${written.slice(0, 40)} are ${expected.join(', ') || 'none'}`, async () => {
      const workspace = join(root, 'w');
      const found = await namedFiles(written, join(workspace, 'config.yaml'), { files: nodeFiles(), workspace });
      assert.deepEqual(
        found.map((file) => file.slice(workspace.length + 1)),
        expected,
      );
    });
  }

  it('are named from where the test set stands', () => {
    assert.equal(pathFrom('/w/a.test.yaml', '/w/checks/short.js'), './checks/short.js');
    assert.equal(pathFrom('/w/p/a.test.yaml', '/w/checks/short.js'), '../checks/short.js');
    assert.equal(pathOf('file://a/b.js'), 'a/b.js');
  });
});
