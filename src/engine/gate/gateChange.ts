import { join } from 'node:path';
import type { JudgeCalibration } from '../calibrate/calibration';
import { LocalScores } from '../compare/localScores';
import { priceOfPlan } from '../compare/priceOfPlan';
import { SharedScores } from '../compare/sharing/sharedScores';
import { recordedPath } from '../evaluate/assayFolder';
import type { EvaluationPlan } from '../evaluate/plan';
import type { Run } from '../evaluate/run';
import type { RunOptions } from '../evaluate/runEvaluation';
import type { Repository } from '../git';
import type { Host } from '../host';
import type { Endpoint } from '../model/endpoint';
import { filesAtPoint, type ResolvedPoint } from '../versions/versionPoint';
import { addAcceptance } from './acceptance';
import { affectedPrompts } from './affectedPrompts';
import { type GatedChange, sidesOf } from './gatedChange';
import type { GatedPrompt, GateResult } from './gateResult';
import { promptInVersions } from './promptInVersions';
import { type AffectedPrompt, type GateOptions, type GateTerms, runGate } from './runGate';

export interface GateDoor {
  host: Host;
  endpoints: readonly Endpoint[];
  evaluate(plan: EvaluationPlan, options: Omit<RunOptions, 'host' | 'models'>): Promise<Run>;
  /** What people's labels say of the judges of a prompt, from what is on record. */
  calibrate(plan: EvaluationPlan): Promise<readonly JudgeCalibration[]>;
  /** Absolute path of the folder that holds the `.assay/` of a file. */
  workspaceOf(file: string): Promise<string>;
  /** Whether new scores go into the repository's notes too. */
  shareScores: boolean;
  signal?: AbortSignal;
}

/** Terms of one use of the gate. */
export type GateUse = GateTerms &
  Omit<GateOptions, 'endpoints' | 'evaluate' | 'calibrate' | 'priceOf' | 'storeOf' | 'workspaceOf'>;

/**
 * Compares every prompt that a change affects with what it was.
 * @param folder absolute path of any folder in the repository
 * @throws {GitError} where git has no answer: no repository, no such revision, no common ancestor
 */
export async function gateChange(
  folder: string,
  change: GatedChange,
  use: GateUse,
  { host, endpoints, evaluate, calibrate, workspaceOf, shareScores }: GateDoor,
): Promise<GateResult> {
  const repository = await host.git.open(folder);
  try {
    const sides = await sidesOf(change, repository, host);
    const files = (point: ResolvedPoint) => filesAtPoint(point, repository, host);
    const afterFiles = await files(sides.after);
    // Before the first commit everything is new, and no older file is ever asked for.
    const beforeFiles = sides.before === 'empty' ? afterFiles : await files(sides.before);
    const { labels } = sides;
    const look = {
      repository,
      at: typeof sides.after === 'object' ? sides.after : ('index' as const),
      before: beforeFiles,
      after: afterFiles,
      host,
      endpoints,
      signal: use.signal,
    };
    const prompts =
      change.kind === 'versions'
        ? [await promptInVersions(change.file, sides, look)]
        : await affectedPrompts({ ...look, changes: sides.changes ?? [] });
    const conflicts = sides.after === 'staged' ? await conflictsIn(repository) : new Set<string>();
    const priceOf = priceOfPlan(endpoints);
    const shared = new SharedScores(repository, host.log);
    return await runGate(
      {
        ...use,
        before: { point: sides.before, files: beforeFiles, label: labels.before },
        after: { point: sides.after, files: afterFiles, label: labels.after },
        prompts: prompts.map((prompt) => withConflicts(prompt, conflicts)),
      },
      host,
      {
        ...use,
        endpoints,
        evaluate,
        calibrate,
        priceOf,
        workspaceOf,
        storeOf: (workspace) =>
          new LocalScores({
            files: host.files,
            workspace,
            priceOf,
            elsewhere: (text) => shared.recordsOf(text),
            ...(shareScores && { onAdded: (text, record) => shared.add(text, record) }),
          }),
      },
    );
  } finally {
    repository.close();
  }
}

/**
 * Lets the regressions of a result pass, with a reason that stays on record.
 * @returns the result with them accepted
 */
export async function acceptRegressions(
  result: GateResult,
  reason: string,
  { host, workspaceOf }: Pick<GateDoor, 'host' | 'workspaceOf'>,
): Promise<GateResult> {
  const at = host.clock.now().toISOString();
  const prompts: GatedPrompt[] = [];
  for (const prompt of result.prompts) {
    if (prompt.verdict !== 'regressed' || prompt.fingerprint === null || prompt.accepted !== undefined) {
      prompts.push(prompt);
      continue;
    }
    const workspace = await workspaceOf(prompt.file);
    const { fingerprint } = prompt;
    await addAcceptance(
      workspace,
      { fingerprint, at, reason, prompt: recordedPath(workspace, prompt.file) },
      host.files,
    );
    prompts.push({ ...prompt, accepted: { reason, at } });
  }
  return { ...result, prompts };
}

/** Absolute paths of files that a merge left in several versions in the index. */
async function conflictsIn(repository: Repository): Promise<Set<string>> {
  const entries = await repository.entries('index');
  return new Set(
    entries.filter(({ conflict }) => conflict).map(({ path }) => join(repository.root, ...path.split('/'))),
  );
}

function withConflicts(prompt: AffectedPrompt, conflicts: ReadonlySet<string>): AffectedPrompt {
  const conflicted = [...new Set([prompt.file, ...prompt.changed])].filter((file) => conflicts.has(file));
  return conflicted.length === 0 ? prompt : { ...prompt, conflicted };
}
