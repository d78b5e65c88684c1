import { resolve as resolvePath } from 'node:path';

/** By these git asks, waits, runs a program, takes options, or writes where it was not told to. */
const NEVER = [
  'GIT_EXTERNAL_DIFF',
  'GIT_PAGER',
  'GIT_EDITOR',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_ASKPASS',
  'SSH_ASKPASS',
  'GIT_PROXY_COMMAND',
  'GIT_CONFIG_PARAMETERS',
  'GIT_TRACE',
  // Git refuses them together with --literal-pathspecs.
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
];

/** By these git is told which repository is meant, as a hook is: `git rev-parse --local-env-vars`. */
const OF_ONE_REPOSITORY = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_GRAFT_FILE',
  'GIT_SHALLOW_FILE',
];

/** Relative to where git has started the hook, not to where a command is run. */
const PATHS = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY'];

/**
 * The environment of git. Who calls from within a hook has told git which repository and which index is meant (for
 * `git commit -a` another one than usual), so those variables stay; everything by which git would ask, wait, lock, fetch
 * or run a program does not.
 * @param options `foreign`: what the environment says is meant of another repository
 */
export function gitEnvironment(
  env: NodeJS.ProcessEnv = process.env,
  { foreign = false }: { foreign?: boolean } = {},
): NodeJS.ProcessEnv {
  const own: NodeJS.ProcessEnv = { ...env };
  for (const name of foreign ? [...NEVER, ...OF_ONE_REPOSITORY] : NEVER) delete own[name];
  for (const name of PATHS) {
    const path = own[name];
    if (path !== undefined) own[name] = resolvePath(path);
  }
  return {
    ...own,
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    // Older versions know nothing of the variable above. Unlike `protocol.allow`, no configuration overrules this.
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

/** Whether the environment says which repository is meant. */
export function namesRepository(env: NodeJS.ProcessEnv = process.env): boolean {
  return OF_ONE_REPOSITORY.some((name) => env[name] !== undefined);
}
