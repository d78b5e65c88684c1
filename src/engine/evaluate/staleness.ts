import type { RunHeader } from './run';

/** What has changed since a run, in the order in which a person would look for it. */
export type ChangedPart = keyof RunHeader['fingerprints'];

const PARTS: readonly ChangedPart[] = ['prompt', 'tests', 'judges', 'settings'];

/**
 * What is no longer as it was in a run. Empty where the run still holds.
 * @param now the fingerprints of a plan made now
 * @param then those of the run's header
 */
export function changedParts(now: RunHeader['fingerprints'], then: RunHeader['fingerprints']): ChangedPart[] {
  return PARTS.filter((part) => now[part] !== then[part]);
}
