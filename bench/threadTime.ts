import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Milliseconds that this thread has worked, where the system says so (Linux), else the time of the clock: on a machine that
 * does other things as well, the clock also counts how long these have held the processor.
 */
export function threadTime(): () => number {
  try {
    const file = openSync('/proc/thread-self/schedstat', 'r');
    const buffer = Buffer.alloc(64);
    process.on('exit', () => closeSync(file));
    return () => Number.parseInt(buffer.toString('latin1', 0, readSync(file, buffer, 0, 64, 0)), 10) / 1e6;
  } catch {
    return () => performance.now();
  }
}
