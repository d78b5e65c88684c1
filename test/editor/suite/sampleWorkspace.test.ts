import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

describe('The sample workspace', () => {
  let target: string;
  beforeEach(async () => {
    target = await mkdtemp(join(tmpdir(), 'assay-copy-'));
  });
  afterEach(() => rm(target, { recursive: true, force: true }));

  it('is copied whole into the folder asked for, and never over another copy', async () => {
    const source = join(vscode.extensions.getExtension('assay.assay')?.extensionPath ?? '', 'media/sample');
    for (const name of ['assay-sample', 'assay-sample-2']) {
      const copy = await vscode.commands.executeCommand<vscode.Uri>('assay.openSample', vscode.Uri.file(target), false);
      assert.equal(copy.fsPath, join(target, name));
      assert.deepEqual((await readdir(copy.fsPath)).sort(), (await readdir(source)).sort());
      const [copied, original] = [join(copy.fsPath, 'answer.prompt'), join(source, 'answer.prompt')];
      assert.equal(await readFile(copied, 'utf8'), await readFile(original, 'utf8'));
    }
  });
});
