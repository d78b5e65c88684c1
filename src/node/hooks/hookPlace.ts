import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { GitError } from '../../engine/git';
import { runGit } from '../git/runGit';

/**
 * Where a pre-commit hook goes:
 * - `own`: a file that git runs, in a folder of the repository's own; Assay's hook runs the one that was there
 * - `husky`: husky's script, which gets a block
 * - `managed`: another program writes the hook from its configuration, which gets a line by hand
 * - `shared`: a folder outside of the repository, whose hooks run for other repositories too: by hand as well
 */
export type HookPlace =
  | { kind: 'own' | 'husky'; file: string }
  | { kind: 'managed'; manager: 'lefthook' | 'pre-commit'; config: string }
  | { kind: 'shared'; folder: string };

const LEFTHOOK = ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml', 'lefthook.toml', 'lefthook.json'];
const PRE_COMMIT = ['.pre-commit-config.yaml', '.pre-commit-config.yml'];

/**
 * Finds where git looks for the pre-commit hook of a folder's repository, worktrees, submodules and `core.hooksPath`
 * included, and who is in charge there.
 * @throws {GitError} `no-git` or `no-repository`
 */
export async function findHookPlace(folder: string): Promise<HookPlace> {
  const top = await asked(folder, ['rev-parse', '--show-toplevel']);
  if (top === undefined) throw new GitError('no-repository', folder);
  const root = await realpath(top);
  for (const [manager, names] of [
    ['lefthook', LEFTHOOK],
    ['pre-commit', PRE_COMMIT],
  ] as const) {
    const config = names.map((name) => join(root, name)).find((file) => existsSync(file));
    if (config !== undefined) return { kind: 'managed', manager, config };
  }
  // Asked of the configuration itself: what Assay's own git commands run with has all hooks off.
  const configured = await asked(folder, ['config', '--includes', '--type=path', '--get-all', 'core.hooksPath'], true);
  const named = configured?.split('\n').at(-1);
  if (named === undefined || named === '') {
    const common = (await asked(folder, ['rev-parse', '--git-common-dir'])) ?? '.git';
    return { kind: 'own', file: join(resolve(folder, common), 'hooks', 'pre-commit') };
  }
  const hooks = isAbsolute(named) ? named : resolve(root, named);
  if (await isHuskys(hooks, root)) return { kind: 'husky', file: join(root, '.husky', 'pre-commit') };
  return isWithin(hooks, root) || (await isWithinGit(hooks, folder))
    ? { kind: 'own', file: join(hooks, 'pre-commit') }
    : { kind: 'shared', folder: hooks };
}

/** Version 9 points git to `.husky/_`, older ones to `.husky`, whose scripts begin by calling husky's own. */
async function isHuskys(hooks: string, root: string): Promise<boolean> {
  const way = relative(root, hooks).split(sep).join('/');
  if (way === '.husky/_') return true;
  if (way !== '.husky') return false;
  const script = await readFile(join(hooks, 'pre-commit'), 'utf8').catch(() => '');
  return existsSync(join(hooks, '_')) || script.includes('husky');
}

async function isWithinGit(path: string, folder: string): Promise<boolean> {
  const common = await asked(folder, ['rev-parse', '--git-common-dir']);
  return common !== undefined && isWithin(path, resolve(folder, common));
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** What git prints, or undefined where it has no answer. */
async function asked(folder: string, args: readonly string[], asConfigured = false): Promise<string | undefined> {
  const { code, stdout } = await runGit(folder, args, { asConfigured });
  const text = stdout.toString('utf8').trimEnd();
  return code === 0 && text !== '' ? text : undefined;
}
