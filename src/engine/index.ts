import type { AgreementOptions } from './calibrate/agreement';
import { type AttackedJudge, attackJudge } from './calibrate/attack/attackJudge';
import { type AttackPlan, type AttackRequest, planAttack } from './calibrate/attack/attackPlan';
import { type CalibrationOptions, calibrationOf, type JudgeCalibration } from './calibrate/calibration';
import { type Improvement, type ImproveOptions, improveJudge } from './calibrate/improve/improveJudge';
import { inspectJudgeTestSet } from './calibrate/inspectJudgeTestSet';
import { type JudgeTest, testJudge } from './calibrate/judgeTest';
import { type JudgeTestPlan, type JudgeTestRequest, planJudgeTest } from './calibrate/judgeTestPlan';
import type { JudgeTestOptions } from './calibrate/runJudgeTest';
import { LocalScores, type LocalScoresOptions } from './compare/localScores';
import { priceOfPlan } from './compare/priceOfPlan';
import type { ScoreRecord } from './compare/scoreRecord';
import {
  type ExchangeScoresOptions,
  type FetchedScores,
  fetchScores,
  type PushedScores,
  type PushScoresOptions,
  pushScores,
} from './compare/sharing/exchangeScores';
import { SharedScores } from './compare/sharing/sharedScores';
import { planWeighing, type WeighingPlan } from './compare/weight/planWeighing';
import type { Weighing } from './compare/weight/weighing';
import { type WeighOptions, weighSentences } from './compare/weight/weighSentences';
import { assayFolder, ensureGitignore, recordedPath } from './evaluate/assayFolder';
import { lastRun, recordedRuns, runWithId } from './evaluate/history';
import { type ImportedTestSet, type ImportRequest, importTestSet } from './evaluate/importTestSet';
import { inspectPrompt, type PromptInspection } from './evaluate/inspectPrompt';
import { inspectTestSet, type TestSetInspection } from './evaluate/inspectTestSet';
import { modelsOfJudge } from './evaluate/judgeTerms';
import { keyProblems, missingKeys } from './evaluate/keyProblems';
import type { EvaluationPlan, EvaluationRequest } from './evaluate/plan';
import { planEvaluation } from './evaluate/planEvaluation';
import type { Run } from './evaluate/run';
import { DEFAULT_CONCURRENCY, type RunOptions, runEvaluation } from './evaluate/runEvaluation';
import { acceptRegressions, type GateDoor, type GateUse, gateChange } from './gate/gateChange';
import type { GatedChange } from './gate/gatedChange';
import type { GateResult } from './gate/gateResult';
import { GitError } from './git';
import { FileError, type Host } from './host';
import { scriptProblems } from './judge/checks';
import { annotatorOf, currentLabels, type HumanLabel, LabelStore, type NewLabel } from './judge/labels';
import type { Conversion } from './language/convert/conversion';
import { convertFile } from './language/convert/convertFile';
import type { ConvertOptions } from './language/convert/convertPrompt';
import { createModels, type ModelSet } from './model/createModels';
import type { Endpoint } from './model/endpoint';
import { findLocalServers } from './model/localServers';
import { probeEndpoint } from './model/probeEndpoint';
import { type ResolvedModel, resolveModel, type UnresolvedModel } from './model/resolveModel';
import { FILE_START, hasErrors, type Problem, ProblemError } from './problem';
import { compilePrompt } from './prompt/compilePrompt';
import type { PromptMetadata, RenderData, RenderedPrompt } from './prompt/message';
import { readPromptSource } from './prompt/promptSource';
import { type RecordedReport, reportRecorded } from './report/reportRecorded';
import { collectTraining } from './report/training/collectTraining';
import type { TrainingData } from './report/training/trainingData';
import { type CurrentVersions, currentVersions } from './versions/currentVersions';
import { inspectVersion, planVersion, type VersionPlace, versionText } from './versions/openVersion';
import {
  type ScoredVersion,
  type ScoredVersionsOptions,
  scoredVersions,
  scoreOfSource,
  type VersionScore,
} from './versions/scoredVersions';

