import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installServer } from './installServer.mjs';
import { spawnGuarded } from './spawnGuarded.mjs';

/**
 * Starts VS Code's server on this machine only.
 *
 * @param {ServerOptions} [options]
 * @returns {Promise<RunningServer>}
 *
 * @typedef {object} ServerOptions
 * @property {number} [port] a free one where absent
 * @property {string} [data] folder for settings and state; a temporary one, removed at the end, where absent
 * @property {string} [token] what a page has to know to be let in; anyone on this machine where absent
 * @property {boolean} [trusted] false: every workspace starts in Restricted Mode. True where absent
 * @property {Record<string, unknown>} [settings] of the machine and the user
 * @property {NodeJS.ProcessEnv} [env] more environment for the extension host
 * @property {(line: string) => void} [log]
 *
 * @typedef {object} RunningServer
 * @property {number} port
 * @property {(folder: string, payload?: [string, string][]) => string} address the page that opens a folder
 * @property {(path: string) => string} remote how the page names a file on this machine
 * @property {Promise<number>} exited
 * @property {() => Promise<void>} stop
 */
export async function startServer({ port, data, token, trusted = true, settings, env, log } = {}) {
  const { main, node } = await installServer({ log });
  const chosenPort = port ?? (await freePort());
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'assay-vscode-')));
  const cleanUp = async () => {
    if (data === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  // Some settings count only as the machine's and others only as the user's.
  for (const scope of ['Machine', 'User']) {
    const file = join(folder, 'data', scope, 'settings.json');
    await mkdir(dirname(file), { recursive: true });
    // In a folder that lasts they belong to its user from the second time on.
    if (!existsSync(file)) await writeFile(file, JSON.stringify({ ...QUIET, ...settings }, null, 2));
  }

  const { child, exited, stop } = spawnGuarded(
    node,
    [
      main,
      ...['--host', '127.0.0.1', '--port', String(chosenPort)],
      ...(token ? ['--connection-token', token] : ['--without-connection-token']),
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...['--server-data-dir', folder, '--extensions-dir', join(folder, 'extensions')],
      ...(trusted ? ['--disable-workspace-trust'] : []),
    ],
    { env: { ...cleanEnvironment(), ...env } },
  );
  const ended = exited.then(async (code) => {
    await cleanUp();
    return code;
  });
  await new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (piece) => {
        said = `${said}${piece}`.slice(-10_000);
        if (said.includes('Extension host agent listening')) resolve(undefined);
      });
    }
    exited.then((code) => reject(new Error(`VS Code's server ended at its start (code ${code}):\n${said}`)));
  });

  const authority = `127.0.0.1:${chosenPort}`;
  const remote = (/** @type {string} */ path) =>
    `vscode-remote://${authority}${encodeURI(path.replaceAll('\\', '/').replace(/^(?!\/)/, '/'))}`;
  return {
    port: chosenPort,
    remote,
    address: (folderToOpen, payload = []) => {
      const query = new URLSearchParams({ folder: folderToOpen.replaceAll('\\', '/') });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query}`;
    },
    exited: ended,
    stop: async () => {
      await stop();
      await ended;
    },
  };
}

/** Settings that keep the workbench from asking and fetching. */
const QUIET = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'security.workspace.trust.startupPrompt': 'never',
  'git.openRepositoryInParentFolders': 'never',
  'chat.commandCenter.enabled': false,
};

/** The environment without what a VS Code around us has put there for its own processes. */
function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name)));
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
