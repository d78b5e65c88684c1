import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Runs npm in a folder, quietly; what it said is in the error when it fails.
 * @param {string[]} args
 * @param {string} folder
 * @returns {Promise<void>}
 */
export function npm(args, folder) {
  const { command, before, shell } = npmCommand();
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Settings of an npm that runs us (`npm start`) would change what this one does.
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !isInherited(name))),
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece) => {
        said += piece;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args.join(' ')} failed in ${folder}:\n${said.trim()}`));
    });
  });
}

/** @param {string} name */
function isInherited(name) {
  return /^npm_(package|lifecycle|command|config_(local_prefix|prefix|omit|include|global))/i.test(name);
}

/** npm's own script with this Node where it can be found: no shell, no `.cmd`. */
function npmCommand() {
  const beside = dirname(process.execPath);
  const scripts = [
    process.env.npm_execpath,
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
  ];
  const script = scripts.find((file) => file && /npm-cli\.c?js$/.test(file) && existsSync(file));
  if (script) return { command: process.execPath, before: [script], shell: false };
  return { command: 'npm', before: [], shell: process.platform === 'win32' };
}
