import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { commitAll, GIT_ENVIRONMENT, git } from '../../support/gitRepository';
import { cliFile } from '../assay';

/** What a shell has said and how it ended. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A bare remote with a main branch that goes on after a pull request has left it, and machines that run jobs on it. */
export class Forge {
  #jobs = 0;

  private constructor(readonly root: string) {}

  /**
   * @param files those of the first commit on main, which a pull request leaves
   * @param later what main changes after that
   */
  static async open(files: Readonly<Record<string, string>>, later: Readonly<Record<string, string>>): Promise<Forge> {
    const forge = new Forge(await realpath(await mkdtemp(join(tmpdir(), 'assay-ci-'))));
    await mkdir(forge.work);
    await mkdir(join(forge.root, 'bin'));
    await git(forge.root, 'init', '--quiet', '--bare', '--initial-branch=main', forge.remote);
    await git(forge.root, 'init', '--quiet', '--initial-branch=main', forge.work);
    await git(forge.work, 'remote', 'add', 'origin', forge.remote);
    await forge.#commit('first', files);
    await forge.#commit('second', later);
    const assay = join(forge.root, 'bin', 'assay');
    await writeFile(assay, `#!/bin/sh\nexec "${process.execPath}" "${await cliFile()}" "$@"\n`);
    await chmod(assay, 0o755);
    await git(forge.work, 'push', '--quiet', 'origin', 'main');
    return forge;
  }

  get remote(): string {
    return join(this.root, 'remote.git');
  }

  get work(): string {
    return join(this.root, 'work');
  }

  async #commit(message: string, files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(this.work, name)), { recursive: true });
      await writeFile(join(this.work, name), content);
    }
    await commitAll(this.work, message);
  }

  /**
   * Pushes files to a branch off the first commit of main, and what GitHub would make of merging it into main: the refs
   * `refs/heads/topic`, `refs/pull/1/merge` and, as GitLab has it, `refs/pipelines/1`.
   */
  async push(files: Readonly<Record<string, string>>): Promise<void> {
    const isNew = (await git(this.work, 'branch', '--list', 'topic')) === '';
    await git(this.work, 'checkout', '--quiet', ...(isNew ? ['-b', 'topic', 'main~1'] : ['topic']));
    await this.#commit('change', files);
    await git(this.work, 'checkout', '--quiet', '--detach', 'main');
    await git(this.work, 'merge', '--quiet', '--no-edit', '--no-ff', 'topic');
    const refs = ['topic', 'HEAD:refs/pull/1/merge', 'topic:refs/pipelines/1'].map((ref) => `+${ref}`);
    await git(this.work, 'push', '--quiet', 'origin', ...refs);
  }

  /** A new folder for a job, with no repository in it yet. */
  async job(): Promise<string> {
    const folder = join(this.root, `job-${++this.#jobs}`);
    await mkdir(folder);
    await git(folder, 'init', '--quiet');
    // An address and not a path: git copies a path as a whole, whatever depth is asked for.
    await git(folder, 'remote', 'add', 'origin', `file://${this.remote}`);
    return folder;
  }

  /** Runs a script as a machine of a CI service does: with its variables, and with Assay on PATH. */
  async shell(folder: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
    const child = spawn('bash', args, {
      cwd: folder,
      env: {
        PATH: `${join(this.root, 'bin')}:${process.env.PATH}`,
        HOME: this.root,
        LC_ALL: 'C',
        CI: 'true',
        ...GIT_ENVIRONMENT,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { code: code as number | null, stdout, stderr };
  }

  /** Keeps a folder of a job under a key, as a cache does. */
  async save(key: string, folder: string, path: string): Promise<void> {
    const kept = join(this.root, 'caches', key, path);
    await rm(kept, { recursive: true, force: true });
    await cp(join(folder, path), kept, { recursive: true }).catch(ignoreAbsent);
  }

  /** Puts back what is kept under a key. */
  async restore(key: string, folder: string, path: string): Promise<void> {
    await cp(join(this.root, 'caches', key, path), join(folder, path), { recursive: true }).catch(ignoreAbsent);
  }

  dispose(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }
}

function ignoreAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
