import { join, relative, sep } from 'node:path';
import type { Repository } from '../git';
import { FileError, type FileSystem } from '../host';
import type { PromptSource } from '../prompt/promptFile';
import { readPromptSource } from '../prompt/promptSource';
import { isInside } from '../workspacePath';
import { CommitTree, type FolderCache } from './commitTree';
import { locate } from './locate';
import { snapshotFiles } from './snapshotFiles';

/** A prompt at a commit, and all that its content depends on. */
export interface ContentAt {
  source: PromptSource;
  /**
   * The paths that were looked at to put it together, relative to the repository's root, with the file that each leads
   * to; undefined where nothing was (a partial may appear nearer by). As long as the same is there, the content is the
   * same.
   */
  asked: ReadonlyMap<string, FileAt | undefined>;
}

export interface FileAt {
  id: string;
  /** Where it really is, behind links. */
  path: string;
}

export interface ContentPlace {
  repository: Repository;
  folders: FolderCache;
  /** Absolute path of the folder that partials are looked for in. */
  workspace: string;
}

/**
 * Reads a prompt with its partials at a commit.
 * @param path relative to the repository's root, with `/`
 * @throws {GitError} `missing-object`
 */
export async function contentAt(commit: string, path: string, place: ContentPlace): Promise<ContentAt> {
  const { repository, folders, workspace } = place;
  const { root } = repository;
  const asked = new Set<string>();
  const noting = (absolute: string) => {
    if (isInside(absolute, root)) asked.add(relative(root, absolute).split(sep).join('/'));
    return absolute;
  };
  const snapshot = await snapshotFiles({ repository, at: { commit }, files: NOTHING, folders });
  const files: FileSystem = {
    ...NOTHING,
    read: (absolute, options) => snapshot.read(noting(absolute), options),
    stat: (absolute) => snapshot.stat(noting(absolute)),
    // The workspace may have been made later, or lie above.
    realPath: (absolute) => (absolute === workspace ? Promise.resolve(workspace) : snapshot.realPath(absolute)),
  };
  const { source } = await readPromptSource(join(root, ...path.split('/')), { files, workspace });
  return { source, asked: await filesAt(commit, asked, place) };
}

/** The files that some paths lead to at a commit. */
export async function filesAt(
  commit: string,
  paths: Iterable<string>,
  place: Pick<ContentPlace, 'repository' | 'folders'>,
): Promise<Map<string, FileAt | undefined>> {
  const files = new Map<string, FileAt | undefined>();
  for (const path of paths) files.set(path, await fileAt(commit, path, place));
  return files;
}

/** The file that a path leads to at a commit; undefined where it leads to none. */
export async function fileAt(
  commit: string,
  path: string,
  { repository, folders }: Pick<ContentPlace, 'repository' | 'folders'>,
): Promise<FileAt | undefined> {
  const found = await locate(path, new CommitTree(commit, folders), repository);
  return found?.kind === 'file' ? found : undefined;
}

async function nowhere(path: string): Promise<never> {
  throw new FileError('not-found', path);
}

/** A version consists of what is in the repository. */
const NOTHING: FileSystem = {
  read: nowhere,
  stat: async () => undefined,
  list: async () => [],
  realPath: nowhere,
  write: nowhere,
  openAppend: nowhere,
  remove: nowhere,
};
