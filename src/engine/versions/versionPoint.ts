import { join, relative, sep } from 'node:path';
import type { Repository } from '../git';
import type { FileSystem, Host } from '../host';
import { snapshotFiles } from './snapshotFiles';

/**
 * A version of all files: what a revision has (a commit, tag or branch), what is staged, what is saved, or what an editor
 * shows, saved or not.
 */
export type VersionPoint =
  | {
      revision: string;
      /** Where the prompt was then, relative to the repository's root, with `/`, where that is known. */
      path?: string;
    }
  | 'staged'
  | 'saved'
  | 'shown';

/** The same with the revision resolved to a commit's id; `empty` before the first commit. */
export type ResolvedPoint = { commit: string; path?: string } | 'empty' | Exclude<VersionPoint, object>;

/** @throws {GitError} `unknown-revision` or `no-commits` */
export async function resolvePoint(point: VersionPoint, repository: Repository): Promise<ResolvedPoint> {
  if (typeof point === 'string') return point;
  const commit = await repository.resolve(point.revision);
  return { commit, ...(point.path !== undefined && { path: point.path }) };
}

/** What a version is called in reports: a revision as the person named it. */
export function pointLabel(point: VersionPoint): string {
  if (typeof point === 'object') return point.revision;
  return point === 'staged' ? 'index' : 'work tree';
}

/** All files as they are in a version. */
export async function filesAtPoint(
  point: ResolvedPoint,
  repository: Repository,
  { files, saved = files, judgesFolder }: Pick<Host, 'files' | 'saved' | 'judgesFolder'>,
): Promise<FileSystem> {
  if (point === 'shown' || point === 'empty') return files;
  if (point === 'saved') return saved;
  const at = point === 'staged' ? 'index' : point;
  return snapshotFiles({ repository, at, files, real: [judgesFolder] });
}

/**
 * Where a prompt is in a version.
 * @param file absolute path of the prompt as it is now, links resolved
 * @param files those of the version
 * @returns absolute path; undefined where the version does not have it
 */
export async function promptAtPoint(
  file: string,
  point: ResolvedPoint,
  { repository, files }: { repository: Repository; files: FileSystem },
): Promise<string | undefined> {
  const absolute = (path: string) => join(repository.root, ...path.split('/'));
  if (typeof point === 'object' && point.path !== undefined) return absolute(point.path);
  if ((await files.stat(file))?.kind === 'file') return file;
  if (typeof point === 'string') return undefined;
  const path = relative(repository.root, file).split(sep).join('/');
  const renamed = (await repository.changes(point.commit, 'index')).find((change) => change.path === path);
  return renamed?.previous === undefined ? undefined : absolute(renamed.previous);
}
