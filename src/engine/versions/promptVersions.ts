import type { Commit, Repository } from '../git';

/** A prompt with its partials at a commit that touched any of them. */
export interface PromptVersion {
  /** Id of the commit. */
  commit: string;
  parents: string[];
  author: string;
  /** When it was written, in milliseconds since 1970. */
  time: number;
  subject: string;
  /** Where the prompt was then, relative to the repository's root, with `/`. */
  path: string;
  /** Git's id of its text then. */
  blob: string;
  /** What the commit touched of it. */
  changed: string[];
}

export interface VersionsOptions {
  repository: Repository;
  /** Id of the commit to start from. */
  from: string;
  /** Where the prompt is at that commit, relative to the repository's root, with `/`. */
  path: string;
  /** Where its partials are at that commit. */
  partials?: readonly string[];
  signal?: AbortSignal;
}

/**
 * The versions of a prompt, newest first, as git finds them: whoever has seen enough ends the search. Renames of the
 * prompt are followed.
 */
export async function* promptVersions(options: VersionsOptions): AsyncGenerator<PromptVersion> {
  const { repository, from, path, partials = [], signal } = options;
  const own = repository.log({ from, paths: [path], signal })[Symbol.asyncIterator]();
  const others = partials.length === 0 ? undefined : commitsOf(repository, from, partials, signal);
  try {
    let next = await nextOf(own);
    let other = others && (await nextOf(others));
    // The prompt as it is between two commits of its own is as the older of them left it.
    while (next !== undefined) {
      const change = next.changes.at(-1);
      if (change === undefined || change.status === 'deleted') {
        next = await nextOf(own);
        continue;
      }
      const at = { path: change.path, blob: change.id };
      while (others && other !== undefined && other.committed >= next.committed && other.id !== next.id) {
        yield { ...described(other), ...at, changed: other.changes.map((each) => each.path) };
        other = await nextOf(others);
      }
      const changed = next.changes.map((each) => each.path);
      if (others && other?.id === next.id) {
        changed.push(...other.changes.map((each) => each.path));
        other = await nextOf(others);
      }
      yield { ...described(next), ...at, changed: [...new Set(changed)] };
      next = await nextOf(own);
    }
  } finally {
    await own.return?.();
    await others?.return?.();
  }
}

/** With one path git follows renames, which partials should not have: their names are what includes them. */
function commitsOf(repository: Repository, from: string, paths: readonly string[], signal: AbortSignal | undefined) {
  const twice = paths.length === 1 ? [...paths, ...paths] : paths;
  return repository.log({ from, paths: twice, signal })[Symbol.asyncIterator]();
}

async function nextOf(commits: AsyncIterator<Commit>): Promise<Commit | undefined> {
  const { value, done } = await commits.next();
  return done ? undefined : value;
}

function described({ id, parents, author, time, subject }: Commit): Omit<PromptVersion, 'path' | 'blob' | 'changed'> {
  return { commit: id, parents, author, time, subject };
}
