import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Git, GitError } from '../../engine/git';
import { NodeRepository } from './nodeRepository';
import { runGit } from './runGit';

/** The port to git, by the `git` that is on the PATH. */
export const nodeGit: Git = {
  async open(path) {
    // Within a hook git says itself which repository is meant, and starts the hook at the top of its work tree.
    const folder = process.env.GIT_DIR === undefined ? await folderOf(path) : process.cwd();
    const asked = ['rev-parse', '--show-toplevel', '--git-dir', '--is-shallow-repository'];
    const { code, stdout, stderr } = await runGit(folder, asked);
    if (code !== 0)
      throw new GitError(/not a git repository|work tree/i.test(stderr) ? 'no-repository' : 'failed', stderr);
    const [top = '', , shallow = ''] = stdout.toString('utf8').split('\n');
    const root = await realpath(top);
    const head = await runGit(root, ['symbolic-ref', '--short', '--quiet', 'HEAD'], { workTree: root });
    return new NodeRepository({
      root,
      shallow: shallow === 'true',
      branch: head.code === 0 ? head.stdout.toString('utf8').trim() : undefined,
    });
  },
};

async function folderOf(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory()) return folder;
    if (dirname(folder) === folder) return folder;
  }
}
