import { GitError, type Repository, type TreeChange } from '../git';
import type { Host } from '../host';
import { pointLabel, type ResolvedPoint, resolvePoint, type VersionPoint } from '../versions/versionPoint';
import { savedChanges } from './savedChanges';

/**
 * What is compared: what is staged with HEAD, HEAD with where a branch left its base, or what is about to be committed
 * with HEAD, that is, what is staged, or, where nothing is, what is saved (in an editor: also what is not saved yet).
 */
export type GatedChange =
  | { kind: 'staged' }
  | { kind: 'since'; base: string }
  | { kind: 'pending' }
  /** What is saved with HEAD, staged or not. */
  | { kind: 'saved' }
  /** One prompt in two versions, whether or not they differ. `file`: absolute path, links resolved */
  | { kind: 'versions'; file: string; before: VersionPoint; after: VersionPoint };

export interface Sides {
  before: ResolvedPoint;
  after: ResolvedPoint;
  labels: { before: string; after: string };
  /** Files that differ; undefined where one prompt is compared, whose own files tell. */
  changes: TreeChange[] | undefined;
}

/**
 * Resolves the two sides of a change.
 * @param options `files`: as they are shown, `saved`: as they are saved
 * @throws {GitError} `unknown-revision`, `no-commits` or `no-common-ancestor`
 */
export async function sidesOf(
  change: GatedChange,
  repository: Repository,
  { files, saved = files }: Pick<Host, 'files' | 'saved'>,
): Promise<Sides> {
  if (change.kind === 'versions') {
    const { before, after } = change;
    return {
      before: await resolvePoint(before, repository),
      after: await resolvePoint(after, repository),
      labels: { before: pointLabel(before), after: pointLabel(after) },
      changes: undefined,
    };
  }
  if (change.kind === 'since') {
    const [base, head] = [await repository.resolve(change.base), await repository.resolve('HEAD')];
    // What has happened on the base since is not this change's doing.
    const commit = await repository.mergeBase(base, head);
    const after = { commit: head };
    const changes = await repository.changes(commit, after);
    return { before: { commit }, after, changes, labels: { before: change.base, after: 'HEAD' } };
  }
  const head = await repository.resolve('HEAD').catch((error: unknown) => {
    if (error instanceof GitError && error.code === 'no-commits') return undefined;
    throw error;
  });
  const before = head === undefined ? 'empty' : { commit: head };
  if (change.kind === 'saved') {
    const changes = head === undefined ? [] : await savedChanges(repository, head, saved);
    return { before, after: 'saved', changes, labels: { before: 'HEAD', after: pointLabel('saved') } };
  }
  const staged = await repository.changes(head ?? 'empty', 'index');
  if (change.kind === 'pending' && staged.length === 0 && head !== undefined) {
    const changes = await savedChanges(repository, head, files);
    return { before, after: 'shown', changes, labels: { before: 'HEAD', after: pointLabel('shown') } };
  }
  return { before, after: 'staged', changes: staged, labels: { before: 'HEAD', after: pointLabel('staged') } };
}
