import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, resolve as resolvePath } from 'node:path';
import { type Abortable, type Git, GitError } from '../../engine/git';
import { isInside } from '../../engine/workspacePath';
import { namesRepository } from './gitEnvironment';
import { NodeRepository } from './nodeRepository';
import { type GitPlace, runGit } from './runGit';

/** The port to git, by the `git` that is on the PATH. */
export const nodeGit: Git = {
  async open(path, options = {}) {
    const folder = await folderOf(path);
    const { from, foreign, discovered } = await placeOf(folder, options);
    const asked = ['rev-parse', '--is-shallow-repository', '--show-object-format', '--show-toplevel'];
    const { code, stdout, stderr } = await runGit(from, asked, { ...options, foreign: discovered });
    if (code !== 0) throw new GitError(failureOf(stderr), stderr);
    // The path comes last, since it may have line breaks.
    const [, shallow, format, top = ''] = /^(\w+)\n(\w+)\n([\s\S]*)\n$/.exec(stdout.toString('utf8')) ?? [];
    if (format !== 'sha1' && format !== 'sha256') throw new GitError('failed', 'this git is too old');
    const root = await realpath(top);
    // A repository may name any folder as its work tree.
    if (!isInside(await realpath(folder), root)) throw new GitError('no-repository', folder);
    const place = { ...options, workTree: root, foreign };
    const [branch, cutOff] = await Promise.all([
      lineOf(root, ['symbolic-ref', '--short', '--quiet', 'HEAD'], place),
      shallow === 'true' ? cutOffCommits(root, place) : new Set<string>(),
    ]);
    return new NodeRepository({ root, shallow: shallow === 'true', cutOff, branch, objectFormat: format }, { foreign });
  },
  async user(path, options = {}) {
    const folder = await folderOf(path);
    const [name, email] = await Promise.all([
      lineOf(folder, ['config', '--get', 'user.name'], options),
      lineOf(folder, ['config', '--get', 'user.email'], options),
    ]);
    return { ...(name && { name }), ...(email && { email }) };
  },
};

type Place = GitPlace & Abortable;

function failureOf(stderr: string) {
  if (/work tree|bare repository/i.test(stderr)) return 'no-work-tree';
  if (/dubious ownership|unsafe repository/i.test(stderr)) return 'not-trusted';
  return /not a git repository/i.test(stderr) ? 'no-repository' : 'failed';
}

/**
 * Where to ask git for the work tree, whether what the environment names is another repository, and whether it is left
 * aside in asking. A hook is told by its environment which repository and index are meant: that holds for the
 * repository of the hook, and for folders of none, but for no other repository.
 */
async function placeOf(
  folder: string,
  options: Abortable,
): Promise<{ from: string; foreign: boolean; discovered: boolean }> {
  if (!namesRepository()) return { from: folder, foreign: false, discovered: false };
  const asked = ['rev-parse', '--absolute-git-dir'];
  const [here, meant] = await Promise.all([
    lineOf(folder, asked, { ...options, foreign: true }),
    lineOf(process.cwd(), asked, { ...options, foreign: false }),
  ]);
  const foreign = here !== undefined && here !== meant;
  // With a GIT_DIR alone git would take the current folder for the top of the work tree.
  const discovered = foreign || (here !== undefined && process.env.GIT_WORK_TREE === undefined);
  return { from: discovered || process.env.GIT_DIR === undefined ? folder : process.cwd(), foreign, discovered };
}

async function cutOffCommits(root: string, place: Place): Promise<Set<string>> {
  const file = await lineOf(root, ['rev-parse', '--git-path', 'shallow'], place);
  const text = file === undefined ? '' : await readFile(resolvePath(root, file), 'utf8').catch(() => '');
  return new Set(text.split('\n').filter(Boolean));
}

/** What git prints, without the line break behind it; undefined where it has no answer. */
async function lineOf(folder: string, args: readonly string[], place: Place): Promise<string | undefined> {
  const { code, stdout } = await runGit(folder, args, place);
  return code === 0 ? stdout.toString('utf8').replace(/\n$/, '') : undefined;
}

/** The folder itself, or the nearest one above that there is. */
async function folderOf(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory()) return folder;
    if (dirname(folder) === folder) return folder;
  }
}
