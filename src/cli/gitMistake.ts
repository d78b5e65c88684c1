import type { GitError } from '../engine/git';
import { UsageError } from './usageError';

/**
 * What git could not do, as a mistake of the user's: nothing was spent.
 * @param folder absolute path of where it was asked
 * @param base the revision that was asked for
 */
export function gitMistake({ code, detail }: GitError, folder: string, base = 'HEAD'): UsageError {
  const args = { folder, message: detail, revision: base };
  switch (code) {
    case 'no-repository':
      return new UsageError('gate.not-a-repository', args);
    case 'no-git':
      return new UsageError('gate.no-git', args);
    case 'no-commits':
      return new UsageError('gate.no-commits', args);
    case 'unknown-revision':
      return new UsageError('gate.unknown-revision', args);
    case 'no-common-ancestor':
      return new UsageError('gate.no-common-ancestor', args);
    default:
      return new UsageError('gate.git-failed', args);
  }
}
