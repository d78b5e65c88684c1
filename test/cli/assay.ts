import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let built: Promise<string> | undefined;

/** The command line as it is in the source now, built once for all tests of this process, beside `dist/`. */
export function cliFile(): Promise<string> {
  built ??= (async () => {
    const folder = join(ROOT, 'out', `cli-${process.pid}`);
    const outdir = join(folder, 'dist');
    await build({
      absWorkingDir: ROOT,
      entryPoints: { cli: 'src/cli/main.ts', scriptThread: 'src/node/scripts/scriptThread.ts' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      packages: 'external',
      // With `require` Node finds packages' inner files as the bundler does.
      supported: { 'dynamic-import': false },
      logLevel: 'warning',
      outdir,
    });
    await symlink(join(ROOT, 'media'), join(folder, 'media'), 'junction');
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    return join(outdir, 'cli.js');
  })();
  return built;
}

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  finished: Promise<Finished>;
}

/** A folder of its own with some files, to run `assay` in. */
export interface Playground {
  folder: string;
  /** The environment that `assay` runs in. */
  env: Record<string, string | undefined>;
  path(name: string): string;
  write(files: Record<string, string>): Promise<void>;
  start(...args: string[]): Promise<Started>;
  assay(...args: string[]): Promise<Finished>;
  dispose(): Promise<void>;
}

/** @param env more of the environment: by default there is no key, no configuration, and the language is English */
export async function playground(files: Record<string, string>, env: Record<string, string> = {}): Promise<Playground> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'assay-cli-')));
  const folder = join(root, 'project');
  const home = join(root, 'home');
  await mkdir(join(folder, '.git'), { recursive: true });
  await mkdir(home);
  const path = (name: string) => join(folder, name);
  const environment = {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    LC_ALL: 'C',
    ...env,
  };
  const start = async (...args: string[]): Promise<Started> => {
    const child = spawn(process.execPath, [await cliFile(), ...args], {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const finished = new Promise<Finished>((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
    });
    return { child, finished };
  };
  const write = async (more: Record<string, string>) => {
    for (const [name, text] of Object.entries(more)) {
      await mkdir(dirname(path(name)), { recursive: true });
      await writeFile(path(name), text);
    }
  };
  await write(files);
  return {
    folder,
    env: environment,
    path,
    write,
    start,
    assay: async (...args) => (await start(...args)).finished,
    dispose: () => rm(root, { recursive: true, force: true }),
  };
}
