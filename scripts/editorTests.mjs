/**
 * Runs the extension's tests in a real VS Code, on a copy of the sample workspace: `suite` and `restricted` inside
 * the extension host, `ui` from outside, through the window.
 *
 *   node scripts/editorTests.mjs [suite] [restricted] [ui] [--grep TEXT] [--host desktop|server]
 *
 * `suite` runs in a desktop VS Code where there is a display and one can be had, else in the npm-served one;
 * `restricted` always in the served one, because the desktop's test runner switches workspace trust off.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { cacheFolder, projectFolder } from './vscodeHost/cacheFolder.mjs';
import { downloadedDesktop, hasDisplay } from './vscodeHost/desktop.mjs';
import { runTestsInServer } from './vscodeHost/runTestsInServer.mjs';

const KINDS = ['suite', 'restricted', 'ui'];

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string' }, host: { type: 'string' } },
});
const wanted = positionals.length > 0 ? positionals : KINDS;
const unknown = wanted.filter((kind) => !KINDS.includes(kind));
if (unknown.length > 0) throw new Error(`No such tests: ${unknown.join(', ')}. There are ${KINDS.join(', ')}.`);

const source = join(projectFolder, 'test/editor');
const built = join(projectFolder, 'out/test/editor');

/** @param {string} folder below test/editor */
function testFiles(folder) {
  if (!existsSync(join(source, folder))) return [];
  const files = readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.test.ts')).map((file) => join(source, folder, file));
}

async function buildTests() {
  await rm(built, { recursive: true, force: true });
  await build({
    absWorkingDir: projectFolder,
    entryPoints: [join(source, 'index.ts'), ...testFiles('suite'), ...testFiles('restricted')],
    outdir: built,
    outbase: source,
    bundle: true,
    packages: 'external',
    external: ['vscode'],
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
    // Support code asks by it whether it is the program; here it never is.
    logOverride: { 'empty-import-meta': 'silent' },
  });
}

/**
 * @param {string} folder `suite` or `restricted`
 * @returns {Promise<boolean>} whether all passed
 */
async function runInside(folder) {
  const workspace = await mkdtemp(join(tmpdir(), `assay-${folder}-`));
  try {
    await cp(join(projectFolder, 'media/sample'), workspace, { recursive: true });
    const options = {
      extensionDevelopmentPath: projectFolder,
      extensionTestsPath: join(built, 'index.js'),
      env: { ASSAY_TEST_FOLDER: folder, ASSAY_TEST_GREP: flags.grep },
    };
    const desktop = folder === 'suite' ? await desktopForTests() : undefined;
    if (desktop === undefined) {
      return (await runTestsInServer({ ...options, workspace, trusted: folder !== 'restricted' })) === 0;
    }
    const userData = join(cacheFolder, 'user-data');
    const launchArgs = [workspace, '--disable-extensions', `--user-data-dir=${userData}`];
    return (
      (await runTests({
        ...options,
        vscodeExecutablePath: desktop,
        launchArgs,
        extensionTestsEnv: options.env,
      }).catch(() => 1)) === 0
    );
  } finally {
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function desktopForTests() {
  if (flags.host === 'server' || (flags.host !== 'desktop' && !hasDisplay())) return undefined;
  const desktop = await downloadedDesktop();
  if (!desktop && flags.host === 'desktop') throw new Error('No desktop VS Code can be had here; leave --host out.');
  return desktop;
}

/** @returns {boolean} whether all passed */
function runFromOutside() {
  const mocha = join(projectFolder, 'node_modules/mocha/bin/mocha.js');
  const reporter = join(projectFolder, 'scripts/countingReporter.mjs');
  const args = [mocha, '--timeout', '120000', '--reporter', reporter, ...(flags.grep ? ['--grep', flags.grep] : [])];
  return (
    spawnSync(process.execPath, [...args, ...testFiles('ui')], { cwd: projectFolder, stdio: 'inherit' }).status === 0
  );
}

let passed = true;
if (wanted.some((kind) => kind !== 'ui')) await buildTests();
for (const kind of wanted) {
  console.log(`\n${kind}`);
  if (testFiles(kind).length === 0) throw new Error(`There is no test in test/editor/${kind}`);
  if (!(kind === 'ui' ? runFromOutside() : await runInside(kind))) passed = false;
}
process.exitCode = passed ? 0 : 1;
