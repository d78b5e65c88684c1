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
    const given = new Set<string>();
    let at: Pick<PromptVersion, 'path' | 'blob'> | undefined;
    let last = Number.POSITIVE_INFINITY;
    let other = others && (await nextOf(others));
    for (let next = await nextOf(own); next !== undefined; next = await nextOf(own)) {
      const change = next.changes.at(-1);
      if (change === undefined || change.status === 'deleted') continue;
      at = { path: change.path, blob: change.id };
      // The prompt as it is between two commits of its own is as the older of them left it.
      for (; others && other !== undefined && other.committed > next.committed; other = await nextOf(others)) {
        if (!given.has(other.id)) yield { ...described(other), ...at, changed: pathsOf(other) };
        given.add(other.id);
      }
      const both = other?.id === next.id ? [...pathsOf(next), ...pathsOf(other)] : pathsOf(next);
      yield { ...described(next), ...at, changed: [...new Set(both)] };
      given.add(next.id);
      last = next.committed;
    }
    // Older ones are from before there was a prompt; those of the same second may be newer.
    for (; others && at && other !== undefined && other.committed >= last; other = await nextOf(others)) {
      if (!given.has(other.id)) yield { ...described(other), ...at, changed: pathsOf(other) };
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

function pathsOf({ changes }: Commit): string[] {
  return changes.map(({ path }) => path);
}

async function nextOf(commits: AsyncIterator<Commit>): Promise<Commit | undefined> {
  const { value, done } = await commits.next();
  return done ? undefined : value;
}

function described({ id, parents, author, time, subject }: Commit): Omit<PromptVersion, 'path' | 'blob' | 'changed'> {
  return { commit: id, parents, author, time, subject };
}
