import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ThreadScripts, type ThreadScriptsOptions } from '../../src/node/scripts/threadScripts';

const ROOT = join(__dirname, '../..');

let built: Promise<string> | undefined;

/** The program of the thread as it is in the source now, built once for all tests of this process. */
export function threadFile(): Promise<string> {
  built ??= (async () => {
    const folder = join(ROOT, 'out', `scripts-${process.pid}`);
    const outfile = join(folder, 'scriptThread.js');
    await build({
      absWorkingDir: ROOT,
      entryPoints: ['src/node/scripts/scriptThread.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      packages: 'external',
      logLevel: 'warning',
      outfile,
    });
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    return outfile;
  })();
  return built;
}

/** Runs scripts as the programs do, and keeps what they log. */
export async function testScripts(
  options: Partial<ThreadScriptsOptions> = {},
): Promise<{ scripts: ThreadScripts; logged: string[] }> {
  const logged: string[] = [];
  const log = { info: (line: string) => void logged.push(line), warn: (line: string) => void logged.push(line) };
  return { scripts: new ThreadScripts({ log, allowed: () => true, file: await threadFile(), ...options }), logged };
}
