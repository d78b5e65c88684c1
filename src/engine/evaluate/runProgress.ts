import { caseResult } from './caseResult';
import type { EvaluationPlan } from './plan';
import type { CaseResult, RunEvent, RunHeader, RunSummary, SampleResult } from './run';
import { wholeRun } from './runSpread';
import { SummaryBuilder } from './summary';
import { unfinishedSample } from './unfinishedSample';

/** What a run has so far: samples are put together to cases, and cases to the summary. */
export class RunProgress {
  readonly #plan: EvaluationPlan;
  readonly #header: RunHeader;
  readonly #repeat: number;
  readonly #samples = new Map<string, SampleResult[]>();
  readonly #results = new Map<string, CaseResult>();
  readonly #summary: SummaryBuilder;
  readonly #onEvent: ((event: RunEvent) => void) | undefined;
  readonly #elapsedMs: () => number;
  readonly #planned: ReadonlyMap<string, EvaluationPlan['cases'][number]>;

  constructor(
    plan: EvaluationPlan,
    header: RunHeader,
    options: { onEvent?: (event: RunEvent) => void; elapsedMs: () => number },
  ) {
    this.#plan = plan;
    this.#header = header;
    this.#repeat = header.repeat;
    this.#summary = new SummaryBuilder(header.judges);
    this.#onEvent = options.onEvent;
    this.#elapsedMs = options.elapsedMs;
    this.#planned = new Map(plan.cases.map((planned) => [planned.testCase.id, planned]));
  }

  /** Whether there is a result for a repeat of a case. */
  has(caseId: string, repeat: number): boolean {
    return this.#samples.get(caseId)?.some((sample) => sample.repeat === repeat) ?? false;
  }

  /** Adds a sample; the last one of a case finishes the case. */
  add(sample: SampleResult): void {
    const samples = this.#samples.get(sample.caseId) ?? [];
    if (samples.length === 0) this.#samples.set(sample.caseId, samples);
    samples.push(sample);
    this.#onEvent?.({ type: 'sample-finished', sample });
    if (samples.length === this.#repeat) this.#finishCase(sample.caseId, samples);
  }

  /** Counts everything that has no result as cancelled. */
  cancelRest(): void {
    for (const { testCase } of this.#plan.cases) {
      if (this.#results.has(testCase.id)) continue;
      const samples = this.#samples.get(testCase.id) ?? [];
      const known = new Set(samples.map(({ repeat }) => repeat));
      for (let repeat = 0; repeat < this.#repeat; repeat++) {
        if (!known.has(repeat)) samples.push(unfinishedSample(testCase.id, repeat));
      }
      this.#finishCase(testCase.id, samples);
    }
  }

  summary(): RunSummary {
    return this.#summary.snapshot(this.#elapsedMs());
  }

  /** The same with what takes all cases together. */
  finalSummary(): RunSummary {
    return { ...this.summary(), ...wholeRun(this.cases(), this.#header) };
  }

  /** The finished cases in the order of the test set. */
  cases(): CaseResult[] {
    return this.#plan.cases.flatMap(({ testCase }) => this.#results.get(testCase.id) ?? []);
  }

  #finishCase(caseId: string, samples: SampleResult[]): void {
    const planned = this.#planned.get(caseId);
    if (planned === undefined) return;
    samples.sort((a, b) => a.repeat - b.repeat);
    const result = caseResult(planned.testCase, samples);
    this.#results.set(caseId, result);
    this.#summary.add(result);
    this.#onEvent?.({
      type: 'case-finished',
      result,
      finished: this.#results.size,
      total: this.#plan.cases.length,
      summary: this.summary(),
    });
  }
}
