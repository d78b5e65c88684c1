import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { withLock } from '../../scripts/vscodeHost/withLock.mjs';

describe('A lock file', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-lock-'));
    file = join(folder, 'deeper/install.lock');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('lets one task in at a time', async () => {
    let inside = 0;
    const most: number[] = [];
    await Promise.all(
      Array.from({ length: 4 }, () =>
        withLock(file, async () => {
          inside += 1;
          await turn();
          most.push(inside);
          inside -= 1;
        }),
      ),
    );
    assert.deepEqual(most, [1, 1, 1, 1]);
  });

  it('is gone afterwards, also when the task failed', async () => {
    await assert.rejects(
      withLock(file, () => Promise.reject(new Error('no space'))),
      /no space/,
    );
    assert.equal(await withLock(file, async () => 'done'), 'done');
    assert.deepEqual(await readdir(join(folder, 'deeper')), []);
  });

  it('is taken over from a process that is gone', async () => {
    await withLock(file, async () => {});
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeFile(file, String(pid));
    assert.equal(await withLock(file, async () => 'done'), 'done');
  });
});
