import type { EvaluationPlan } from '../../evaluate/plan';
import { planEvaluation } from '../../evaluate/planEvaluation';
import type { Run } from '../../evaluate/run';
import type { RunOptions } from '../../evaluate/runEvaluation';
import type { FileSystem, Host } from '../../host';
import type { Endpoint } from '../../model/endpoint';
import { hasErrors } from '../../problem';
import { textOverlay } from '../../textOverlay';
import { isKnown } from '../caseOutcome';
import type { Comparison } from '../comparison';
import { type Attribution, attribute, type CaseScores } from './attribute';
import { type Hunk, hunksOf, revertHunks } from './hunks';
import { callsPerSample, largestEffort } from './largestEffort';

/** Why a prompt regressed. */
export interface Cause extends Attribution {
  /** All hunks of the change, in the order of `recovered`. */
  hunks: Hunk[];
  /** The cases that got worse, those that lost most first. */
  cases: string[];
  /** Mean loss on them, 0..1 scale. */
  loss: number;
  /** US dollars; `known` is a lower bound where `total` is null. */
  spent: { total: number | null; known: number };
}

export interface FindCauseOptions {
  host: Host;
  endpoints: readonly Endpoint[];
  evaluate(plan: EvaluationPlan, options: Omit<RunOptions, 'host' | 'models'>): Promise<Run>;
  /** The files of the newer version. */
  files: FileSystem;
  concurrency?: number;
  /** US dollars for all trials together. */
  budget?: number;
  signal?: AbortSignal;
}

/**
 * Attributes a regression to the hunks of the change: evaluates the newer text with hunks taken back, on the cases that
 * got worse, each once, within `largestEffort`.
 * @param after the plan of the newer version
 * @param texts the texts that differ
 * @returns undefined where no case got worse or no text differs
 */
export async function findCause(
  after: EvaluationPlan,
  comparison: Comparison,
  texts: readonly { file: string; before: string | null; after: string | null }[],
  options: FindCauseOptions,
): Promise<Cause | undefined> {
  const worse = comparison.cases
    .filter(({ before, after, change }) => isKnown(before) && isKnown(after) && (change ?? 0) < 0)
    .sort((a, b) => (a.change ?? 0) - (b.change ?? 0));
  const hunks = texts.flatMap(({ file, before, after }) => (after === null ? [] : hunksOf(file, before ?? '', after)));
  if (worse.length === 0 || hunks.length === 0) return undefined;
  const cases = worse.map(({ id }) => id);
  const effort = largestEffort(hunks.length, cases.length, callsPerSample(after));
  // Those that lost most tell most.
  const tried = cases.slice(0, effort.cases);
  const scores = (side: 'before' | 'after'): CaseScores =>
    new Map(worse.map((each) => [each.id, each[side]?.score ?? null]));
  const newer = new Map(texts.flatMap(({ file, after }) => (after === null ? [] : [[file, after] as const])));
  const spent: Cause['spent'] = { total: 0, known: 0 };
  const found = await attribute({
    hunks: hunks.length,
    before: scores('before'),
    after: scores('after'),
    most: effort.trials,
    scoresWithout: (taken) =>
      trial(
        taken.map((index) => hunks[index] as Hunk),
        { after, newer, cases: tried, spent },
        options,
      ),
  });
  const loss = worse.reduce((sum, { change }) => sum - (change ?? 0), 0) / worse.length;
  return { ...found, hunks, cases, loss, spent };
}

async function trial(
  taken: readonly Hunk[],
  {
    after,
    newer,
    cases,
    spent,
  }: { after: EvaluationPlan; newer: ReadonlyMap<string, string>; cases: string[]; spent: Cause['spent'] },
  { host, endpoints, evaluate, files, concurrency, budget, signal }: FindCauseOptions,
): Promise<CaseScores | undefined> {
  signal?.throwIfAborted();
  const texts = new Map(
    [...newer].map(([file, text]) => [
      file,
      revertHunks(
        text,
        taken.filter((hunk) => hunk.file === file),
      ),
    ]),
  );
  const request = {
    ...after.request,
    caseIds: cases,
    repeat: 1,
    ...(after.testSet !== undefined && { tests: after.testSet.file }),
  };
  const plan = await planEvaluation(request, { ...host, files: textOverlay(files, texts) }, { endpoints, signal });
  if (hasErrors(plan.problems)) return undefined;
  const left = budget === undefined ? undefined : Math.max(Number.MIN_VALUE, budget - spent.known);
  const run = await evaluate(plan, {
    version: `without ${taken.map(({ line }) => line + 1).join(', ')}`,
    concurrency,
    signal,
    ...(left !== undefined && { budget: left }),
  });
  spent.known += run.summary?.knownCost ?? 0;
  spent.total = spent.total === null || run.summary?.cost == null ? null : spent.total + run.summary.cost;
  return new Map(
    run.cases.map(({ id, score, status }) => [id, status === 'passed' || status === 'failed' ? score : null]),
  );
}
