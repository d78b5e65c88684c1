import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { resolve as resolvePath } from 'node:path';
import { GitError } from '../../engine/git';

/**
 * Put before every command: what a repository may configure to be run is off. External diffs and text conversions are
 * turned off by the options of the commands that know them.
 */
const SAFE = [
  '--no-pager',
  '--literal-pathspecs',
  '--no-replace-objects',
  ...config('core.fsmonitor', 'false'),
  ...config('core.hooksPath', '/dev/null'),
  ...config('core.quotePath', 'false'),
  ...config('core.untrackedCache', 'false'),
  ...config('diff.external', ''),
  ...config('log.showSignature', 'false'),
  ...config('protocol.allow', 'never'),
  ...config('safe.bareRepository', 'explicit'),
  ...config('submodule.recurse', 'false'),
];

const LARGEST_OUTPUT = 256 * 1024 * 1024;

/**
 * The environment of git. Who calls from within a hook has told git which repository and which index is meant, so those
 * variables stay; everything by which git would ask, wait, lock, fetch or run a program does not.
 */
export function gitEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const {
    GIT_EXTERNAL_DIFF: _diff,
    GIT_PAGER: _pager,
    GIT_EDITOR: _editor,
    GIT_SSH_COMMAND: _ssh,
    GIT_CONFIG_PARAMETERS: _parameters,
    GIT_TRACE: _trace,
    ...rest
  } = env;
  return {
    ...rest,
    // Relative to where git has started the hook, not to where a command is run.
    ...(rest.GIT_DIR !== undefined && { GIT_DIR: resolvePath(rest.GIT_DIR) }),
    ...(rest.GIT_INDEX_FILE !== undefined && { GIT_INDEX_FILE: resolvePath(rest.GIT_INDEX_FILE) }),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
  };
}

/** The arguments of a command with everything before it that keeps it safe. */
export function safeArguments(folder: string, args: readonly string[]): string[] {
  return [...SAFE, '-C', folder, ...args];
}

/** What a command runs with. */
export interface GitRun {
  signal?: AbortSignal;
  /** Goes to standard input. */
  input?: string;
  /** True to run with the configuration as it is, for asking after it. Only for `git config`. */
  asConfigured?: boolean;
  /** Absolute path of the work tree, where `GIT_DIR` names the repository. */
  workTree?: string;
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
  { signal, input, workTree, asConfigured = false }: GitRun = {},
): Promise<GitOutput> {
  signal?.throwIfAborted();
  const child = startGit(folder, args, { workTree, asConfigured });
  const stop = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      let stderr = '';
      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > LARGEST_OUTPUT) {
          child.kill('SIGKILL');
          reject(new GitError('failed', `git ${args[0]}: more than ${LARGEST_OUTPUT} bytes`));
        }
        chunks.push(chunk);
      });
      child.stderr.on('data', (chunk: Buffer) => {
        if (stderr.length < 10_000) stderr += chunk.toString('utf8');
      });
      child.on('error', (error) => reject(new GitError('no-git', error.message, { cause: error })));
      child.on('close', (code) => {
        if (signal?.aborted) reject(signal.reason);
        else resolve({ code: code ?? -1, stdout: Buffer.concat(chunks), stderr: stderr.trim() });
      });
      child.stdin.on('error', () => {});
      child.stdin.end(input ?? '');
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** Starts git for who talks with it. */
export function startGit(
  folder: string,
  args: readonly string[],
  { workTree, asConfigured = false }: Pick<GitRun, 'workTree' | 'asConfigured'>,
): ChildProcessWithoutNullStreams {
  const env = gitEnvironment();
  // With a GIT_DIR alone git takes the current folder for the top of the work tree.
  if (env.GIT_DIR !== undefined && workTree !== undefined) env.GIT_WORK_TREE = workTree;
  const all = asConfigured ? ['-C', folder, ...args] : safeArguments(folder, args);
  return spawn('git', all, { env, windowsHide: true });
}

function config(name: string, value: string): string[] {
  return ['-c', `${name}=${value}`];
}
