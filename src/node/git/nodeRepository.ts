import {
  type Abortable,
  type Commit,
  type FolderItem,
  GitError,
  type LogOptions,
  type ObjectFormat,
  type Repository,
  type Tree,
  type TreeChange,
  type TreeEntry,
} from '../../engine/git';
import { NodeNotes } from './notes/nodeNotes';
import { ObjectReader } from './objectReader';
import { parseFolder } from './parseFolder';
import { parseRawChanges } from './rawChanges';
import { readLog } from './readLog';
import { type GitPlace, runGit } from './runGit';

const KINDS: Record<string, TreeEntry['kind']> = { '120000': 'link', '160000': 'submodule' };
const OBJECT_ID = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** The id of a file without content. */
const EMPTY_BLOB = {
  sha1: 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  sha256: '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
} as const;

/** Renames are looked for among so many files at most, since the effort grows with their square. */
const DIFF = ['--raw', '-z', '-M', '-l400', '--no-abbrev', '--no-ext-diff', '--no-textconv', '-O/dev/null'];
/** A folder of more bytes is none that anybody made. */
const MOST_FOLDER_BYTES = 64 * 1024 * 1024;
/** No revision that a person names is longer. */
const LONGEST_REVISION = 1_000;

/** One repository by the `git` on the PATH. */
export class NodeRepository implements Repository {
  readonly root: string;
  readonly shallow: boolean;
  readonly cutOff: ReadonlySet<string>;
  readonly branch: string | undefined;
  readonly objectFormat: ObjectFormat;
  readonly notes: NodeNotes;
  readonly #place: GitPlace;
  #objects: ObjectReader | undefined;

  /** @param foreign whether what the environment names is another repository */
  constructor(
    found: Pick<Repository, 'root' | 'cutOff' | 'branch' | 'objectFormat' | 'shallow'>,
    { foreign }: { foreign: boolean },
  ) {
    this.root = found.root;
    this.shallow = found.shallow;
    this.cutOff = found.cutOff;
    this.branch = found.branch;
    this.objectFormat = found.objectFormat;
    this.#place = { workTree: found.root, foreign };
    this.notes = new NodeNotes(this, this.#place);
  }

  async resolve(revision: string, options?: Abortable): Promise<string> {
    if (revision.includes('\0') || revision.length > LONGEST_REVISION) throw new GitError('unknown-revision', revision);
    const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
    const { code, stdout, stderr } = await this.#run(asked, options);
    const id = stdout.toString('utf8').trim();
    if (code === 0 && OBJECT_ID.test(id)) return id;
    const unborn =
      revision === 'HEAD' && (await this.#run(['rev-parse', '--verify', '--quiet', 'HEAD'], options)).code !== 0;
    throw new GitError(unborn ? 'no-commits' : 'unknown-revision', stderr || revision);
  }

  async mergeBase(a: string, b: string, options?: Abortable): Promise<string> {
    const { code, stdout } = await this.#run(['merge-base', this.#id(a), this.#id(b)], options);
    const id = stdout.toString('utf8').trim();
    if (code === 0 && OBJECT_ID.test(id)) return id;
    throw new GitError('no-common-ancestor', `${a}, ${b}`);
  }

  async entries(at: Tree, options?: Abortable): Promise<TreeEntry[]> {
    return at === 'index' ? await this.#indexEntries(options) : await this.#commitEntries(at.commit, options);
  }

  async readFolder(id: string, options: Abortable = {}): Promise<FolderItem[]> {
    const name = `${this.#id(id)}^{tree}`;
    const bytes = await this.#reader().read({ name, type: 'tree', maxBytes: MOST_FOLDER_BYTES, ...options });
    return parseFolder(bytes, this.objectFormat);
  }

  async changes(from: string | 'empty', to: Tree, options?: Abortable): Promise<TreeChange[]> {
    const base = from === 'empty' ? await this.#emptyTree(options) : this.#id(from);
    const args =
      to === 'index'
        ? ['diff-index', '--cached', '--ita-invisible-in-index', ...DIFF, base]
        : ['diff-tree', '-r', ...DIFF, base, this.#id(to.commit)];
    return parseRawChanges((await this.#output(args, options)).toString('utf8'));
  }

  async readBlob(id: string, options: Abortable & { maxBytes?: number } = {}): Promise<Uint8Array> {
    const { maxBytes = Number.POSITIVE_INFINITY, signal } = options;
    return this.#reader().read({ name: this.#id(id), type: 'blob', maxBytes, signal });
  }

  async present(ids: readonly string[], options: Abortable = {}): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const input = ids.map((id) => `${this.#id(id)}\n`).join('');
    const asked = ['cat-file', '--batch-check=%(objectname) %(objecttype)'];
    const { stdout } = await runGit(this.root, asked, { signal: options.signal, input, ...this.#place });
    const lines = stdout.toString('utf8').split('\n');
    return new Set(lines.flatMap((line) => (line.endsWith(' blob') ? [line.slice(0, -' blob'.length)] : [])));
  }

  log(options: LogOptions): AsyncIterable<Commit> {
    return readLog(this.root, { ...options, from: this.#id(options.from) }, this.#place);
  }

  close(): void {
    this.#objects?.close();
    this.#objects = undefined;
  }

  #reader(): ObjectReader {
    this.#objects ??= new ObjectReader(this.root, this.#place);
    return this.#objects;
  }

  async #commitEntries(commit: string, options?: Abortable): Promise<TreeEntry[]> {
    const output = await this.#output(['ls-tree', '-r', '-z', '--full-tree', this.#id(commit)], options);
    return records(output).map((record) => {
      const [, mode = '', id = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]*)$/.exec(record) ?? [];
      return { path, kind: KINDS[mode] ?? 'file', id, conflict: false };
    });
  }

  async #indexEntries(options?: Abortable): Promise<TreeEntry[]> {
    const output = await this.#output(['ls-files', '--stage', '-z', '--full-name'], options);
    const entries = new Map<string, TreeEntry>();
    for (const record of records(output)) {
      const [, mode = '', id = '', stage = '', path = ''] = /^(\d+) ([0-9a-f]+) (\d)\t([\s\S]*)$/.exec(record) ?? [];
      // Of a conflict: 1 is the common ancestor, 2 ours, 3 theirs.
      if (entries.has(path) && stage !== '2') continue;
      entries.set(path, { path, kind: KINDS[mode] ?? 'file', id, conflict: stage !== '0' });
    }
    return this.#withoutAnnounced([...entries.values()], options);
  }

  /** What is only announced stands in the index as an empty file; what is empty and staged is a change to no files. */
  async #withoutAnnounced(entries: TreeEntry[], options?: Abortable): Promise<TreeEntry[]> {
    const isEmpty = ({ id, conflict }: TreeEntry) => id === EMPTY_BLOB[this.objectFormat] && !conflict;
    if (!entries.some(isEmpty)) return entries;
    const staged = new Set((await this.changes('empty', 'index', options)).map(({ path }) => path));
    return entries.filter((entry) => !isEmpty(entry) || staged.has(entry.path));
  }

  async #emptyTree(options?: Abortable): Promise<string> {
    return (await this.#output(['hash-object', '-t', 'tree', '--stdin'], options)).toString('utf8').trim();
  }

  async #output(args: readonly string[], options?: Abortable): Promise<Buffer> {
    const { code, stdout, stderr } = await this.#run(args, options);
    if (code !== 0) throw new GitError('failed', stderr || `git ${args[0]}: exit code ${code}`);
    return stdout;
  }

  #run(args: readonly string[], options: Abortable = {}) {
    return runGit(this.root, args, { signal: options.signal, ...this.#place });
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