export type { Agreement, Disagreement, Estimate, Standing } from './calibrate/agreement';
export type { AttackedJudge } from './calibrate/attack/attackJudge';
export type { AttackPlan, AttackRequest } from './calibrate/attack/attackPlan';
export type { JudgeCalibration } from './calibrate/calibration';
export type { Improvement } from './calibrate/improve/improveJudge';
export type { JudgeTest } from './calibrate/judgeTest';
export type { JudgeTestPlan, JudgeTestRequest } from './calibrate/judgeTestPlan';
export type { Comparison, Verdict } from './compare/comparison';
export type { FetchedScores, PushedScores } from './compare/sharing/exchangeScores';
export type { WeighingPlan } from './compare/weight/planWeighing';
export type { SentenceWeight, WeighedSentence, Weighing, WeightVerdict } from './compare/weight/weighing';
export type { ImportedTestSet, ImportRequest } from './evaluate/importTestSet';
export type { PromptInspection } from './evaluate/inspectPrompt';
export type { TestSetInspection } from './evaluate/inspectTestSet';
export type { EvaluationPlan, EvaluationRequest } from './evaluate/plan';
export type { CaseResult, Run, RunEvent, RunHeader, RunOutcome, RunSummary, SampleResult } from './evaluate/run';
export type { CaseSpread, NextStep, RunBias, RunSpread, VarianceParts } from './evaluate/spread';
export { summarize, summarizeRun } from './evaluate/summary';
export type { GatedPrompt, GateResult } from './gate/gateResult';
export type { Clock, FileSystem, Host, Log, Secrets } from './host';
export type { HumanLabel, LabelSubject, NewLabel, Opinion, OpinionChange } from './judge/labels';
export { readVerdict } from './judge/readVerdict';
export type { CheckResult, Judgement, RunError } from './judge/score';
export type { Conversion, ConvertedFile, ConvertNote } from './language/convert/conversion';
export type { Endpoint } from './model/endpoint';
export { KNOWN_ENDPOINTS } from './model/knownEndpoints';
export { type Problem, ProblemError } from './problem';
export type { Message, Part, PromptMetadata, RenderData, RenderedPrompt } from './prompt/message';
export { renderPrompt } from './prompt/renderPrompt';
export type { RecordedReport } from './report/reportRecorded';
export type { TrainingData, TrainingExample, TrainingPair } from './report/training/trainingData';
export type { Script, ScriptFailure, ScriptOutcome, ScriptRunner } from './script';
export * as stats from './statistics';

export interface EngineOptions {
  /** Where models may be: of several endpoints with one name the last counts. */
  endpoints: readonly Endpoint[];
  /** Calls at once, where a run does not say otherwise; 10 by default. */
  concurrency?: number;
  /** True to add the scores of each run to the repository's git notes, which stay there until they are pushed. */
  shareScores?: boolean;
  /** Who gives labels here; as git and the operating system say, where it is left out. */
  annotator?: string;
}

/** Where a file belongs, and its text where that is not what is on disk. */
export interface FileOptions {
  /** Absolute path of the folder that holds `.assay/` and that no path leaves. */
  workspace: string;
  /** The text to take instead of the file's own. */
  text?: string;
}

