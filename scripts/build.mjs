/**
 * Builds everything into dist/:
 *
 *   cli.js engine.js extension.js   CommonJS for Node, each with only the project's own code
 *   scriptThread.js                 the thread that users' own JavaScript runs in
 *   vendor/*.js                     one file a dependency, shared by them all and loaded when first required
 *   {panel,review,judge,preview}.{js,css} codicons/    what the webviews load
 *
 * `--watch` rebuilds on change, `--production` minifies and leaves source maps out, `--quiet` says nothing.
 */
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';
import { licences } from './licences.mjs';
import { linkOwnBin } from './linkOwnBin.mjs';
import { VendorSet } from './vendor.mjs';
import { webviewOptions } from './webviewOptions.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

const { values: flags } = parseArgs({
  options: { watch: { type: 'boolean' }, production: { type: 'boolean' }, quiet: { type: 'boolean' } },
});

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: Boolean(flags.production),
  sourcemap: flags.production ? false : 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
};

const vendor = new VendorSet(join(dist, 'vendor'), common);

/** @type {import('esbuild').BuildOptions} */
const onNode = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  charset: 'utf8',
  // import() becomes a require() on demand: faster, and it sees every export of the vendor files.
  supported: { 'dynamic-import': false },
  plugins: [vendor.plugin()],
};

/** @type {{ name: string; entry: string; options: import('esbuild').BuildOptions }[]} */
const programs = [
  { name: 'engine', entry: 'src/engine/index.ts', options: onNode },
  { name: 'cli', entry: 'src/cli/main.ts', options: { ...onNode, banner: { js: '#!/usr/bin/env node' } } },
  {
    name: 'extension',
    entry: 'src/editor/extension.ts',
    options: { ...onNode, external: ['vscode', './backend', './wording'] },
  },
  // What the extension loads when it is first needed, in files of their own so that VS Code's start does not read them.
  { name: 'wording', entry: 'src/wording/index.ts', options: onNode },
  { name: 'backend', entry: 'src/editor/engine/backend.ts', options: onNode },
  // The thread that users' own JavaScript runs in.
  { name: 'scriptThread', entry: 'src/node/scripts/scriptThread.ts', options: onNode },
  { name: 'panel', entry: 'src/panel/main.ts', options: webviewOptions },
  { name: 'review', entry: 'src/panel/review/main.ts', options: webviewOptions },
  { name: 'judge', entry: 'src/panel/judge/main.ts', options: webviewOptions },
  { name: 'preview', entry: 'src/panel/preview/main.ts', options: webviewOptions },
];

/**
 * @param {(typeof programs)[number]} program
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
function optionsOf({ name, entry, options }) {
  return { ...common, ...options, metafile: true, entryPoints: { [name]: entry }, outdir: dist };
}

const codicons = '@vscode/codicons';

async function copyCodicons() {
  await mkdir(join(dist, 'codicons'), { recursive: true });
  for (const name of ['codicon.css', 'codicon.ttf']) {
    await copyFile(join(root, 'node_modules', codicons, 'dist', name), join(dist, 'codicons', name));
  }
}

async function makeExecutable() {
  if (existsSync(join(dist, 'cli.js'))) await chmod(join(dist, 'cli.js'), 0o755);
}

async function buildOnce() {
  const started = performance.now();
  // A development build leaves what is there: another process may be running it.
  if (flags.production) await rm(dist, { recursive: true, force: true });
  const results = await Promise.allSettled(programs.map((program) => build(optionsOf(program))));
  // What is wrong has been printed; one broken program does not keep the others from being built.
  if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1;
  const metafiles = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.metafile] : []));
  await Promise.all([vendor.build(), copyCodicons(), makeExecutable(), linkOwnBin(root)]);
  await writeFile(
    join(dist, 'THIRD-PARTY-LICENCES.txt'),
    await licences(root, [...metafiles, ...vendor.metafiles], [codicons]),
  );
  if (flags.quiet) return;
  for (const { outputs } of metafiles) {
    for (const [file, { bytes, entryPoint }] of Object.entries(outputs)) {
      if (entryPoint)
        console.log(
          `${file.padEnd(18)} ${Math.ceil(bytes / 1024)
            .toLocaleString('en')
            .padStart(6)} KB`,
        );
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`dist/vendor        ${String(vendor.specifiers.length).padStart(6)} packages, ${seconds} s in all`);
}

async function watch() {
  await Promise.all([copyCodicons(), linkOwnBin(root)]);
  for (const program of programs) {
    const options = optionsOf(program);
    /** @type {import('esbuild').Plugin} */
    const report = {
      name: 'report',
      setup: ({ onEnd }) => onEnd(({ errors }) => (errors.length > 0 ? undefined : finishRebuild(program.name))),
    };
    const watched = await context({ ...options, plugins: [...(options.plugins ?? []), report] });
    await watched.watch();
  }
}

/** @param {string} name */
async function finishRebuild(name) {
  await vendor.build();
  await makeExecutable();
  console.log(`${new Date().toLocaleTimeString('en-GB')} ${name}`);
}

await (flags.watch ? watch() : buildOnce());
