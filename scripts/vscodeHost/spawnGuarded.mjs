import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const GUARD = fileURLToPath(new URL('guarded.mjs', import.meta.url));

/**
 * Starts a command whose whole process tree ends with `stop()`, or with this process.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string; env?: NodeJS.ProcessEnv }} [options]
 * @returns {{ child: import('node:child_process').ChildProcess; exited: Promise<number>; stop(): Promise<void> }}
 */
export function spawnGuarded(command, args, { cwd, env } = {}) {
  const child = spawn(process.execPath, [GUARD, command, ...args], {
    cwd,
    env: env ?? process.env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  });
  /** @type {Promise<number>} */
  const exited = new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
  const stop = async () => {
    if (child.connected) child.disconnect();
    await exited;
  };
  return { child, exited, stop };
}
