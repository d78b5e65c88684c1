import type { EvaluationPlan } from '../../evaluate/plan';
import type { Run, RunEvent, RunOutcome } from '../../evaluate/run';
import type { RunOptions } from '../../evaluate/runEvaluation';
import { commonScale } from '../../evaluate/summary';
import type { Usage } from '../../model/provider';
import { compilePrompt } from '../../prompt/compilePrompt';
import { caseOutcome, sum } from '../caseOutcome';
import { type ComparedCase, caseSides } from '../comparedCase';
import type { CaseOutcome } from '../comparison';
import { DEFAULT_TERMS, type Decision, type DecisionTerms, decide } from '../decide';
import { unjudgedBy } from '../planComparison';
import type { ScoreStore } from '../scoreStore';
import { judgeWeights } from './judgeWeights';
import { changedKeys, keysOf, type PlannedSentence, type WeighingPlan, withoutSpans } from './planWeighing';
import { removable, type SentenceWeight, type WeighedSentence, type Weighing } from './weighing';

/** What happens while sentences are weighed. */
export type WeighingEvent =
  /** A case of the prompt as it is, or of a sentence's trial. */
  | { type: 'run'; event: RunEvent }
  /** A sentence had its turn: all that is known so far. */
  | { type: 'weighed'; soFar: Weighing };

export interface WeighOptions extends DecisionTerms {
  /** Runs a plan, as `Engine.evaluate` does. */
  evaluate(plan: EvaluationPlan, options: Omit<RunOptions, 'host' | 'models'>): Promise<Run>;
  /** US dollars of a call of a plan's model. */
  priceOf(plan: Pick<EvaluationPlan, 'model'>, usage: Usage | undefined): Promise<number | null>;
  store?: ScoreStore;
  concurrency?: number;
  cache?: boolean;
  /** US dollars for everything together. */
  budget?: number;
  signal?: AbortSignal;
  onEvent?: (event: WeighingEvent) => void;
}

/**
 * Weighs the sentences of a prompt: runs its test set without each of them, and compares each case's score with that of
 * the prompt as it is. At last all that could go are taken out together, since two sentences that say the same can each
 * go, but not both. What is on record, and cases that a sentence is not sent in, are not run.
 * @param plan without errors
 * @returns where it was cancelled or stopped, what was found until then
 */
export async function weighSentences(plan: WeighingPlan, options: WeighOptions): Promise<Weighing> {
  return new WeighingRun(plan, options).complete();
}

class WeighingRun {
  readonly #plan: WeighingPlan;
  readonly #options: WeighOptions;
  readonly #compiled: ReturnType<typeof compilePrompt>;
  readonly #keys: Map<string, string>;
  readonly #known: Map<string, CaseOutcome>;
  /** By sentence: what its trial's cases say, of those that had their turn. */
  readonly #trials = new Map<PlannedSentence, Decision>();
  readonly #spent = { total: 0 as number | null, known: 0 };
  #together: Weighing['together'] = null;
  #outcome: RunOutcome = { kind: 'done' };
  #savedPerThousand: number | null = null;

  constructor(plan: WeighingPlan, options: WeighOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#compiled = compilePrompt(plan.full.source);
    this.#keys = keysOf(plan.full);
    this.#known = new Map(options.cache === false ? [] : plan.known);
  }

