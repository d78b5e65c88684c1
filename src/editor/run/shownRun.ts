import type { CaseResult, Run, RunHeader, RunOutcome, RunSummary } from '../../engine/evaluate/run';
import { changedParts } from '../../engine/evaluate/staleness';

/**
 * The results on show for a prompt: of its last run, with single cases that were run again since put in their
 * places. All of them are of the same prompt, test set, judges and settings.
 */
export interface ShownRun {
  /** The last run that went into it. */
  header: RunHeader;
  /** By case id; cases that were never run with these fingerprints are missing. */
  results: ReadonlyMap<string, CaseResult>;
  summary: RunSummary;
  outcome: RunOutcome;
}

/** Makes the summary of cases that come from several runs. */
export type Summarize = (cases: readonly CaseResult[], header: RunHeader, durationMs: number) => RunSummary;

/**
 * Shows a run in place of what was shown. A run of only some cases leaves the others as they are, provided
 * that everything else is what it was; a case that it was stopped before keeps the result it had.
 */
export function showRun(shown: ShownRun | undefined, run: Run, summarize: Summarize): ShownRun {
  const { header, cases } = run;
  // Without an end: the window or the machine went down in the middle of it.
  const outcome = run.outcome ?? { kind: 'cancelled' };
  const adds = header.partial && shown !== undefined && sameFingerprints(shown.header, header);
  if (!adds) {
    const summary = run.summary ?? summarize(cases, header, 0);
    return { header, results: new Map(cases.map((result) => [result.id, result])), summary, outcome };
  }
  const results = new Map(shown.results);
  for (const result of cases) {
    if (result.status !== 'cancelled' || !results.has(result.id)) results.set(result.id, result);
  }
  const summary = summarize([...results.values()], header, run.summary?.durationMs ?? 0);
  return { header, results, summary, outcome };
}

/** Whether two runs, or a run and a plan, are of the same prompt, test set, judges and settings. */
export function sameFingerprints(
  one: Pick<RunHeader, 'fingerprints'>,
  other: Pick<RunHeader, 'fingerprints'>,
): boolean {
  return changedParts(one.fingerprints, other.fingerprints).length === 0;
}
