import type { Verdict } from '../compare/comparison';
import { fingerprint } from '../evaluate/fingerprint';
import { compareScores } from '../statistics';

/** So many verdicts are kept: pages of versions are shown again and again, each time a run or a commit ends. */
const MOST_KEPT = 2_000;

const kept = new Map<string, Verdict>();

/**
 * What the change from some scores to others is worth. It takes milliseconds, or tens of them for a thousand cases, so
 * what was computed once is kept, and others get a turn before anything is computed.
 * @param before scores 0..1; null where not known
 * @param after of the same cases, in the same order
 * @throws the signal's reason where it aborts
 */
export async function verdictOfScores(
  before: readonly (number | null)[],
  after: readonly (number | null)[],
  signal?: AbortSignal,
): Promise<Verdict> {
  const key = fingerprint([before, after]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
  const { verdict } = compareScores([...before], [...after], { seed: 1 });
  kept.set(key, verdict);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return verdict;
}
