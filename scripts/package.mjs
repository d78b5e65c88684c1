/** Builds for production and packs the extension as assay-VERSION.vsix, saying what is in it. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { projectFolder } from './vscodeHost/cacheFolder.mjs';

const { version } = createRequire(import.meta.url)('../package.json');

const build = spawnSync(process.execPath, [join(projectFolder, 'scripts/build.mjs'), '--production'], {
  stdio: 'inherit',
});
if (build.status !== 0) process.exit(1);
await createVSIX({
  cwd: projectFolder,
  packagePath: join(projectFolder, `assay-${version}.vsix`),
  dependencies: false,
  allowMissingRepository: true,
  // There is no public repository yet that links could lead to.
  rewriteRelativeLinks: false,
});
