import * as path from 'node:path';
import * as vscode from 'vscode';
import type { EvaluationPlan } from '../../engine/evaluate/plan';
import type { CaseResult, Run } from '../../engine/evaluate/run';
import { hasErrors } from '../../engine/problem';
import type { TestCase } from '../../engine/testset/testSet';
import { Debounce } from '../debounce';
import { Disposable } from '../disposable';
import type { FileChange } from '../documents/fileChanges';
import type { EngineHost } from '../engine/engineHost';
import { samePath } from '../engine/overlayFiles';
import { readSettings } from '../engine/settings';
import { type Readiness, readinessOf } from '../models/readiness';
import { ActiveRun } from './activeRun';
import { restoreRun } from './restoreRun';
import { type ShownRun, sameFingerprints, showRun } from './shownRun';

/** After the last key stroke, how long to wait before looking whether results still hold, in milliseconds. */
const QUIET_MS = 250;

/** A prompt in this window: what a run of it would do, the run that goes on, and the last results. */
export class PromptSession extends Disposable {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  /** The plan, the run's state or the results changed. */
  readonly onDidChange = this.#changed.event;
  readonly #casesChanged = this.register(new vscode.EventEmitter<readonly string[]>());
  /** These cases have another state than before, while a run goes on. */
  readonly onDidChangeCases = this.#casesChanged.event;
  readonly #streamed = this.register(new vscode.EventEmitter<{ caseId: string; text: string }>());
  /** More output of a case that streams. */
  readonly onDidStream = this.#streamed.event;

  readonly uri: vscode.Uri;
  readonly #engines: EngineHost;
  readonly #refreshSoon = this.register(new Debounce(() => void this.refresh(), QUIET_MS));
  #first: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  #refreshAgain = false;
  #plan: EvaluationPlan | undefined;
  #cases: readonly TestCase[] = [];
  #failure: string | undefined;
  #readiness: Readiness = { ready: true };
  #restored = false;
  #shown: ShownRun | undefined;
  /** Edits of this prompt's files so far, and how many of them the plan knows of. */
  #edits = 0;
  #plannedEdits = 0;
  #active: ActiveRun | undefined;

