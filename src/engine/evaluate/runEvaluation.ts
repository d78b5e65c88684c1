import type { Host } from '../host';
import { scriptProblems } from '../judge/checks';
import type { RunError } from '../judge/score';
import type { ModelSet } from '../model/createModels';
import { onAbort } from '../model/onAbort';
import { hasErrors, ProblemError } from '../problem';
import { recordedPath } from './assayFolder';
import { Journal, type JournalHeader, newRunId } from './journal';
import type { EvaluationPlan } from './plan';
import { resumableSamples } from './resume';
import type { Run, RunEvent, RunHeader, RunOutcome, SampleResult } from './run';
import { createRunCallers, type RunCallers } from './runCallers';
import { RunProgress } from './runProgress';
import { SampleRunner, type SampleTask } from './sampleRunner';
import { Schedule } from './schedule';
import { ASSAY_VERSION } from './version';

/** Calls at once where nothing else is asked for. */
export const DEFAULT_CONCURRENCY = 10;

export interface RunOptions {
  host: Host;
  models: Pick<ModelSet, 'resolve'>;
  /** Calls at once, to the prompt's model and the judges' together; 10 by default. */
  concurrency?: number;
  /** False to ask the models anew and keep nothing; true by default. */
  cache?: boolean;
  /**
   * US dollars, above 0: once so much is spent, nothing new is begun, and what has begun is finished. Calls whose price
   * is unknown count as nothing.
   */
  budget?: number;
  /**
   * Names the version of the prompt that is run, where it is not the one in the work tree or the editor. Such a run is
   * never a prompt's last run.
   */
  version?: string;
  /** Id of an earlier run whose finished samples are taken over, or `last`. */
  resume?: string;
  signal?: AbortSignal;
  onEvent?: (event: RunEvent) => void;
}

/**
 * Runs a plan: calls the prompt for every case, checks and judges each output as it arrives, and records it all in a
 * journal. Failures of models are part of the result; so is the end of a run that was cancelled or stopped.
 * @throws {ProblemError} where the plan has errors or the run to resume does not fit it; then nothing was called
 */
export async function runEvaluation(plan: EvaluationPlan, options: RunOptions): Promise<Run> {
  if (hasErrors(plan.problems)) throw new ProblemError(plan.problems);
  const { host, resume, signal, onEvent } = options;
  const refusals = await scriptProblems(plan.testSet, host.scripts);
  if (hasErrors(refusals)) throw new ProblemError(refusals);
  const earlier = resume === undefined ? undefined : await resumableSamples(plan, resume, host.files);
  const header = headerOf(plan, host.clock.now(), options.version);
  const run = new EvaluationRun(plan, header, options);
  const stopListening = signal && onAbort(signal, () => run.end({ kind: 'cancelled' }, 'cut-off'));
  try {
    onEvent?.({ type: 'started', header, total: plan.cases.length });
    return await run.complete(earlier);
  } finally {
    stopListening?.();
  }
}

class EvaluationRun {
  readonly #plan: EvaluationPlan;
  readonly #header: RunHeader;
  readonly #options: RunOptions;
  readonly #schedule: Schedule;
  readonly #progress: RunProgress;
  readonly #abort = new AbortController();
  readonly #startedAt: number;
  #outcome: RunOutcome | undefined;
  #journal: Journal | undefined;
  #spent = 0;

