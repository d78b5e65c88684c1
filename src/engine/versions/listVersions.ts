import type { Host } from '../host';
import type { PromptSource } from '../prompt/promptFile';
import { FolderCache } from './commitTree';
import { contentAt } from './contentAt';
import { pathAtHead } from './pathAtHead';
import { type PromptVersion, promptVersions } from './promptVersions';

export interface ListVersionsOptions extends Pick<Host, 'git' | 'files'> {
  /** Absolute path of the folder that partials are looked for in; the repository's root by default. */
  workspace?: string;
  /** At most so many versions. */
  limit: number;
  /** `next` of the page before. */
  after?: string;
  signal?: AbortSignal;
}

/** Some versions of a prompt, newest first. */
export interface VersionPage {
  versions: PromptVersion[];
  /** Asks for the page behind this one, of the same history also where HEAD has moved on; undefined on the last. */
  next: string | undefined;
}

/**
 * A page of the versions of a prompt. Where it was renamed and that is not committed yet, those under its older name.
 * @param file absolute path, links resolved
 * @throws {GitError} where git has no answer: no git, no repository, no commit yet
 */
export async function listVersions(file: string, options: ListVersionsOptions): Promise<VersionPage> {
  const { git, files, limit, after, signal } = options;
  const repository = await git.open(file, { signal });
  try {
    const workspace = options.workspace && (await files.realPath(options.workspace).catch(() => options.workspace));
    const cursor = after === undefined ? undefined : parseCursor(after);
    const from = await repository.resolve(cursor?.from ?? 'HEAD', { signal });
    const path = cursor?.start ?? (await pathAtHead(file, { repository, from, signal }));
    const versions: PromptVersion[] = [];
    for await (const version of promptVersions({ repository, from, path, workspace, after: cursor?.last, signal })) {
      if (versions.length < limit) {
        versions.push(version);
        continue;
      }
      const last = versions.at(-1) ?? cursor?.last;
      const next = last && JSON.stringify([from, path, last.commit, last.path]);
      return { versions, next };
    }
    return { versions, next: undefined };
  } finally {
    repository.close();
  }
}

/**
 * What a version consists of: its text, and its partials as they were.
 * @param file absolute path of any file in the repository
 * @throws {GitError} where git has no answer, `unknown-revision` where there is no such commit
 */
export async function readVersion(
  file: string,
  { commit, path }: Pick<PromptVersion, 'commit' | 'path'>,
  { git, workspace, signal }: Pick<ListVersionsOptions, 'git' | 'workspace' | 'signal'>,
): Promise<PromptSource> {
  const repository = await git.open(file, { signal });
  try {
    const folders = new FolderCache(repository);
    const id = await repository.resolve(commit, { signal });
    const place = { repository, folders, workspace: workspace ?? repository.root };
    return (await contentAt(id, path, place)).source;
  } finally {
    repository.close();
  }
}

interface Cursor {
  from: string;
  start: string;
  last: Pick<PromptVersion, 'commit' | 'path'>;
}

function parseCursor(text: string): Cursor | undefined {
  try {
    const parts: unknown = JSON.parse(text);
    if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) return undefined;
    const [from = '', start = '', commit = '', path = ''] = parts as string[];
    return { from, start, last: { commit, path } };
  } catch {
    return undefined;
  }
}
