import type { JudgeCalibration } from '../calibrate/calibration';
import { type Cause, findCause } from '../compare/attribution/findCause';
import { hunksOf } from '../compare/attribution/hunks';
import { largestEffort } from '../compare/attribution/largestEffort';
import type { Comparison } from '../compare/comparison';
import { type ComparisonPlan, type ComparisonRequest, planComparison } from '../compare/planComparison';
import { type ComparisonEvent, type ComparisonOptions, runComparison } from '../compare/runComparison';
import type { ScoreStore } from '../compare/scoreStore';
import { fingerprint } from '../evaluate/fingerprint';
import { keyProblems } from '../evaluate/keyProblems';
import type { EvaluationPlan } from '../evaluate/plan';
import type { FileSystem, Host } from '../host';
import { scriptProblems } from '../judge/checks';
import type { Endpoint } from '../model/endpoint';
import { FILE_START, hasErrors, type Problem } from '../problem';
import { type ContentDiff, contentDiff } from '../versions/versionContent';
import type { ResolvedPoint } from '../versions/versionPoint';
import { type Acceptance, readAcceptances } from './acceptance';
import { type GatedPrompt, type GateReason, type GateResult, worst } from './gateResult';

/** A prompt that a change affects. */
export interface AffectedPrompt {
  /** Absolute path. */
  file: string;
  /** Absolute path in the base; absent where the base does not have it. */
  previous?: string;
  /** True where the change takes it away. */
  deleted: boolean;
  /** The changed files that affect it, absolute paths. */
  changed: string[];
  /** Those that a merge left in several versions, of which none is the result. */
  conflicted?: string[];
}

/** How prompts are run. */
export type GateTerms = Pick<ComparisonRequest, 'model' | 'judgeModel' | 'defaultJudgeModel' | 'repeat' | 'filter'>;

/** One side of a change. */
export interface GatedSide {
  point: ResolvedPoint;
  files: FileSystem;
  label: string;
}

/** What to guard, and how. */
export interface GateRequest extends GateTerms {
  /** The files as they are in the base and after the change. */
  before: GatedSide;
  after: GatedSide;
  prompts: readonly AffectedPrompt[];
}

/** What happens to one of the prompts. */
export interface GateEvent {
  /** Absolute path of the prompt. */
  file: string;
  event: ComparisonEvent;
}

export interface GateOptions extends Omit<ComparisonOptions, 'labels' | 'onEvent' | 'store'> {
  endpoints: readonly Endpoint[];
  /** Absolute path of the folder that holds the `.assay/` of a file. */
  workspaceOf(file: string): Promise<string>;
  /** Look for the lines that made a prompt regress. */
  why?: boolean;
  /** Told what the search may take at most, before it begins. */
  onSearch?: (search: { file: string; hunks: number; cases: number; calls: number }) => void;
  /** The scores on record in a workspace. */
  storeOf(workspace: string): ScoreStore;
  /** What people's labels say of the judges of a prompt, from what is on record. */
  calibrate(plan: EvaluationPlan): Promise<readonly JudgeCalibration[]>;
  onEvent?: (event: GateEvent) => void;
}

/**
 * Compares every affected prompt with its base. What is wrong in any of them is found before the first is run, so that
 * nothing is spent on a change that cannot be judged; what one of them lacks does not keep the others from being judged.
 * @throws the signal's reason where it aborts while planning
 */
export async function runGate(request: GateRequest, host: Host, options: GateOptions): Promise<GateResult> {
  const { before, after, prompts } = request;
  const planned: { prompt: AffectedPrompt; ready: ReadyPrompt | GatedPrompt }[] = [];
  for (const prompt of prompts) planned.push({ prompt, ready: await prepare(prompt, request, host, options) });
  const results: GatedPrompt[] = [];
  let left = options.budget;
  for (const { prompt, ready } of planned) {
    if (!('plan' in ready)) {
      results.push(ready);
      continue;
    }
    const content = await contentDiff(
      { files: before.files, prompt: prompt.previous ?? prompt.file },
      { files: after.files, prompt: prompt.file },
      ready.workspace,
    );
    const comparison = await runComparison(ready.plan, {
      ...options,
      store: options.storeOf(ready.workspace),
      budget: left,
      labels: { before: before.label, after: after.label },
      onEvent: options.onEvent && ((event) => options.onEvent?.({ file: prompt.file, event })),
    });
    if (left !== undefined) left = Math.max(Number.MIN_VALUE, left - comparison.spent.known);
    const digest = comparisonFingerprint(ready.plan);
    const accepted = await readAcceptances(ready.workspace, host.files);
    results.push(
      withAcceptance(accepted.get(digest), {
        ...described(prompt),
        verdict: comparison.verdict,
        reason: comparison.reason,
        comparison,
        measure: ready.plan.measure,
        model: ready.plan.after.model,
        problems: [],
        content,
        plans: { before: ready.plan.before, after: ready.plan.after },
        unreliable: (await options.calibrate(ready.plan.after)).filter(
          ({ agreement }) => agreement.standing === 'below',
        ),
        cause: await causeOf(ready, comparison, content, prompt.file, { host, after, options }),
        fingerprint: digest,
      }),
    );
  }
  return {
    verdict: worst(results.filter(({ accepted }) => accepted === undefined).map(({ verdict }) => verdict)),
    base: before.label,
    head: after.label,
    points: { before: before.point, after: after.point },
    prompts: results,
  };
}

/** A digest of everything that two versions' scores depend on: the same change has the same one on every machine. */
export function comparisonFingerprint({ pairs }: Pick<ComparisonPlan, 'pairs'>): string {
  return fingerprint(pairs.map(({ id, before, after }) => [id, before ?? null, after ?? null]));
}

