import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

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
