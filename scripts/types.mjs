/** Checks the types of every part of the project, each with the globals that it has where it runs. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

/** Node code; the webview; tests that also reach into a page; these scripts. */
const PARTS = ['.', 'src/panel', 'test/panel', 'test/editor', 'scripts'];

let failed = false;
for (const part of PARTS) {
  if (!existsSync(join(root, part, 'tsconfig.json'))) throw new Error(`${part}/tsconfig.json is missing`);
  const { status } = spawnSync(process.execPath, [compiler, '--noEmit', '-p', join(root, part)], { stdio: 'inherit' });
  if (status !== 0) failed = true;
}
process.exitCode = failed ? 1 : 0;