  /**
   * @param file absolute path of the prompt
   * @param workspace absolute path of the folder that holds its `.assay/`
   */
  constructor(
    readonly file: string,
    readonly workspace: string,
    engines: EngineHost,
  ) {
    super();
    this.uri = vscode.Uri.file(file);
    this.#engines = engines;
    this.register(
      engines.onDidChange(() => {
        if (this.#plan) this.#refreshSoon.request();
      }),
    );
  }

  /** What a run would do now; undefined until `ready`. */
  get plan(): EvaluationPlan | undefined {
    return this.#plan;
  }

  /** Why there is no plan: the file cannot be read, for example. */
  get failure(): string | undefined {
    return this.#failure;
  }

  get readiness(): Readiness {
    return this.#readiness;
  }

  get shown(): ShownRun | undefined {
    return this.#shown;
  }

  /** The results are of another prompt, partial, judge, test set or setting than there is now. */
  get stale(): boolean {
    if (!this.#shown || !this.#plan) return false;
    return this.#edits > this.#plannedEdits || !sameFingerprints(this.#shown.header, this.#plan);
  }

  get active(): ActiveRun | undefined {
    return this.#active;
  }

  /** The cases of the test set; while that is half-written and cannot be read, those it had before. */
  get cases(): readonly TestCase[] {
    return this.#cases;
  }

  /** Whether the prompt is a judge, whose test set measures it against people: there is nothing to run. */
  get isJudge(): boolean {
    return this.plan?.problems.some(({ code }) => code === 'evaluate.is-judge') ?? false;
  }

  /** The last result of a case that still is on show: of the run that goes on, else of the one before. */
  resultOf(caseId: string): CaseResult | undefined {
    if (this.#active?.covers(caseId)) return this.#active.results.get(caseId);
    return this.#shown?.results.get(caseId);
  }

  /** Resolves when there is a plan, and the last run is read from its journal. */
  async ready(): Promise<void> {
    this.#first ??= this.refresh();
    return this.#first;
  }

  /** Finds out anew what a run would do and whether the results on show still hold. */
  async refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#refreshAgain = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#refreshUntilSettled();
    try {
      await this.#refreshing;
    } finally {
      this.#refreshing = undefined;
    }
  }

  /** A file changed: whether that is one of this prompt's or not. */
  fileChanged({ file, kind }: FileChange): void {
    const concerned = this.#dependsOn(file);
    if (kind === 'edit' && concerned) {
      const before = this.stale;
      this.#edits += 1;
      // Said at once, and taken back where the next plan shows that nothing really changed.
      if (this.stale !== before) this.#changed.fire();
    }
    // A file that appears may be a test set, a partial or a judge that was missing.
    if (concerned || kind === 'listing') this.#refreshSoon.request();
  }

  /**
   * Finds out what a run of all cases, or of only some, would do.
   * @throws where a file cannot be read
   */
  async planFor(caseIds?: readonly string[]): Promise<EvaluationPlan> {
    const edits = this.#edits;
    const { engine, judgeModel } = await this.#engines.load();
    const request = { prompt: this.file, workspace: this.workspace, defaultJudgeModel: judgeModel, caseIds };
    const plan = await engine.plan(request);
    if (caseIds === undefined) {
      this.#plan = plan;
      this.#plannedEdits = edits;
      const { cases = [], problems = [] } = plan.testSet ?? {};
      if (cases.length > 0 || !hasErrors(problems)) this.#cases = cases;
    }
    return plan;
  }

  /**
   * Runs a plan of this prompt to its end, unless a run goes on already.
   * @throws where the machine fails: a full disk, a journal that cannot be written
   */
  async run(plan: EvaluationPlan): Promise<Run | undefined> {
    if (this.#active) return undefined;
    const caseIds = plan.cases.map(({ testCase }) => testCase.id);
    const active = new ActiveRun(caseIds, performance.now());
    this.#active = active;
    this.#changed.fire();
    try {
      const { engine } = await this.#engines.load();
      const { concurrency, budget, cache } = readSettings();
      const run = await engine.evaluate(plan, {
        concurrency,
        budget,
        cache,
        signal: active.signal,
        onEvent: (event) => {
          const caseId = active.apply(event);
          if (event.type === 'delta') this.#streamed.fire({ caseId: event.caseId, text: event.text });
          if (event.type === 'started') this.#changed.fire();
          if (caseId !== undefined) this.#casesChanged.fire([caseId]);
        },
      });
      await this.#show(run);
      return run;
    } finally {
      this.#active = undefined;
      this.#changed.fire();
      // What was edited meanwhile makes the results stale.
      await this.refresh();
    }
  }

  stop(): void {
    this.#active?.stop();
  }

  override dispose(): void {
    this.stop();
    super.dispose();
  }

  async #show(run: Run): Promise<void> {
    const { summarize } = await this.#engines.backend();
    this.#shown = showRun(this.#shown, run, summarize);
  }

  async #refreshUntilSettled(): Promise<void> {
    do {
      this.#refreshAgain = false;
      await this.#refreshOnce();
    } while (this.#refreshAgain && !this.disposed);
  }

  async #refreshOnce(): Promise<void> {
    try {
      const { engine, host } = await this.#engines.load();
      const plan = await this.planFor();
      if (!this.#restored) {
        this.#restored = true;
        const restored = await restoreRun(this.file, this.workspace, host.files, await this.#engines.backend());
        this.#shown ??= restored;
      }
      this.#readiness = await readinessOf(plan, engine, host.secrets);
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
    }
    this.#changed.fire();
  }

  #dependsOn(file: string): boolean {
    if (samePath(file, this.file)) return true;
    const plan = this.#plan;
    if (!plan) return false;
    const partials = [...plan.source.partials.values()].map((partial) => partial.file);
    const tests = plan.testSet?.file;
    const named = plan.testSet?.checkFiles ?? [];
    const judges = (plan.testSet?.judges ?? [])
      .filter(({ judge }) => judge.endsWith('.prompt'))
      .map(({ judge }) => path.resolve(path.dirname(tests ?? this.file), judge));
    return [...partials, ...judges, ...named, ...(tests ? [tests] : [])].some((dependency) =>
      samePath(dependency, file),
    );
  }
}
