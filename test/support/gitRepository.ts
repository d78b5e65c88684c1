import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Repository } from '../../src/engine/git';
import { nodeGit } from '../../src/node/git/nodeGit';

const run = promisify(execFile);

/** The environment of a git that no configuration of this machine reaches, with one author at one time. */
export const GIT_ENVIRONMENT: Readonly<Record<string, string>> = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
  GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
};

/** Runs git in a folder. @returns what it prints, without the last line break */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...GIT_ENVIRONMENT },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.trimEnd();
}

/** Makes a repository of a folder with everything in it committed. */
export async function initRepository(folder: string): Promise<void> {
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await commitAll(folder, 'first');
}

/** Stages and commits everything. @returns the id of the commit */
export async function commitAll(folder: string, message: string): Promise<string> {
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--allow-empty', '--no-verify', '-m', message);
  return git(folder, 'rev-parse', 'HEAD');
}

/** A folder for one test, which may be made a repository. */
export class GitFolder {
  readonly #opened: Repository[] = [];

  private constructor(
    /** Absolute path, links resolved. */
    readonly path: string,
  ) {}

  static async make(): Promise<GitFolder> {
    return new GitFolder(await realpath(await mkdtemp(join(tmpdir(), 'assay-git-'))));
  }

  /** Absolute path of a file in it. */
  file(name: string): string {
    return join(this.path, ...name.split('/'));
  }

  async write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(this.file(name)), { recursive: true });
      await writeFile(this.file(name), content);
    }
  }

  /** Writes files and commits all there is, in a new repository where there is none. @returns the id of the commit */
  async commit(message: string, files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
    await this.write(files);
    const isNew = await this.git('rev-parse', '--git-dir').then(
      () => false,
      () => true,
    );
    if (isNew) await this.git('init', '--quiet', '--initial-branch=main');
    return commitAll(this.path, message);
  }

  git(...args: string[]): Promise<string> {
    return git(this.path, ...args);
  }

  /** Opens a repository, this one or another one, until the test is over. */
  async open(path = this.path): Promise<Repository> {
    const repository = await nodeGit.open(path);
    this.#opened.push(repository);
    return repository;
  }

  async dispose(): Promise<void> {
    for (const repository of this.#opened) repository.close();
    await rm(this.path, { recursive: true, force: true });
  }
}