/** Everything that Assay does, for the editor, the command line and programs. */
export interface Engine {
  /** A prompt taken apart, with all that is wrong in it and its partials. Never throws for what is wrong in a file. */
  inspectPrompt(file: string, options: FileOptions): Promise<PromptInspection>;
  /** A test set taken apart, with all that is wrong in it, also against its prompt. */
  inspectTestSet(file: string, options: FileOptions): Promise<TestSetInspection>;
  /** What a file of another tool becomes as a prompt, with its test set and judges. Nothing is written. */
  convertPrompt(file: string, options?: Pick<FileOptions, 'text'> & ConvertOptions): Promise<Conversion>;
  /**
   * A test set from another tool's file, with all that could not be carried over. Nothing is written, and nothing thrown for
   * what is wrong in a file.
   * @param file absolute path
   */
  importTestSet(file: string, request: ImportRequest): Promise<ImportedTestSet>;
  /** A prompt's messages for some input. @throws {ProblemError} where the prompt or the input is wrong */
  render(
    file: string,
    data: RenderData,
    options: FileOptions & { overrides?: PromptMetadata },
  ): Promise<RenderedPrompt>;
  /** All that a run needs, and all that is wrong, before anything is spent. */
  plan(request: EvaluationRequest, options?: { signal?: AbortSignal }): Promise<EvaluationPlan>;
  /** The keys that a plan needs and nobody gave. */
  keyProblems(plan: EvaluationPlan): Promise<Problem[]>;
  /** What keeps the user's own functions in a plan from being run: nobody allowed it, or a file that exports none. */
  scriptProblems(plan: EvaluationPlan): Promise<Problem[]>;
  /**
   * Runs a plan.
   * @throws {ProblemError} where the plan has errors, its functions may not run, or the run to resume does not fit it
   */
  evaluate(plan: EvaluationPlan, options?: Omit<RunOptions, 'host' | 'models'>): Promise<Run>;
  /** What weighing the sentences of a prompt would do, before anything is spent. */
  planWeighing(request: EvaluationRequest, options?: { signal?: AbortSignal; cache?: boolean }): Promise<WeighingPlan>;
  /** Weighs the sentences of a prompt. @throws {ProblemError} where the plan has errors */
  weigh(plan: WeighingPlan, options?: Omit<WeighOptions, 'evaluate' | 'priceOf' | 'store'>): Promise<Weighing>;
  /**
   * Compares every prompt that a change affects with what it was before.
   * @param folder absolute path of any folder in the repository
   * @throws {GitError} where git has no answer
   */
  gate(folder: string, change: GatedChange, use: GateUse & Pick<GateDoor, 'workspaceOf'>): Promise<GateResult>;
  /** Lets the regressions of a result pass, with a reason that stays on record. */
  acceptRegressions(result: GateResult, reason: string, options: Pick<GateDoor, 'workspaceOf'>): Promise<GateResult>;
  /**
   * The versions of a prompt in git, newest first, with what is on record of their scores.
   * @param file absolute path, links resolved
   * @throws {GitError} where git has no answer
   */
  versions(
    file: string,
    options: Pick<ScoredVersionsOptions, 'workspace' | 'limit' | 'verdicts' | 'signal'>,
  ): Promise<ScoredVersion[]>;
  /**
   * A prompt as it is shown, saved, staged and committed, and what differs from each to the next.
   * @param file absolute path, links resolved
   * @throws {GitError} where git has no answer
   */
  currentVersions(file: string, options: { workspace: string; signal?: AbortSignal }): Promise<CurrentVersions>;
  /** The text of a file in a version. @throws {GitError} where git has no answer @throws {FileError} where it was not there */
  versionText(place: VersionPlace): Promise<string>;
  /** A prompt in a version taken apart, with its partials as they were. @throws as `versionText` */
  inspectVersion(place: VersionPlace, options: { workspace: string }): Promise<PromptInspection>;
  /** What is on record of a version of a prompt; null where nothing is. @throws as `versionText` */
  versionScore(place: VersionPlace, options: { workspace: string }): Promise<VersionScore | null>;
  /** What a run of a version by the test set and judges of today needs; `evaluate` runs it. @throws as `versionText` */
  planVersion(
    place: VersionPlace,
    request: Omit<EvaluationRequest, 'prompt' | 'tests'>,
    options?: { signal?: AbortSignal },
  ): Promise<EvaluationPlan>;
  /**
   * Gets the scores that are shared at a remote of the folder's repository.
   * @throws {GitError} where git has no answer, or the remote has none
   */
  fetchScores(folder: string, options?: ExchangeScoresOptions): Promise<FetchedScores>;
  /**
   * Shares the scores of this machine at a remote, with those that are there.
   * @throws {GitError} where git has no answer, or the remote has none
   */
  pushScores(folder: string, options: PushScoresOptions): Promise<PushedScores>;
  /**
   * What people have said of a prompt's outputs, as it counts now, and what is wrong in the files it was read from.
   * @param prompt path relative to the workspace, with `/`; absent for all prompts
   */
  labels(
    prompt: string | undefined,
    options: { workspace: string },
  ): Promise<{ labels: HumanLabel[]; problems: Problem[] }>;
  /**
   * Adds what the person at this machine says of an output to what they have said of it already.
   * @returns the label that counts from now on; undefined where nothing is left of it
   * @throws {RangeError} where the score is not on its scale
   * @throws {FileError} where it cannot be written
   */
  addLabel(label: Omit<NewLabel, 'by'>, options: { workspace: string }): Promise<HumanLabel | undefined>;
  /** Who gives labels in a workspace: a name, mostly with an address behind it. */
  annotator(workspace: string): Promise<string>;
  /** What measuring a judge against people needs, and all that is wrong, before anything is spent. */
  planJudgeTest(request: JudgeTestRequest): Promise<JudgeTestPlan>;
  /** The keys that measuring a judge needs and nobody gave. */
  judgeKeyProblems(plan: JudgeTestPlan): Promise<Problem[]>;
  /**
   * What people's labels say of the judges of a prompt, and what that makes of a run; nothing is asked that costs.
   * @param run absent where there is none
   */
  calibration(
    plan: EvaluationPlan,
    run?: Pick<Run, 'cases'>,
    options?: Omit<CalibrationOptions, 'host' | 'models'>,
  ): Promise<JudgeCalibration[]>;
  /** Tries to bring a judge nearer to people by examples; nothing is written. @throws {ProblemError} as `testJudge` */
  improveJudge(
    plan: JudgeTestPlan,
    options?: Omit<ImproveOptions, 'host' | 'models' | 'endpoints'>,
  ): Promise<Improvement>;
  /** Measures a judge against people. @throws {ProblemError} where the plan has errors */
  testJudge(
    plan: JudgeTestPlan,
    options?: Omit<JudgeTestOptions, 'host' | 'models'> & Omit<AgreementOptions, 'scale'>,
  ): Promise<JudgeTest>;
  /** What attacking a judge takes, before anything is spent. */
  planAttack(test: JudgeTestPlan, request?: AttackRequest): Promise<AttackPlan>;
  /** Attacks a judge with bad outputs. @throws {ProblemError} where the plan has errors */
  attackJudge(plan: AttackPlan, options?: Omit<JudgeTestOptions, 'host' | 'models'>): Promise<AttackedJudge>;
  /** The newest run of a prompt that is on record. */
  lastRun(prompt: string, workspace: string): Promise<Run | undefined>;
  /** A run of a prompt by its id; undefined where there is no such run of it on record. */
  recordedRun(id: string, prompt: string, workspace: string): Promise<Run | undefined>;
  /** A run on record with what reports say of it; nothing is asked that costs. @param request as it was run */
  reportRecorded(run: Run, request: Omit<EvaluationRequest, 'prompt' | 'tests' | 'model'>): Promise<RecordedReport>;
  /**
   * Training data from what is known to be good of a prompt's answers; nothing is asked that costs.
   * @param options.run only of this run; of all that are on record where it is left out
   * @param options.minScore outputs that were judged to be so good as well, on the scale that a run's score is shown in
   * @throws {ProblemError} where the prompt has errors
   */
  trainingData(
    request: Pick<EvaluationRequest, 'prompt' | 'workspace' | 'defaultJudgeModel'>,
    options?: { run?: Run; minScore?: number },
  ): Promise<TrainingData>;
  /** The endpoint of `provider/name`, or why there is none. */
  resolveModel(name: string): ResolvedModel | UnresolvedModel;
  /** Tries an endpoint and a key with one cheap call. */
  probeEndpoint: typeof probeEndpoint;
  /** Model servers on this machine. */
  findLocalServers: typeof findLocalServers;
}

