import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const REPORTER = fileURLToPath(new URL('reportUsage.cjs', import.meta.url));

/** What a process took, in milliseconds. */
export interface ProcessCost {
  /** From the start to the end, as its parent sees it. */
  wall: number;
  /** User and system time of all its threads. */
  cpu: number;
  exitCode: number | null;
  stdout: string;
}

/** Runs a Node program to its end and measures it. The program reports its own CPU time when it ends. */
export function runMeasured(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<ProcessCost> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, ['--require', REPORTER, ...args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    });
    let stdout = '';
    let usage = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stdio[3]?.on('data', (bytes: Buffer) => {
      usage += bytes.toString();
    });
    let wall = 0;
    child.on('error', reject).on('exit', () => {
      wall = performance.now() - startedAt;
    });
    child.on('close', (exitCode) => resolve({ wall, cpu: Number(usage), exitCode, stdout }));
  });
}
