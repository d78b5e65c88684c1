import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { GitError } from '../../engine/git';
import { gitEnvironment } from './gitEnvironment';
import { gitProgram } from './gitProgram';

/**
 * Put before every command: what a repository may configure to be run is off, and so is what would make git wait for a
 * file that is none. External diffs and text conversions are turned off by the options of the commands that know them.
 */
const SAFE = [
  '--no-pager',
  '--literal-pathspecs',
  '--no-replace-objects',
  ...config('core.fsmonitor', 'false'),
  ...config('core.hooksPath', '/dev/null'),
  ...config('core.attributesFile', '/dev/null'),
  ...config('core.quotePath', 'false'),
  ...config('core.untrackedCache', 'false'),
  ...config('diff.external', ''),
  ...config('log.showSignature', 'false'),
  ...config('log.showRoot', 'true'),
  ...config('protocol.allow', 'never'),
  ...config('safe.bareRepository', 'explicit'),
  ...config('submodule.recurse', 'false'),
];

const LARGEST_OUTPUT = 256 * 1024 * 1024;

/** The arguments of a command with everything before it that keeps it safe. */
export function safeArguments(folder: string, args: readonly string[]): string[] {
  return [...SAFE, '-C', folder, ...args];
}

/** Where a command belongs. */
export interface GitPlace {
  /** Absolute path of the work tree, where `GIT_DIR` names the repository. */
  workTree?: string;
  /** True where what the environment names is another repository. */
  foreign?: boolean;
}

/** What a command runs with. */
export interface GitRun extends GitPlace {
  signal?: AbortSignal;
  /** Goes to standard input. */
  input?: string;
  /** True to run with the configuration as it is, for asking after it. Only for `git config`. */
  asConfigured?: boolean;
  /** Put over the environment that git otherwise gets. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** True to run apart from the terminal, where programs that git starts would ask; all of them end with it. */
  apart?: boolean;
}

export interface GitOutput {
  code: number;
  stdout: Buffer;
  stderr: string;
}

/**
 * Runs git to its end.
 * @param folder absolute path to run in
 * @param args the command and its arguments; whatever a person or a repository names stands behind `--` or `--end-of-options`
 * @throws {GitError} `no-git` where there is none, `failed` where it writes more than is bounded
 * @throws the signal's reason
 */
export async function runGit(
  folder: string,
  args: readonly string[],
  { signal, input, ...place }: GitRun = {},
): Promise<GitOutput> {
  signal?.throwIfAborted();
  const child = startGit(folder, args, place);
  const stop = () => end(child, place);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > LARGEST_OUTPUT) {
          stop();
          reject(new GitError('failed', `git ${args[0]}: more than ${LARGEST_OUTPUT} bytes`));
        } else chunks.push(chunk);
      });
      const complaint = complaintOf(child);
      child.on('error', (error) => reject(startFailure(error)));
      child.on('close', (code) => {
        if (signal?.aborted) reject(signal.reason);
        else resolve({ code: code ?? -1, stdout: Buffer.concat(chunks), stderr: complaint() });
      });
      child.stdin.on('error', () => {});
      child.stdin.end(input ?? '');
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

type HowRun = Pick<GitRun, 'asConfigured' | 'environment' | 'apart'>;

/** Windows has no groups of processes, and would open a console. */
function ownsGroup({ apart = false }: HowRun): boolean {
  return apart && process.platform !== 'win32';
}

/** Ends git, and what it has started where they are a group. */
function end(child: ChildProcessWithoutNullStreams, how: HowRun): void {
  if (child.pid === undefined || !ownsGroup(how)) child.kill('SIGKILL');
  else {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // They have ended by themselves.
    }
  }
}

/** Starts git for who talks with it. @throws {GitError} `failed` for an argument that no program can get */
export function startGit(
  folder: string,
  args: readonly string[],
  { workTree, foreign, asConfigured = false, environment, apart }: GitPlace & HowRun,
): ChildProcessWithoutNullStreams {
  const env = { ...gitEnvironment(process.env, { foreign }), ...environment };
  // With a GIT_DIR alone git takes the current folder for the top of the work tree.
  if (env.GIT_DIR !== undefined && workTree !== undefined) env.GIT_WORK_TREE = workTree;
  const all = asConfigured ? ['-C', folder, ...args] : safeArguments(folder, args);
  try {
    return spawn(gitProgram(), all, { env, windowsHide: true, detached: ownsGroup({ apart }) });
  } catch (error) {
    throw new GitError('failed', String(error), { cause: error });
  }
}

/** Why git could not be started. */
export function startFailure(error: NodeJS.ErrnoException): GitError {
  return new GitError(error.code === 'ENOENT' ? 'no-git' : 'failed', error.message, { cause: error });
}

/** Gathers what git says on standard error, so much as anybody reads. */
export function complaintOf({ stderr }: ChildProcessWithoutNullStreams): () => string {
  let text = '';
  stderr.on('data', (chunk: Buffer) => {
    if (text.length < 10_000) text += chunk.toString('utf8');
  });
  return () => text.trim();
}

function config(name: string, value: string): string[] {
  return ['-c', `${name}=${value}`];
}