async function causeOf(
  { plan }: ReadyPrompt,
  comparison: Comparison,
  { texts }: ContentDiff,
  file: string,
  { host, after, options }: { host: Host; after: GateRequest['after']; options: GateOptions },
): Promise<Cause | null> {
  const { why, onSearch, signal, concurrency, budget, endpoints, evaluate } = options;
  if (!why || comparison.verdict !== 'regressed' || plan.measure !== 'after' || signal?.aborted) return null;
  const cases = comparison.counts.worse;
  const hunks = texts.reduce(
    (sum, { file, before, after }) => sum + hunksOf(file, before ?? '', after ?? '').length,
    0,
  );
  onSearch?.({ file, hunks, cases, calls: largestEffort(hunks, cases).calls });
  const left = budget === undefined ? undefined : Math.max(Number.MIN_VALUE, budget - comparison.spent.known);
  const search = { host, endpoints, evaluate, files: after.files, concurrency, budget: left, signal };
  return (await findCause(plan.after, comparison, texts, search)) ?? null;
}

interface ReadyPrompt {
  workspace: string;
  plan: ComparisonPlan & { before: EvaluationPlan };
}

async function prepare(
  prompt: AffectedPrompt,
  request: GateRequest,
  host: Host,
  { endpoints, signal, workspaceOf, recordedOnly }: GateOptions,
): Promise<ReadyPrompt | GatedPrompt> {
  if (prompt.deleted) return undecided(prompt, 'deleted', 'unchanged');
  if (prompt.conflicted !== undefined) {
    return { ...undecided(prompt, 'broken'), problems: prompt.conflicted.map(conflictIn) };
  }
  const { before, after, model: wanted, judgeModel, defaultJudgeModel, repeat, filter } = request;
  const workspace = await workspaceOf(prompt.file);
  const how = { workspace, model: wanted, judgeModel, defaultJudgeModel, repeat, filter };
  const plan = await planComparison(
    {
      ...how,
      ...(prompt.previous !== undefined && { before: { files: before.files, prompt: prompt.previous } }),
      after: { files: after.files, prompt: prompt.file },
    },
    host,
    { endpoints, signal },
  );
  const { model } = plan.after;
  const errors = plan.problems.filter(({ severity }) => severity === 'error');
  const lacksTests = errors.length === 1 && errors[0]?.code === 'evaluate.no-tests';
  // What a change of a judge does shows in the prompts that it judges.
  if (errors.some(({ code }) => code === 'evaluate.is-judge')) {
    return { ...undecided(prompt, 'is-judge', 'unchanged'), model };
  }
  if (lacksTests) return { ...undecided(prompt, 'no-tests'), model };
  if (errors.length > 0) return { ...undecided(prompt, 'broken'), model, problems: errors };
  if (prompt.previous === undefined) return { ...undecided(prompt, 'new'), model };
  const older = plan.before;
  if (older === undefined) {
    const problems = plan.beforeProblems.filter(({ severity }) => severity === 'error');
    return { ...undecided(prompt, 'broken-base'), model, problems };
  }
  const ready = { ...plan, before: older };
  if (recordedOnly || plan.pairs.every((pair) => pair.before === pair.after)) return { plan: ready, workspace };
  const missing = await missingKeys(ready, host, endpoints);
  if (hasErrors(missing)) return { ...undecided(prompt, 'no-key'), model, problems: missing };
  const unusable = await unusableScripts(ready, host);
  if (hasErrors(unusable)) {
    return { ...undecided(prompt, host.scripts?.allowed() ? 'broken' : 'not-allowed'), model, problems: unusable };
  }
  return { plan: ready, workspace };
}

/** Of functions of the user's; only where something has to be run does it matter whether they may. */
async function unusableScripts(
  { before, after }: ComparisonPlan & { before: EvaluationPlan },
  { scripts }: Host,
): Promise<Problem[]> {
  const problems = await scriptProblems(after.testSet, scripts);
  return problems.length > 0 ? problems : scriptProblems(before.testSet, scripts);
}

/** Only where something has to be run can a key be missing. */
async function missingKeys(
  plan: ComparisonPlan & { before: EvaluationPlan },
  { secrets }: Host,
  endpoints: readonly Endpoint[],
): Promise<Problem[]> {
  return [
    ...(await keyProblems(plan.after, secrets, endpoints)),
    ...(plan.before.model === plan.after.model ? [] : await keyProblems(plan.before, secrets, endpoints)),
  ];
}

function withAcceptance(acceptance: Acceptance | undefined, prompt: GatedPrompt): GatedPrompt {
  if (acceptance === undefined || prompt.verdict !== 'regressed') return prompt;
  return { ...prompt, accepted: { reason: acceptance.reason, at: acceptance.at } };
}

function conflictIn(file: string): Problem {
  return { code: 'gate.conflict', severity: 'error', file, range: FILE_START };
}

function undecided(
  prompt: AffectedPrompt,
  reason: GateReason,
  verdict: GatedPrompt['verdict'] = 'inconclusive',
): GatedPrompt {
  return {
    ...described(prompt),
    verdict,
    reason,
    comparison: null,
    measure: null,
    model: '',
    problems: [],
    content: null,
    plans: null,
    cause: null,
    unreliable: [],
    fingerprint: null,
  };
}

function described({ file, previous, changed }: AffectedPrompt): Pick<GatedPrompt, 'file' | 'previous' | 'changed'> {
  return { file, ...(previous !== undefined && previous !== file && { previous }), changed };
}
