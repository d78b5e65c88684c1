import {
  type Commit,
  GitError,
  type LogOptions,
  type Repository,
  type Tree,
  type TreeChange,
  type TreeEntry,
} from '../../engine/git';
import { BlobReader } from './blobReader';
import { parseRawChanges } from './rawChanges';
import { readLog } from './readLog';
import { type GitRun, runGit } from './runGit';

const KINDS: Record<string, TreeEntry['kind']> = { '120000': 'link', '160000': 'submodule', '040000': 'file' };
const OBJECT_ID = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** Renames are looked for among so many files at most, since the effort grows with their square. */
const RENAMES = ['-M', '-l400'];

/** One repository by the `git` on the PATH. */
export class NodeRepository implements Repository {
  readonly root: string;
  readonly shallow: boolean;
  readonly branch: string | undefined;
  #blobs: BlobReader | undefined;

  constructor({ root, shallow, branch }: Pick<Repository, 'root' | 'shallow' | 'branch'>) {
    this.root = root;
    this.shallow = shallow;
    this.branch = branch;
  }

  async resolve(revision: string): Promise<string> {
    const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
    const { code, stdout, stderr } = await this.#run(asked);
    const id = stdout.toString('utf8').trim();
    if (code === 0 && OBJECT_ID.test(id)) return id;
    const unborn = revision === 'HEAD' && (await this.#run(['rev-parse', '--verify', '--quiet', 'HEAD'])).code !== 0;
    throw new GitError(unborn ? 'no-commits' : 'unknown-revision', stderr || revision);
  }

  async mergeBase(a: string, b: string): Promise<string> {
    const { code, stdout } = await this.#run(['merge-base', this.#id(a), this.#id(b)]);
    const id = stdout.toString('utf8').trim();
    if (code === 0 && OBJECT_ID.test(id)) return id;
    throw new GitError('no-common-ancestor', `${a}, ${b}`);
  }

  async entries(at: Tree): Promise<TreeEntry[]> {
    return at === 'index' ? await this.#indexEntries() : await this.#commitEntries(at.commit);
  }

  async changes(from: string | 'empty', to: Tree): Promise<TreeChange[]> {
    const base = from === 'empty' ? await this.#emptyTree() : this.#id(from);
    const args =
      to === 'index'
        ? ['diff-index', '--cached', '--raw', '-z', '--no-ext-diff', '--no-textconv', ...RENAMES, base]
        : ['diff-tree', '-r', '--raw', '-z', '--no-ext-diff', '--no-textconv', ...RENAMES, base, this.#id(to.commit)];
    return parseRawChanges((await this.#output(args)).toString('utf8'));
  }

  readBlob(id: string, options: { maxBytes?: number } = {}): Promise<Uint8Array> {
    this.#blobs ??= new BlobReader(this.root);
    return this.#blobs.read(this.#id(id), options.maxBytes ?? Number.POSITIVE_INFINITY);
  }

  log(options: LogOptions): AsyncIterable<Commit> {
    return readLog(this.root, { ...options, from: this.#id(options.from) });
  }

  close(): void {
    this.#blobs?.close();
    this.#blobs = undefined;
  }

  async #commitEntries(commit: string): Promise<TreeEntry[]> {
    const output = await this.#output(['ls-tree', '-r', '-z', '--full-tree', this.#id(commit)]);
    return records(output).map((record) => {
      const [, mode = '', id = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]*)$/.exec(record) ?? [];
      return { path, kind: KINDS[mode] ?? 'file', id, conflict: false };
    });
  }

  async #indexEntries(): Promise<TreeEntry[]> {
    const output = await this.#output(['ls-files', '--stage', '-z', '--full-name']);
    const entries = new Map<string, TreeEntry>();
    for (const record of records(output)) {
      const [, mode = '', id = '', stage = '', path = ''] = /^(\d+) ([0-9a-f]+) (\d)\t([\s\S]*)$/.exec(record) ?? [];
      // Of a conflict: 1 is the common ancestor, 2 ours, 3 theirs.
      if (entries.has(path) && stage !== '2') continue;
      entries.set(path, { path, kind: KINDS[mode] ?? 'file', id, conflict: stage !== '0' });
    }
    return [...entries.values()];
  }

  async #emptyTree(): Promise<string> {
    return (await this.#output(['hash-object', '-t', 'tree', '--stdin'])).toString('utf8').trim();
  }

  async #output(args: readonly string[]): Promise<Buffer> {
    const { code, stdout, stderr } = await this.#run(args);
    if (code !== 0) throw new GitError('failed', stderr || `git ${args[0]}: exit code ${code}`);
    return stdout;
  }

  #run(args: readonly string[], run: GitRun = {}) {
    return runGit(this.root, args, { ...run, workTree: this.root });
  }

  /** Only ids reach git as arguments, so that nothing that anybody named can be taken for an option. */
  #id(id: string): string {
    if (OBJECT_ID.test(id)) return id;
    throw new GitError('unknown-revision', id);
  }
}

function records(output: Buffer): string[] {
  return output.toString('utf8').split('\0').slice(0, -1);
}
