import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleWorkspace } from '../../scripts/sampleWorkspace.mjs';

describe('The copy of the sample that npm start opens', () => {
  let folder: string;
  let original: string;
  let copy: string;
  const read = (path: string) => readFile(join(copy, path), 'utf8');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-sample-'));
    original = join(folder, 'original');
    copy = join(folder, 'copy');
    await mkdir(join(original, 'judges'), { recursive: true });
    await writeFile(join(original, 'answer.prompt'), 'first');
    await writeFile(join(original, 'judges/tone.prompt'), '語氣');
    await sampleWorkspace(original, copy);
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('has all files', async () => {
    assert.equal(await read('answer.prompt'), 'first');
    assert.equal(await read('judges/tone.prompt'), '語氣');
  });

  it('follows the original', async () => {
    await writeFile(join(original, 'answer.prompt'), 'second');
    await writeFile(join(original, 'new.prompt'), 'new');
    await sampleWorkspace(original, copy);
    assert.equal(await read('answer.prompt'), 'second');
    assert.equal(await read('new.prompt'), 'new');
  });

  it('keeps what its user has changed, however often it is opened', async () => {
    await writeFile(join(copy, 'answer.prompt'), 'mine');
    await writeFile(join(original, 'answer.prompt'), 'second');
    await sampleWorkspace(original, copy);
    await sampleWorkspace(original, copy);
    assert.equal(await read('answer.prompt'), 'mine');
  });

  it('does not bring back what its user has removed', async () => {
    await rm(join(copy, 'judges/tone.prompt'));
    await sampleWorkspace(original, copy);
    await sampleWorkspace(original, copy);
    await assert.rejects(read('judges/tone.prompt'), { code: 'ENOENT' });
  });

  it('leaves a file of its user alone where the original gets one of that name', async () => {
    await writeFile(join(copy, 'new.prompt'), 'mine');
    await writeFile(join(original, 'new.prompt'), 'theirs');
    await sampleWorkspace(original, copy);
    assert.equal(await read('new.prompt'), 'mine');
  });
});
