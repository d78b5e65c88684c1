/**
 * The port to git. A repository is data: nothing that it configures is run, and a revision that a person names is
 * turned into an object id before anything is done with it.
 */
export interface Git {
  /**
   * The repository that a file or folder belongs to.
   * @param path absolute
   * @throws {GitError} `no-git`, `no-repository` or `failed`
   */
  open(path: string): Promise<Repository>;
}

export interface Repository {
  /** Absolute path of the work tree's top folder, links resolved. */
  root: string;
  /** True where history was cut off when it was cloned. */
  shallow: boolean;
  /** The branch that is checked out; undefined where HEAD is detached. */
  branch: string | undefined;
  /**
   * The id of the commit that a branch, tag, or other revision names.
   * @throws {GitError} `no-commits` where HEAD is not born yet, else `unknown-revision`
   */
  resolve(revision: string): Promise<string>;
  /** The best common ancestor. @throws {GitError} `no-common-ancestor` */
  mergeBase(a: string, b: string): Promise<string>;
  /** All files of a commit or of the index; conflicted ones of the index carry `conflict`. */
  entries(at: Tree): Promise<TreeEntry[]>;
  /**
   * Files that differ between two trees, renames recognised.
   * @param from a commit, or `empty` for the tree without files
   */
  changes(from: string | 'empty', to: Tree): Promise<TreeChange[]>;
  /**
   * The bytes of a blob as they are stored: no filter and no conversion is applied.
   * @throws {GitError} `too-large` or `missing-object`
   */
  readBlob(id: string, options?: { maxBytes?: number }): Promise<Uint8Array>;
  /** Commits that touched some paths, newest first, as they come from git. */
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

export interface TreeChange {
  status: 'added' | 'deleted' | 'modified' | 'renamed';
  path: string;
  /** Where it was before a rename. */
  previous?: string;
}

export interface LogOptions {
  /** Id of the commit to start from. */
  from: string;
  /** Relative to the root, with `/`: exact files. */
  paths: readonly string[];
  signal?: AbortSignal;
}

export interface Commit {
  id: string;
  parents: string[];
  author: string;
  /** When it was written, in milliseconds since 1970. */
  time: number;
  /** When it was committed, in milliseconds since 1970: what git's log is ordered by. */
  committed: number;
  subject: string;
  /** Changes to the asked paths, and renames into them. */
  changes: (TreeChange & { id: string })[];
}

export type GitErrorCode =
  | 'no-git'
  | 'no-repository'
  | 'no-commits'
  | 'unknown-revision'
  | 'no-common-ancestor'
  | 'missing-object'
  | 'too-large'
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