  async complete(): Promise<Weighing> {
    const weighable = this.#plan.sentences.filter(({ skipped }) => skipped === null);
    if (weighable.length > 0) await this.#runFull();
    for (const sentence of weighable) {
      if (this.#stopped()) break;
      const cases = await this.#trial([sentence]);
      // What was cut off may have been chosen by how fast it was answered.
      if (cases === undefined || this.#stopped()) break;
      this.#trials.set(sentence, this.#decide(cases));
      this.#options.onEvent?.({ type: 'weighed', soFar: this.#weighing() });
    }
    if (!this.#stopped()) await this.#takeOutAll();
    const saved = removable(this.#sentences()).reduce((all, { tokens }) => all + tokens, 0);
    const usage = { input: Math.max(0, Math.round(saved * 1_000)), output: 0 };
    this.#savedPerThousand = await this.#options.priceOf(this.#plan.full, usage);
    return this.#weighing();
  }

  #stopped(): boolean {
    if (this.#options.signal?.aborted && this.#outcome.kind === 'done') this.#outcome = { kind: 'cancelled' };
    return this.#outcome.kind !== 'done';
  }

  async #runFull(): Promise<void> {
    const { full } = this.#plan;
    const missing = full.cases.filter(({ testCase }) => !this.#known.has(testCase.id));
    for (const [id, outcome] of await this.#run({ ...full, cases: missing }, 'as it is')) this.#known.set(id, outcome);
  }

  async #takeOutAll(): Promise<void> {
    const all = removable(this.#sentences());
    if (all.length < 2) return;
    const cases = await this.#trial(all);
    if (cases === undefined || this.#stopped()) return;
    const [weight] = judgeWeights([this.#decide(cases)], 1);
    const tokens = all.reduce((saved, each) => saved + each.tokens, 0);
    if (weight) this.#together = { ...weight, tokens };
  }

  #decide(cases: readonly ComparedCase[]): Decision {
    return decide(cases, this.#plan.full.judges, this.#options);
  }

  /** The cases with and without some sentences; undefined where they cannot all be taken out. */
  async #trial(sentences: readonly PlannedSentence[]): Promise<ComparedCase[] | undefined> {
    const { full } = this.#plan;
    const trial = withoutSpans(
      full,
      this.#compiled,
      sentences.map(({ cut }) => cut),
    );
    if ('reason' in trial) return undefined;
    const changed = changedKeys(trial, this.#keys);
    const { store, cache } = this.#options;
    const without = (cache === false ? undefined : await store?.find(trial, changed)) ?? new Map<string, CaseOutcome>();
    const missing = trial.cases.filter(({ testCase }) => changed.has(testCase.id) && !without.has(testCase.id));
    const version = `without ${sentences.map(({ range }) => `${range.start.line + 1}:${range.start.character + 1}`).join(', ')}`;
    for (const [id, outcome] of await this.#run({ ...trial, cases: missing }, version)) without.set(id, outcome);
    return full.cases.map(({ testCase }) => {
      const { id, tags, weight } = testCase;
      const before = this.#known.get(id) ?? null;
      const same = !changed.has(id);
      const after = same ? before : (without.get(id) ?? null);
      return { id, tags, weight, same, ...unjudgedBy(full, testCase), before, after };
    });
  }

  async #run(plan: EvaluationPlan, version: string): Promise<Map<string, CaseOutcome>> {
    const { evaluate, concurrency, cache, budget, signal, onEvent, store, priceOf } = this.#options;
    const outcomes = new Map<string, CaseOutcome>();
    if (plan.cases.length === 0 || this.#stopped()) return outcomes;
    const run = await evaluate(plan, {
      version,
      concurrency,
      cache,
      ...(budget !== undefined && { budget: Math.max(Number.MIN_VALUE, budget - this.#spent.known) }),
      signal,
      onEvent: onEvent && ((event) => onEvent({ type: 'run', event })),
    });
    for (const result of run.cases) {
      outcomes.set(result.id, await caseOutcome(result, (usage) => priceOf(plan, usage)));
    }
    this.#spent.known += run.summary?.knownCost ?? 0;
    this.#spent.total = sum([this.#spent.total, run.summary?.cost ?? null]);
    if (run.outcome !== undefined) this.#outcome = run.outcome;
    await store?.add(plan, run);
    return outcomes;
  }

  /** Verdicts are given anew each time: those on all sentences count together. */
  #sentences(): WeighedSentence[] {
    const entries = [...this.#trials];
    const weights = judgeWeights(
      entries.map(([, decision]) => decision),
      this.#plan.sentences.filter(({ skipped }) => skipped === null).length,
    );
    const bySentence = new Map<PlannedSentence, SentenceWeight | undefined>(
      entries.map(([sentence], index) => [sentence, weights[index]]),
    );
    return this.#plan.sentences.map((sentence) => ({ ...sentence, weight: bySentence.get(sentence) ?? null }));
  }

  #weighing(): Weighing {
    const { full, tokens, sentences } = this.#plan;
    const { margin, alpha, seed } = { ...DEFAULT_TERMS, ...definedTerms(this.#options) };
    const cases = full.cases.map(({ testCase: { id, tags, weight } }) => {
      const outcome = this.#known.get(id) ?? null;
      return { id, tags, weight, same: true, before: outcome, after: outcome };
    });
    return {
      file: full.source.file,
      text: full.parsed.text,
      model: full.model,
      sentences: this.#sentences(),
      score: caseSides(cases, ({ score }) => score).meanBefore,
      scale: commonScale(full.judges),
      cases: full.cases.length,
      tokens,
      together: this.#together,
      weighed: { done: this.#trials.size, of: sentences.filter(({ skipped }) => skipped === null).length },
      savedPerThousand: this.#savedPerThousand,
      spent: { ...this.#spent },
      margin,
      alpha,
      seed,
      outcome: this.#outcome,
    };
  }
}

function definedTerms({ margin, alpha, seed }: DecisionTerms): DecisionTerms {
  return {
    ...(margin !== undefined && { margin }),
    ...(alpha !== undefined && { alpha }),
    ...(seed !== undefined && { seed }),
  };
}
