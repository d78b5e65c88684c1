import type { Usage } from '../model/provider';
import type { CaseResult, RunHeader, RunSummary, SampleResult } from './run';
import { wholeRun } from './runSpread';
import { SortedNumbers } from './sortedNumbers';
import { WeightedMean } from './weightedMean';

/** The summary of a whole run. */
export function summarize(cases: readonly CaseResult[], judges: RunHeader['judges'], durationMs: number): RunSummary {
  const builder = new SummaryBuilder(judges);
  for (const each of cases) builder.add(each);
  return builder.snapshot(durationMs);
}

/** The same with what takes all cases together: spread and bias. */
export function summarizeRun(
  cases: readonly CaseResult[],
  header: Pick<RunHeader, 'judges' | 'model' | 'repeat' | 'temperature'>,
  durationMs: number,
): RunSummary {
  return { ...summarize(cases, header.judges, durationMs), ...wholeRun(cases, header) };
}

/** What a judge's scores come to so far. */
interface JudgeTotal {
  judge: string;
  min: number;
  max: number;
  sum: number;
  scored: number;
  errors: number;
}

/** A run's summary, kept up to date case by case, so that asking for it after each of 10,000 cases is cheap. */
export class SummaryBuilder {
  readonly #counts = { passed: 0, failed: 0, error: 0, cancelled: 0 };
  readonly #score = new WeightedMean();
  readonly #judges: JudgeTotal[];
  readonly #byName: ReadonlyMap<string, JudgeTotal>;
  readonly #scale: { min: number; max: number };
  readonly #latency = new SortedNumbers();
  readonly #firstToken = new SortedNumbers();
  readonly #tokens = { input: 0, output: 0, cachedInput: 0, reasoning: 0, judges: 0 };
  #anyUsage = false;
  #knownCost = 0;
  #costKnown = true;
  #cached = 0;

  constructor(judges: RunHeader['judges']) {
    this.#judges = judges.map(({ judge, min, max }) => ({ judge, min, max, sum: 0, scored: 0, errors: 0 }));
    this.#byName = new Map(this.#judges.map((judge) => [judge.judge, judge]));
    this.#scale = commonScale(judges);
  }

  add(result: CaseResult): void {
    this.#counts[result.status]++;
    if (result.score !== null) this.#score.add(result.score, result.weight);
    for (const sample of result.samples) this.#addSample(sample);
  }

  /** @param durationMs wall time of the run so far */
  snapshot(durationMs: number): RunSummary {
    const { passed, failed, error, cancelled } = this.#counts;
    const decided = passed + failed;
    return {
      cases: decided + error + cancelled,
      passed,
      failed,
      errors: error,
      cancelled,
      score: this.#score.mean,
      interval: this.#score.interval,
      scale: this.#scale,
      passRate: decided === 0 ? null : passed / decided,
      judges: this.#judges.map(({ judge, min, max, sum, scored, errors }) => ({
        judge,
        mean: scored === 0 ? null : sum / scored,
        min,
        max,
        scored,
        errors,
      })),
      tokens: this.#anyUsage ? { ...this.#tokens } : null,
      cost: this.#costKnown ? this.#knownCost : null,
      knownCost: this.#knownCost,
      latencyMs: this.#latency.percentiles(),
      ttftMs: this.#firstToken.percentiles(),
      cached: this.#cached,
      durationMs,
    };
  }

  #addSample(sample: SampleResult): void {
    this.#addCost(sample.cost);
    this.#addUsage(sample.usage);
    if (sample.cached) this.#cached++;
    if (sample.latencyMs !== undefined) this.#latency.add(sample.latencyMs);
    if (sample.ttftMs !== undefined) this.#firstToken.add(sample.ttftMs);
    for (const judgement of sample.judges) {
      this.#addCost(judgement.cost);
      if (judgement.usage !== undefined) {
        this.#anyUsage = true;
        this.#tokens.judges += judgement.usage.input + judgement.usage.output;
      }
      // Not every judge judges every case, so that places say nothing.
      const judge = this.#byName.get(judgement.judge);
      if (judge === undefined) continue;
      if (judgement.score === null) judge.errors++;
      else {
        judge.sum += judgement.score;
        judge.scored++;
      }
    }
  }

  #addUsage(usage: Usage | undefined): void {
    if (usage === undefined) return;
    this.#anyUsage = true;
    this.#tokens.input += usage.input;
    this.#tokens.output += usage.output;
    this.#tokens.cachedInput += usage.cachedInput ?? 0;
    this.#tokens.reasoning += usage.reasoning ?? 0;
  }

  #addCost(cost: number | null): void {
    if (cost === null) this.#costKnown = false;
    else this.#knownCost += cost;
  }
}

export function commonScale(judges: RunHeader['judges']): { min: number; max: number } {
  const [first, ...others] = judges;
  if (first === undefined || others.some(({ min, max }) => min !== first.min || max !== first.max)) {
    return { min: 0, max: 1 };
  }
  return { min: first.min, max: first.max };
}
