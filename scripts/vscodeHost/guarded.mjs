/**
 * Runs a command as the leader of its own process group and ends the whole group as soon as the process that asked
 * for it is gone, however it went: no orphan stays behind.
 *
 *   node guarded.mjs COMMAND ARGUMENT…        (with an IPC channel to the parent)
 */
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const child = spawn(command ?? '', args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

process.on('disconnect', endGroup);
// The terminal's Ctrl-C is the parent's to handle: it tells us by disconnecting.
process.on('SIGINT', () => {});
process.on('SIGTERM', endGroup);

function endGroup() {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(process.pid), '/T', '/F']);
    return;
  }
  process.kill(-process.pid, 'SIGKILL');
}
