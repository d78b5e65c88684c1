import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { spawnGuarded } from '../../scripts/vscodeHost/spawnGuarded.mjs';

/** Prints its own id and that of a child of its own, and runs until it is ended. */
const FAMILY = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  console.log(process.pid + ' ' + child.pid);
  setInterval(() => {}, 1000);
`;

async function familyOf(child: ChildProcess): Promise<number[]> {
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return line.toString().trim().split(' ').map(Number);
}

/** Resolves when none of the processes is left; mocha's own limit ends a wait for one that stays. */
async function gone(ids: number[]): Promise<void> {
  const isAlive = (id: number) => {
    try {
      return process.kill(id, 0);
    } catch {
      return false;
    }
  };
  while (ids.some(isAlive)) await delay(20);
}

describe('A guarded process', () => {
  it('ends with all its children when it is stopped', async () => {
    const { child, stop } = spawnGuarded(process.execPath, ['-e', FAMILY]);
    const ids = await familyOf(child);
    assert.equal(ids.length, 2);
    await stop();
    await gone(ids);
  });

  it('ends with all its children when whoever started it is killed', async () => {
    const module = pathToFileURL(join(__dirname, '../../scripts/vscodeHost/spawnGuarded.mjs')).href;
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { spawnGuarded } from ${JSON.stringify(module)};
         spawnGuarded(process.execPath, ['-e', ${JSON.stringify(FAMILY)}]).child.stdout.pipe(process.stdout);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ids = await familyOf(parent);
    parent.kill('SIGKILL');
    await gone(ids);
  });

  it('passes on the exit code', async () => {
    assert.equal(await spawnGuarded(process.execPath, ['-e', 'process.exit(3)']).exited, 3);
  });
});