/** The one door to the engine. */
export function createEngine(
  ports: Host,
  { endpoints, concurrency = DEFAULT_CONCURRENCY, shareScores = false, annotator }: EngineOptions,
): Engine {
  // Where a version of the past stands in for the files, what people said is still what is on disk.
  const host: Host = { ...ports, saved: ports.saved ?? ports.files };
  const { files } = host;
  const priceOf = priceOfPlan(endpoints);
  /** Opens the models for one use of them, with as many calls at once as is asked for. */
  const withModels = async <T>(
    options: { concurrency?: number },
    use: (opened: { concurrency: number; host: Host; models: ModelSet }) => Promise<T>,
  ): Promise<T> => {
    const atOnce = options.concurrency ?? concurrency;
    const models = createModels({ endpoints, ...host, concurrency: atOnce });
    try {
      return await use({ concurrency: atOnce, host, models });
    } finally {
      models.close();
    }
  };
  const evaluate: Engine['evaluate'] = (plan, options = {}) =>
    withModels(options, (use) => runEvaluation(plan, { ...options, ...use }));
  const scoresOf = (workspace: string, onAdded?: LocalScoresOptions['onAdded']) =>
    new LocalScores({ files, workspace, priceOf, ...(onAdded && { onAdded }) });
  /** Keeps the scores for comparisons to come; the run itself is on record already, and stays good without them. */
  const recordScores = async (plan: EvaluationPlan, run: Run) => {
    try {
      const { workspace, prompt } = plan.request;
      await scoresOf(workspace, shareScores ? shareOf(prompt) : undefined).add(plan, run);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      host.log.warn(`scores not recorded: ${error.message}`);
    }
  };
  /** Adds a record to the notes of the repository that a prompt is in, where it is in one. */
  const shareOf = (prompt: string) => async (text: string, record: ScoreRecord) => {
    const repository = await host.git.open(prompt).catch((error: unknown) => {
      if (!(error instanceof GitError)) throw error;
      return undefined;
    });
    try {
      if (repository !== undefined) await new SharedScores(repository, host.log).add(text, record);
    } finally {
      repository?.close();
    }
  };
  const stores = new Map<string, LabelStore>();
  /** One store for each workspace, so that labels are added one after the other. */
  const labelsOf = (workspace: string): LabelStore => {
    const known = stores.get(workspace);
    if (known !== undefined) return known;
    // What somebody has open in an editor and not saved is not what was said.
    const options = { files: host.saved ?? files, clock: host.clock, folder: assayFolder(workspace).labels, workspace };
    const store = new LabelStore(options);
    stores.set(workspace, store);
    return store;
  };
  const calibration: Engine['calibration'] = (plan, run, options = {}) =>
    withModels({}, ({ models }) => calibrationOf(plan, run, { ...options, host, models }));
  return {
    inspectPrompt: (file, options) => inspectPrompt(file, { ...options, files }),
    importTestSet: (file, request) => importTestSet(file, request, { ...host, files }),
    async inspectTestSet(file, options) {
      const { judgesFolder, scripts } = host;
      const inspection = await inspectTestSet(file, { ...options, files, judgesFolder, scripts });
      const { testSet, prompt, ofJudge, problems } = inspection;
      if (testSet === undefined || prompt === undefined || !ofJudge) return inspection;
      const { workspace } = options;
      return {
        ...inspection,
        problems: [...problems, ...(await inspectJudgeTestSet(testSet, prompt, { files, judgesFolder, workspace }))],
      };
    },
    convertPrompt: (file, { text, from, stem } = {}) => convertFile(file, { files, text, from, stem }),
    async render(file, data, { workspace, text, overrides }) {
      const { source, problems } = await readPromptSource(file, { files, workspace });
      if (hasErrors(problems)) throw new ProblemError(problems);
      const compiled = compilePrompt(text === undefined ? source : { ...source, text });
      if (hasErrors(compiled.problems)) throw new ProblemError(compiled.problems);
      return compiled.render(data, overrides);
    },
    plan: (request, options) => planEvaluation(request, host, { endpoints, ...options }),
    keyProblems: (plan) => keyProblems(plan, host.secrets, endpoints),
    scriptProblems: (plan) => scriptProblems(plan.testSet, host.scripts),
    async evaluate(plan, options) {
      const run = await evaluate(plan, options);
      await recordScores(plan, run);
      return run;
    },
    planWeighing: (request, { signal, cache } = {}) =>
      planWeighing(request, host, {
        endpoints,
        priceOf,
        signal,
        ...(cache !== false && { store: scoresOf(request.workspace) }),
      }),
    async weigh(plan, options = {}) {
      if (hasErrors(plan.problems)) throw new ProblemError(plan.problems);
      return weighSentences(plan, { ...options, evaluate, priceOf, store: scoresOf(plan.full.request.workspace) });
    },
    gate: (folder, change, { workspaceOf, ...use }) =>
      gateChange(folder, change, use, {
        host,
        endpoints,
        evaluate,
        calibrate: (plan) => calibration(plan, undefined, { signal: use.signal }),
        workspaceOf,
        shareScores,
      }),
    acceptRegressions: (result, reason, { workspaceOf }) => acceptRegressions(result, reason, { host, workspaceOf }),
    versions: (file, options) => scoredVersions(file, { ...options, host, endpoints, priceOf }),
    currentVersions: (file, options) => currentVersions(file, { saved: files, ...host, ...options }),
    fetchScores: (folder, options = {}) => fetchScores(folder, host, options),
    pushScores: (folder, options) => pushScores(folder, host, options),
    versionText: (place) => versionText(place, host),
    inspectVersion: (place, options) => inspectVersion(place, options, host),
    async versionScore(place, { workspace }) {
      const { source } = await inspectVersion(place, { workspace }, host);
      return scoreOfSource(source, place.file, { host, workspace, priceOf });
    },
    planVersion: (place, request, options) => planVersion(place, request, host, { endpoints, ...options }),
    async labels(prompt, { workspace }) {
      const { labels, problems } = await labelsOf(workspace).all(prompt);
      return { labels: currentLabels(labels), problems };
    },
    async addLabel(label, { workspace }) {
      await ensureGitignore(workspace, host.saved ?? files);
      const by = await annotatorOf(workspace, host, annotator);
      return labelsOf(workspace).add({ ...label, by });
    },
    annotator: (workspace) => annotatorOf(workspace, host, annotator),
    planJudgeTest: (request) => planJudgeTest(request, host, endpoints),
    judgeKeyProblems: ({ seat }) => {
      const file = seat?.judge.source.file ?? '';
      const models = seat === undefined ? [] : modelsOfJudge(seat.terms);
      return missingKeys(
        models.map((name) => ({ name, file, range: FILE_START })),
        host.secrets,
        endpoints,
      );
    },
    testJudge: (plan, options = {}) => withModels(options, (use) => testJudge(plan, { ...options, ...use })),
    calibration,
    improveJudge: (plan, options = {}) =>
      withModels(options, (use) => improveJudge(plan, { ...options, ...use, endpoints })),
    planAttack: (test, request = {}) => planAttack(test, request, priceOf),
    attackJudge: (plan, options = {}) => withModels(options, (use) => attackJudge(plan, { ...options, ...use })),
    lastRun: (prompt, workspace) => lastRun(prompt, workspace, files),
    async recordedRun(id, prompt, workspace) {
      const run = await runWithId(id, workspace, files);
      return run?.header.prompt === prompt ? run : undefined;
    },
    async reportRecorded(run, request) {
      const { prompt, tests, model } = run.header;
      const plan = await planEvaluation({ ...request, prompt, tests, model }, host, { endpoints });
      return reportRecorded(run, plan, (of) => calibration(plan, of));
    },
    async trainingData(request, { run, minScore } = {}) {
      const { prompt, workspace } = request;
      const plan = await planEvaluation(request, host, { endpoints });
      const { labels, problems } = await labelsOf(workspace).all(recordedPath(workspace, prompt));
      return collectTraining(plan, {
        labels: currentLabels(labels),
        problems,
        runs: run === undefined ? await recordedRuns(prompt, workspace, files) : [run],
        minScore,
      });
    },
    resolveModel: (name) => resolveModel(name, endpoints),
    probeEndpoint,
    findLocalServers,
  };
}
