import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';

const ROOT = join(__dirname, '../..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** All values in a part of the manifest that are paths of the project's own. */
function pathsIn(part: unknown): string[] {
  if (typeof part === 'string') return part.startsWith('./') || part.startsWith('media/') ? [part] : [];
  if (typeof part !== 'object' || part === null) return [];
  return Object.values(part).flatMap(pathsIn);
}

/** All `%keys%` in the manifest. */
function translationKeysIn(part: unknown): string[] {
  if (typeof part === 'string') return /^%.+%$/.test(part) ? [part.slice(1, -1)] : [];
  if (typeof part !== 'object' || part === null) return [];
  return Object.values(part).flatMap(translationKeysIn);
}

describe('The package', () => {
  let files: string[];

  before(async function () {
    this.timeout(30_000);
    files = (await listFiles({ cwd: ROOT, packageManager: PackageManager.None })).map((file) =>
      file.replaceAll('\\', '/'),
    );
  });

  it('holds everything that the manifest names', () => {
    const named = [manifest.main, ...pathsIn(manifest.contributes), manifest.icon].map((path: string) =>
      path.replace(/^\.\//, ''),
    );
    assert.ok(named.length > 5);
    assert.deepEqual(
      named.filter((path: string) => !files.includes(path) && existsSync(join(ROOT, path))),
      [],
      'left out by .vscodeignore',
    );
    assert.deepEqual(
      named.filter((path: string) => !existsSync(join(ROOT, path))),
      [],
      'not there',
    );
  });

  it('holds the programs, the judges, the sample, and the page that findings lead to', () => {
    const programs = ['extension', 'wording', 'backend', 'panel', 'cli', 'engine', 'scriptThread'].map(
      (name) => `dist/${name}.js`,
    );
    for (const path of [...programs, 'docs/diagnostics.md']) assert.ok(files.includes(path), path);
    for (const folder of ['dist/vendor/', 'dist/codicons/', 'media/judges/', 'media/sample/']) {
      assert.ok(
        files.some((file) => file.startsWith(folder)),
        folder,
      );
    }
  });

  it('holds nothing that only developers need', () => {
    const strays = files.filter((file) =>
      /^(src|test|scripts|bench|docs(?!\/diagnostics\.md$)|out|node_modules|\.\w+)\/|\.map$|tsconfig|biome/.test(file),
    );
    assert.deepEqual(strays, []);
  });

  it('says everything in both languages', () => {
    const read = (file: string): Record<string, string> => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
    const english = read('package.nls.json');
    const chinese = read('package.nls.zh-tw.json');
    assert.deepEqual(Object.keys(chinese), Object.keys(english));
    const used = [...new Set(translationKeysIn(manifest))].sort();
    assert.deepEqual(
      used.filter((key) => !(key in english)),
      [],
      'not translated',
    );
    assert.deepEqual(
      Object.keys(english).filter((key) => !used.includes(key)),
      [],
      'not used',
    );
  });
});
