import type { Notes } from './notes';

/**
 * The port to git. A repository is data: nothing that it configures is run, and a revision that a person names is
 * turned into an object id before anything is done with it.
 */
export interface Git {
  /**
   * The repository that a file or folder belongs to.
   * @param path absolute
   * @throws {GitError} `no-git`, `no-repository`, `no-work-tree`, `not-trusted` or `failed`
   */
  open(path: string, options?: Abortable): Promise<Repository>;
  /**
   * Who commits in a folder, as git is configured there; what is not configured is left out.
   * @param folder absolute
   * @throws {GitError} `no-git` or `failed`
   */
  user(folder: string, options?: Abortable): Promise<GitUser>;
}

export interface GitUser {
  name?: string;
  email?: string;
}

export interface Abortable {
  /** Ends git; the call is then rejected with the signal's reason. */
  signal?: AbortSignal;
}

export interface Repository {
  /** Absolute path of the work tree's top folder, links resolved. */
  root: string;
  /** True where history was cut off when it was cloned. */
  shallow: boolean;
  /** Ids of the commits where it was: they look as if they had no parents and had made every file. */
  cutOff: ReadonlySet<string>;
  /** The branch that is checked out; undefined where HEAD is detached. */
  branch: string | undefined;
  /** How the repository names its objects. */
  objectFormat: ObjectFormat;
  /**
   * The id of the commit that a branch, tag, or other revision names.
   * @throws {GitError} `no-commits` where HEAD is not born yet, else `unknown-revision`
   */
  resolve(revision: string, options?: Abortable): Promise<string>;
  /** The best common ancestor. @throws {GitError} `no-common-ancestor` */
  mergeBase(a: string, b: string, options?: Abortable): Promise<string>;
  /**
   * All files of a commit or of the index; conflicted ones of the index carry `conflict`. What `git add --intent-to-add`
   * has only announced is not there.
   */
  entries(at: Tree, options?: Abortable): Promise<TreeEntry[]>;
  /**
   * What is in a folder of a commit, and in no folder below it.
   * @param id of a commit, for its top folder, or of a folder
   * @throws {GitError} `missing-object`
   */
  readFolder(id: string, options?: Abortable): Promise<FolderItem[]>;
  /**
   * Files that differ between two trees, renames recognised.
   * @param from a commit, or `empty` for the tree without files
   */
  changes(from: string | 'empty', to: Tree, options?: Abortable): Promise<TreeChange[]>;
  /**
   * The bytes of a blob as they are stored: no filter and no conversion is applied.
   * @throws {GitError} `too-large` or `missing-object`
   */
  readBlob(id: string, options?: Abortable & { maxBytes?: number }): Promise<Uint8Array>;
  /** Those of some ids that are blobs which the repository has. */
  present(ids: readonly string[], options?: Abortable): Promise<Set<string>>;
  /** What is attached to its objects. */
  readonly notes: Notes;
  /**
   * Commits that touched some paths, newest first, as they come from git, on all branches that were merged, and merges of
   * which any parent has something else at the paths. Renames are not followed.
   */
  log(options: LogOptions): AsyncIterable<Commit>;
  /** Ends what is still running. */
  close(): void;
}

/** A commit's id, or what is staged. */
export type Tree = { commit: string } | 'index';

export interface TreeEntry {
  /** Relative to the root, with `/`. */
  path: string;
  kind: 'file' | 'link' | 'submodule';
  /** Object id. */
  id: string;
  /** True where a merge left several versions in the index; `id` is then that of ours. */
  conflict: boolean;
}

export interface FolderItem {
  name: string;
  kind: TreeEntry['kind'] | 'folder';
  /** Object id. */
  id: string;
}

export interface TreeChange {
  status: 'added' | 'deleted' | 'modified' | 'renamed';
  path: string;
  /** Where it was before a rename. */
  previous?: string;
  /** True where a merge left several versions of it in the index. */
  conflict?: boolean;
}

export type ObjectFormat = 'sha1' | 'sha256';

export interface LogOptions extends Abortable {
  /** Id of the commit to start from. */
  from: string;
  /** Relative to the root, with `/`: exact files. */
  paths: readonly string[];
}

export interface Commit {
  id: string;
  parents: string[];
  author: string;
  email: string;
  /** When it was written, in milliseconds since 1970. */
  time: number;
  /** When it was committed, in milliseconds since 1970: what git's log is ordered by. */
  committed: number;
  subject: string;
  /** Changes to the asked paths, each with the id of what it made of it; of a merge those that no parent has. */
  changes: (TreeChange & { id: string })[];
}

export type GitErrorCode =
  | 'no-git'
  | 'no-repository'
  /** A bare repository, or a place inside of `.git`. */
  | 'no-work-tree'
  /** The repository belongs to somebody else, and git is not told to trust it (`safe.directory`). */
  | 'not-trusted'
  | 'no-commits'
  | 'unknown-revision'
  | 'no-common-ancestor'
  | 'missing-object'
  | 'too-large'
  /** There is no remote of that name, or none at all. */
  | 'no-remote'
  /** The address of a remote that is neither HTTPS, SSH, git's own protocol nor a folder. */
  | 'forbidden-remote'
  /** A remote cannot be reached, or lets nobody in. */
  | 'no-access'
  /** A remote does not take what it is given. */
  | 'refused'
  /** Others change the same ref all the time. */
  | 'busy'
  | 'failed';

/** What git could not do, for a reason that a person can act on. */
export class GitError extends Error {
  constructor(
    readonly code: GitErrorCode,
    /** What it concerns, or git's own words. */
    readonly detail: string,
    options?: { cause?: unknown },
  ) {
    super(`${code}: ${detail}`, options);
    this.name = 'GitError';
  }
}
