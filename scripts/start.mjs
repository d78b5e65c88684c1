/**
 * Opens a copy of the sample workspace in a VS Code with Assay in it, installing and building first.
 *
 *   npm start [-- --server] [--port N] [--no-open]
 *
 * A desktop VS Code where there is one or one can be downloaded; else, or with `--server`, VS Code from npm in a
 * browser. Settings and state are its own, in `.vscode-test/`. Ctrl-C stops everything that was started.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './ensureInstalled.mjs';
import { sampleWorkspace } from './sampleWorkspace.mjs';
import { cacheFolder, projectFolder } from './vscodeHost/cacheFolder.mjs';
import { findDesktop } from './vscodeHost/findDesktop.mjs';
import { sameOriginProxy } from './vscodeHost/sameOriginProxy.mjs';
import { spawnGuarded } from './vscodeHost/spawnGuarded.mjs';
import { startServer } from './vscodeHost/startServer.mjs';

/** Tried first, so that the browser finds its state again: it belongs to the port. */
const USUAL_PORT = 8377;

const { values: flags } = parseArgs({
  options: { server: { type: 'boolean' }, port: { type: 'string' }, 'no-open': { type: 'boolean' } },
});
const port = flags.port === undefined ? undefined : Number(flags.port);
if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536)) {
  console.error(`--port takes a number from 0 to 65535, not ${flags.port}.`);
  process.exit(2);
}

/** @type {(() => Promise<void> | void)[]} what has to be undone, last first */
const undo = [];
let stopping = false;
/** @param {number} code */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const each of undo.reverse()) await each();
  process.exit(code);
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void stop(0));
// npm hands a signal to its shell and not to us; but then the shell is gone.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && void stop(0), 500).unref();

await ensureInstalled(projectFolder);
build();
const sample = join(cacheFolder, 'sample');
await sampleWorkspace(join(projectFolder, 'media/sample'), sample);

const desktop = flags.server || port !== undefined ? undefined : await findOrFetchDesktop();
await (desktop ? openDesktop(desktop) : serve());

function build() {
  const { status } = spawnSync(process.execPath, [join(projectFolder, 'scripts/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

async function findOrFetchDesktop() {
  const { downloadedDesktop, hasDisplay } = await import('./vscodeHost/desktop.mjs');
  return hasDisplay() ? (findDesktop() ?? (await downloadedDesktop())) : undefined;
}

/** @param {string} program */
async function openDesktop(program) {
  console.log(`Opening the sample in ${program} (Ctrl-C closes it) …`);
  const {
    child,
    exited,
    stop: close,
  } = spawnGuarded(program, [
    sample,
    `--extensionDevelopmentPath=${projectFolder}`,
    `--user-data-dir=${join(cacheFolder, 'start/desktop')}`,
    `--extensions-dir=${join(cacheFolder, 'start/desktop-extensions')}`,
    ...['--new-window', '--skip-welcome', '--skip-release-notes', '--disable-workspace-trust', '--disable-updates'],
  ]);
  undo.push(close);
  // What it logs is of no use here, but a full pipe would halt it.
  child.stdout?.resume();
  child.stderr?.resume();
  await stop(await exited);
}

async function serve() {
  const data = join(cacheFolder, 'start/server');
  await installAssay(data);
  const token = randomBytes(24).toString('hex');
  const server = await startServer({
    data,
    token,
    settings: { 'workbench.startupEditor': 'readme' },
    log: console.log,
  });
  undo.push(server.stop);
  const cookie = `vscode-tkn=${token}`;
  const proxy = await listen(port ?? USUAL_PORT, server.port, cookie);
  undo.push(proxy.close);

  const address = `http://127.0.0.1:${proxy.port}/?folder=${encodeURIComponent(sample).replaceAll('%2F', '/')}`;
  console.log(`\nThe sample is open at\n\n  ${address}\n\nCtrl-C stops it.`);
  const { hasDisplay } = await import('./vscodeHost/desktop.mjs');
  if (!flags['no-open'] && hasDisplay()) openInBrowser(address);
  await stop(await server.exited);
}

/**
 * @param {number} wanted
 * @param {number} upstream
 * @param {string} cookie
 */
async function listen(wanted, upstream, cookie) {
  try {
    return await sameOriginProxy({ port: wanted, upstream, cookie });
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== 'EADDRINUSE') throw error;
    if (port === undefined) return sameOriginProxy({ port: 0, upstream, cookie });
    console.error(`Port ${port} is in use: choose another with --port. (${message})`);
    return /** @type {never} */ (await stop(2));
  }
}

/**
 * Makes this project the server's installed extension, fresh each time, for it changes without a new version.
 * @param {string} data
 */
async function installAssay(data) {
  const { publisher, name, version } = createRequire(import.meta.url)('../package.json');
  const extensions = join(data, 'extensions');
  await rm(extensions, { recursive: true, force: true });
  await rm(join(data, 'data/CachedProfilesData'), { recursive: true, force: true });
  await mkdir(extensions, { recursive: true });
  const folder = `${publisher}.${name}-${version}`;
  await symlink(projectFolder, join(extensions, folder), 'junction');
  await writeFile(
    join(extensions, 'extensions.json'),
    JSON.stringify([
      {
        identifier: { id: `${publisher}.${name}` },
        version,
        location: { $mid: 1, path: join(extensions, folder).replaceAll('\\', '/'), scheme: 'file' },
        relativeLocation: folder,
      },
    ]),
  );
}

/** @param {string} address */
function openInBrowser(address) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['explorer.exe', address]
        : ['xdg-open', address];
  const child = spawn(/** @type {string} */ (command), args, { stdio: 'ignore', detached: true });
  // No browser to open: the address is on the screen.
  child.on('error', () => {});
  child.unref();
}