  constructor(plan: EvaluationPlan, header: RunHeader, options: RunOptions) {
    this.#plan = plan;
    this.#header = header;
    this.#options = options;
    this.#startedAt = options.host.clock.monotonic();
    this.#schedule = new Schedule(Math.max(1, Math.floor(options.concurrency ?? DEFAULT_CONCURRENCY)));
    this.#progress = new RunProgress(plan, header, {
      onEvent: options.onEvent,
      elapsedMs: () => this.#elapsedMs(),
    });
  }

  /**
   * Ends the run early; the first reason counts.
   * @param begun what becomes of that which has begun: samples are judged to their end, or no further call is made, or
   *   calls are cut off
   */
  end(outcome: RunOutcome, begun: 'finish-samples' | 'finish-calls' | 'cut-off'): void {
    this.#outcome ??= outcome;
    if (begun !== 'finish-samples') this.#schedule.close();
    if (begun === 'cut-off') this.#abort.abort(new Error('the run has ended'));
  }

  async complete(earlier?: { id: string; samples: Map<string, SampleResult[]> }): Promise<Run> {
    const { host, cache } = this.#options;
    const callers = await createRunCallers(this.#plan, {
      host,
      models: this.#options.models,
      cache: cache ?? true,
      onSpent: (cost) => this.#spend(cost),
    });
    try {
      await this.#openJournal(callers.scrub, earlier?.id);
      if (earlier !== undefined) this.#takeOver(earlier.samples);
      await this.#runSamples(callers);
      return await this.#finish();
    } finally {
      await callers.close();
    }
  }

  async #openJournal(scrub: (text: string) => string, resumes: string | undefined): Promise<void> {
    const { files } = this.#options.host;
    const { workspace } = this.#plan.request;
    const header = journalHeader(this.#plan, this.#header, resumes);
    try {
      this.#journal = await Journal.open(header, {
        files,
        workspace,
        scrub,
        onFailure: (error) => this.end(notRecorded(error), 'finish-calls'),
      });
    } catch (error) {
      this.end(notRecorded(error), 'finish-calls');
    }
  }

  #takeOver(samples: Map<string, SampleResult[]>): void {
    for (const { testCase } of this.#plan.cases) {
      for (const sample of samples.get(testCase.id) ?? []) {
        if (sample.repeat < this.#header.repeat) this.#record(sample);
      }
    }
  }

  async #runSamples(callers: RunCallers): Promise<void> {
    const runner = new SampleRunner({
      caller: callers.prompt,
      judges: callers.judges,
      embed: callers.embed,
      scripts: this.#options.host.scripts,
      checks: this.#plan.testSet?.checks ?? [],
      schedule: this.#schedule,
      signal: this.#abort.signal,
      emit: this.#options.onEvent,
      onStop: (error) => this.end({ kind: 'stopped', error }, 'cut-off'),
    });
    const running = new Set<Promise<void>>();
    for (const task of this.#tasks()) {
      if (this.#outcome !== undefined) break;
      const release = await this.#schedule.seat('prompt');
      if (release === undefined) break;
      if (this.#mayBegin()) {
        const sample = runner.run(task, release).then((result) => this.#record(result));
        running.add(sample);
        void sample.finally(() => running.delete(sample));
      } else {
        release();
        break;
      }
    }
    await Promise.all(running);
  }

  *#tasks(): Generator<SampleTask> {
    for (const planned of this.#plan.cases) {
      for (let repeat = 0; repeat < this.#header.repeat; repeat++) {
        if (!this.#progress.has(planned.testCase.id, repeat)) yield { ...planned, repeat };
      }
    }
  }

  #mayBegin(): boolean {
    const { budget } = this.#options;
    if (budget !== undefined && this.#spent >= budget) this.end({ kind: 'budget' }, 'finish-samples');
    return this.#outcome === undefined;
  }

  #spend(cost: number | null): void {
    this.#spent += cost ?? 0;
  }

  #record(sample: SampleResult): void {
    if (sample.status !== 'cancelled') this.#journal?.add(sample);
    this.#progress.add(sample);
  }

  async #finish(): Promise<Run> {
    this.#progress.cancelRest();
    const summary = this.#progress.finalSummary();
    const planned: RunOutcome = this.#outcome ?? { kind: 'done' };
    await this.#journal?.finish(planned, summary);
    // Writing the last lines may be what failed.
    const outcome = this.#outcome ?? planned;
    this.#options.onEvent?.({ type: 'finished', summary, outcome });
    return { header: this.#header, cases: this.#progress.cases(), summary, outcome };
  }

  #elapsedMs(): number {
    return this.#options.host.clock.monotonic() - this.#startedAt;
  }
}

function headerOf(plan: EvaluationPlan, now: Date, version: string | undefined): RunHeader {
  const { prompt, workspace } = plan.request;
  const caseIds = plan.cases.map(({ testCase }) => testCase.id);
  return {
    id: newRunId(recordedPath(workspace, prompt), now, version),
    schema: 1,
    prompt,
    tests: plan.testSet?.file ?? '',
    model: plan.model,
    judges: plan.judges,
    caseIds,
    partial: caseIds.length < (plan.testSet?.cases.length ?? 0),
    ...(version !== undefined && { version }),
    repeat: plan.repeat,
    ...temperatureOf(plan),
    startedAt: now.toISOString(),
    fingerprints: plan.fingerprints,
    assay: ASSAY_VERSION,
  };
}

function temperatureOf({ parsed }: EvaluationPlan): Pick<RunHeader, 'temperature'> {
  const { temperature } = parsed.metadata.config ?? {};
  return typeof temperature === 'number' ? { temperature } : {};
}

function journalHeader(plan: EvaluationPlan, header: RunHeader, resumes: string | undefined): JournalHeader {
  const weights: Record<string, number> = {};
  const tags: Record<string, string[]> = {};
  for (const { testCase } of plan.cases) {
    if (testCase.weight !== 1) weights[testCase.id] = testCase.weight;
    if (testCase.tags.length > 0) tags[testCase.id] = testCase.tags;
  }
  return {
    type: 'header',
    ...header,
    ...(Object.keys(weights).length > 0 && { weights }),
    ...(Object.keys(tags).length > 0 && { tags }),
    ...(resumes !== undefined && { resumes }),
  };
}

/** What cannot be recorded is not paid for. */
function notRecorded(error: unknown): RunOutcome {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'stopped', error: { kind: 'journal', message } satisfies RunError };
}
