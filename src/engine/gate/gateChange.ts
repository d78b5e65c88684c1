import { LocalScores } from '../compare/localScores';
import { priceOfPlan } from '../compare/priceOfPlan';
import { recordedPath } from '../evaluate/assayFolder';
import type { EvaluationPlan } from '../evaluate/plan';
import type { Run } from '../evaluate/run';
import type { RunOptions } from '../evaluate/runEvaluation';
import { GitError, type Repository, type Tree, type TreeChange } from '../git';
import type { FileSystem, Host } from '../host';
import type { Endpoint } from '../model/endpoint';
import { snapshotFiles } from '../versions/snapshotFiles';
import { addAcceptance } from './acceptance';
import { affectedPrompts } from './affectedPrompts';
import type { GatedPrompt, GateResult } from './gateResult';
import { type AffectedPrompt, type GateOptions, type GateTerms, runGate } from './runGate';
import { savedChanges } from './savedChanges';

/**
 * What is compared: what is staged with HEAD, HEAD with where a branch left its base, or what is about to be committed
 * with HEAD, that is, what is staged, or, where nothing is, what is saved (in an editor: also what is not saved yet).
 */
export type GatedChange =
  | { kind: 'staged' }
  | { kind: 'since'; base: string }
  | { kind: 'pending' }
  /** One prompt in two revisions, or in one and as it is saved, whether or not they differ. */
  | { kind: 'versions'; file: string; before: string; after?: string };

export interface GateDoor {
  host: Host;
  endpoints: readonly Endpoint[];
  evaluate(plan: EvaluationPlan, options: Omit<RunOptions, 'host' | 'models'>): Promise<Run>;
  /** Absolute path of the folder that holds the `.assay/` of a file. */
  workspaceOf(file: string): Promise<string>;
  signal?: AbortSignal;
}

/** Terms of one use of the gate. */
export type GateUse = GateTerms & Omit<GateOptions, 'endpoints' | 'evaluate' | 'priceOf' | 'storeOf' | 'workspaceOf'>;

/**
 * Compares every prompt that a change affects with what it was.
 * @param folder absolute path of any folder in the repository
 * @throws {GitError} where git has no answer: no repository, no such revision, no common ancestor
 */
export async function gateChange(
  folder: string,
  change: GatedChange,
  use: GateUse,
  { host, endpoints, evaluate, workspaceOf }: GateDoor,
): Promise<GateResult> {
  const repository = await host.git.open(folder);
  try {
    const { before, after, changes, labels } = await sides(repository, change, host.files);
    const snapshot = (at: Tree) => snapshotFiles({ repository, at, files: host.files, real: [host.judgesFolder] });
    const afterFiles = after === 'saved' ? host.files : await snapshot(after);
    // Before the first commit everything is new, and no older file is ever asked for.
    const beforeFiles = before === 'empty' ? afterFiles : await snapshot({ commit: before });
    const affected = await affectedPrompts({
      repository,
      at: after === 'saved' ? 'index' : after,
      changes,
      before: beforeFiles,
      after: afterFiles,
      host,
      endpoints,
      signal: use.signal,
    });
    const prompts = change.kind === 'versions' ? [onlyPrompt(change.file, affected)] : affected;
    const priceOf = priceOfPlan(endpoints);
    return await runGate(
      {
        ...use,
        before: { files: beforeFiles, label: labels.before },
        after: { files: afterFiles, label: labels.after },
        prompts,
      },
      host,
      {
        ...use,
        endpoints,
        evaluate,
        priceOf,
        workspaceOf,
        storeOf: (workspace) => new LocalScores({ files: host.files, workspace, priceOf }),
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

interface Sides {
  before: string | 'empty';
  after: Tree | 'saved';
  changes: TreeChange[];
  labels: { before: string; after: string };
}

/** The prompt that was asked for, also where nothing that it depends on differs. */
function onlyPrompt(file: string, affected: readonly AffectedPrompt[]): AffectedPrompt {
  return affected.find((each) => each.file === file) ?? { file, previous: file, deleted: false, changed: [] };
}

async function sides(repository: Repository, change: GatedChange, files: FileSystem): Promise<Sides> {
  if (change.kind === 'since') {
    const [base, head] = [await repository.resolve(change.base), await repository.resolve('HEAD')];
    // What has happened on the base since is not this change's doing.
    const before = await repository.mergeBase(base, head);
    const after = { commit: head };
    const changes = await repository.changes(before, after);
    return { before, after, changes, labels: { before: change.base, after: 'HEAD' } };
  }
  if (change.kind === 'versions') {
    const before = await repository.resolve(change.before);
    if (change.after === undefined) {
      const changes = await savedChanges(repository, before, files);
      return { before, after: 'saved', changes, labels: { before: change.before, after: 'work tree' } };
    }
    const after = { commit: await repository.resolve(change.after) };
    const changes = await repository.changes(before, after);
    return { before, after, changes, labels: { before: change.before, after: change.after } };
  }
  const before = await repository.resolve('HEAD').catch((error: unknown) => {
    if (error instanceof GitError && error.code === 'no-commits') return 'empty' as const;
    throw error;
  });
  const staged = await repository.changes(before, 'index');
  if (change.kind === 'pending' && staged.length === 0 && before !== 'empty') {
    const changes = await savedChanges(repository, before, files);
    return { before, after: 'saved', changes, labels: { before: 'HEAD', after: 'work tree' } };
  }
  return { before, after: 'index', changes: staged, labels: { before: 'HEAD', after: 'index' } };
}
