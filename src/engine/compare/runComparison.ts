import type { EvaluationPlan } from '../evaluate/plan';
import type { Run, RunEvent, RunOutcome } from '../evaluate/run';
import type { RunOptions } from '../evaluate/runEvaluation';
import { commonScale } from '../evaluate/summary';
import type { Usage } from '../model/provider';
import { lookAt } from '../statistics';
import { caseOutcome, isKnown, mean, sum } from './caseOutcome';
import { changeOf } from './comparedCase';
import type { CaseComparison, CaseOutcome, Comparison } from './comparison';
import { DEFAULT_TERMS, type DecisionTerms, decide } from './decide';
import type { ComparisonPlan, PlannedPair } from './planComparison';
import type { ScoreStore } from './scoreStore';
import { looksOf, seededShuffle } from './sequence';

export type Side = 'before' | 'after';

/** What happens while two versions are compared. */
export type ComparisonEvent =
  /** How many cases have to be run on both sides together, once those on record are known. */
  { type: 'planned'; toRun: number; known: number; same: number } | { type: 'run'; side: Side; event: RunEvent };

export interface ComparisonOptions extends DecisionTerms {
  /** Names the two versions in the records of their runs. */
  labels: Record<Side, string>;
  /** Runs a plan, as `Engine.evaluate` does. */
  evaluate(plan: EvaluationPlan, options: Omit<RunOptions, 'host' | 'models'>): Promise<Run>;
  /** US dollars of a call of a plan's model. */
  priceOf(plan: EvaluationPlan, usage: Usage | undefined): Promise<number | null>;
  store?: ScoreStore;
  concurrency?: number;
  cache?: boolean;
  /** Run nothing: compare what is on record. */
  recordedOnly?: boolean;
  /** US dollars for both sides together. */
  budget?: number;
  /** Stop as soon as the cases seen so far decide. */
  sequential?: boolean;
  signal?: AbortSignal;
  onEvent?: (event: ComparisonEvent) => void;
}

/**
 * Runs what has to be run of both versions and compares them case by case. Cases that are the same sample in both are
 * not run at all, and those on record are not run again.
 * @param plan without errors and with both sides
 */
export async function runComparison(
  plan: ComparisonPlan & { before: EvaluationPlan },
  options: ComparisonOptions,
): Promise<Comparison> {
  return new Comparing(plan, options).complete();
}

class Comparing {
  readonly #plan: ComparisonPlan & { before: EvaluationPlan };
  readonly #options: ComparisonOptions;
  readonly #outcomes: Record<Side, Map<string, CaseOutcome>> = { before: new Map(), after: new Map() };
  readonly #spent = { total: 0 as number | null, known: 0 };
  #outcome: RunOutcome = { kind: 'done' };
  #looks: Comparison['sequential'] = null;
  #alpha: number | undefined;
  #missing = false;

  constructor(plan: ComparisonPlan & { before: EvaluationPlan }, options: ComparisonOptions) {
    this.#plan = plan;
    this.#options = options;
  }

  async complete(): Promise<Comparison> {
    const shared = this.#plan.pairs.filter(({ before, after }) => before !== undefined && after !== undefined);
    await this.#takeKnown(shared);
    const toRun = shared.filter((pair) => !isSame(pair));
    const open = (side: Side) => toRun.filter(({ id }) => !this.#outcomes[side].has(id)).length;
    const [before, after] = [open('before'), open('after')];
    this.#options.onEvent?.({
      type: 'planned',
      toRun: before + after,
      known: 2 * toRun.length - before - after,
      same: shared.length - toRun.length,
    });
    this.#missing = before + after > 0;
    if (this.#options.recordedOnly) return this.#comparison();
    if (this.#options.sequential) await this.#runByLooks(shared);
    else await this.#runBoth(toRun);
    return this.#comparison();
  }

  async #takeKnown(pairs: readonly PlannedPair[]): Promise<void> {
    const { store } = this.#options;
    if (store === undefined || this.#options.cache === false) return;
    for (const side of ['before', 'after'] as const) {
      const keys = new Map(pairs.flatMap((pair) => (pair[side] === undefined ? [] : [[pair.id, pair[side]] as const])));
      this.#outcomes[side] = await store.find(this.#plan[side], keys);
    }
  }

  async #runByLooks(shared: readonly PlannedPair[]): Promise<void> {
    const { seed = DEFAULT_TERMS.seed, alpha = DEFAULT_TERMS.alpha } = this.#options;
    const order = seededShuffle(shared, seed);
    const looks = looksOf(order.length);
    this.#looks = { looks: 0, of: looks.length };
    let done = 0;
    for (const [index, until] of looks.entries()) {
      await this.#runBoth(order.slice(done, until).filter((pair) => !isSame(pair)));
      done = until;
      this.#looks.looks = index + 1;
      if (this.#outcome.kind !== 'done') return;
      const changes = order.slice(0, done).flatMap((pair) => this.#compared(pair).change ?? []);
      const fractions = looks.map((each) => each / order.length);
      const { stop, nominal } = lookAt(changes, { look: index, fractions, alpha, seed });
      // What this look may spend of alpha is what its verdict is held to.
      this.#alpha = nominal ?? alpha;
      if (stop) return;
    }
  }

  async #runBoth(pairs: readonly PlannedPair[]): Promise<void> {
    for (const side of ['before', 'after'] as const) {
      if (this.#outcome.kind !== 'done') return;
      await this.#run(side, pairs);
    }
  }

  async #run(side: Side, pairs: readonly PlannedPair[]): Promise<void> {
    const { evaluate, labels, concurrency, cache, budget, signal, onEvent, store } = this.#options;
    const wanted = new Set(pairs.map(({ id }) => id).filter((id) => !this.#outcomes[side].has(id)));
    const whole = this.#plan[side];
    const cases = whole.cases.filter(({ testCase }) => wanted.has(testCase.id));
    if (cases.length === 0) return;
    const plan = { ...whole, cases };
    const run = await evaluate(plan, {
      version: labels[side],
      concurrency,
      cache,
      ...(budget !== undefined && { budget: Math.max(Number.MIN_VALUE, budget - this.#spent.known) }),
      signal,
      onEvent: onEvent && ((event) => onEvent({ type: 'run', side, event })),
    });
    for (const result of run.cases) {
      const outcome = await caseOutcome(result, (usage) => this.#options.priceOf(whole, usage));
      this.#outcomes[side].set(result.id, outcome);
    }
    this.#spent.known += run.summary?.knownCost ?? 0;
    this.#spent.total = sum([this.#spent.total, run.summary?.cost ?? null]);
    if (run.outcome !== undefined) this.#outcome = run.outcome;
    await store?.add(plan, run);
  }

  #compared(pair: PlannedPair): CaseComparison {
    const { id, tags, weight, unjudged } = pair;
    const same = isSame(pair);
    const [older, newer] = [this.#outcomes.before.get(id) ?? null, this.#outcomes.after.get(id) ?? null];
    const [before, after] = same ? [older ?? newer, newer ?? older] : [older, newer];
    const outputs = [before?.output ?? null, after?.output ?? null];
    const outputChanged = same ? false : outputs.includes(null) ? null : outputs[0] !== outputs[1];
    return {
      id,
      tags,
      weight,
      same,
      ...(unjudged && { unjudged }),
      before,
      after,
      change: changeOf({ same, before, after }),
      outputChanged,
    };
  }

  #comparison(): Comparison {
    const { pairs, after } = this.#plan;
    const cases = pairs.map((pair) => this.#compared(pair));
    const shared = cases.filter((_, index) => pairs[index]?.before !== undefined && pairs[index]?.after !== undefined);
    const { margin, seed, alpha } = this.#options;
    const decision = decide(shared, after.judges, { margin, seed, alpha: this.#alpha ?? alpha });
    const stopped = this.#outcome.kind !== 'done';
    return {
      ...decision,
      // What was cut off may have been chosen by how fast it was answered.
      ...(stopped &&
        decision.reason !== 'same' &&
        decision.reason !== 'must-pass' && { verdict: 'inconclusive', reason: 'incomplete' }),
      ...(this.#options.recordedOnly && this.#missing && { verdict: 'inconclusive', reason: 'not-evaluated' }),
      scale: commonScale(after.judges),
      repeat: after.repeat,
      counts: {
        better: shared.filter(({ change }) => (change ?? 0) > 0).length,
        worse: shared.filter(({ change }) => (change ?? 0) < 0).length,
        equal: shared.filter(({ change, same }) => change === 0 && !same).length,
        same: shared.filter(({ same }) => same).length,
        unknown: shared.filter(({ change }) => change === null).length,
        added: pairs.filter((pair) => pair.before === undefined).length,
        removed: pairs.filter((pair) => pair.after === undefined).length,
      },
      cases,
      cost: bothSides(shared, ({ cost }) => cost, sum),
      latencyMs: bothSides(shared, ({ latencyMs }) => latencyMs, mean),
      spent: { ...this.#spent },
      sequential: this.#looks,
      outcome: this.#outcome,
    };
  }
}

/** Nothing that a score depends on differs. */
export function isSame({ before, after }: PlannedPair): boolean {
  return before !== undefined && before === after;
}

function bothSides(
  cases: readonly CaseComparison[],
  part: (outcome: CaseOutcome) => number | null,
  combine: (values: readonly (number | null)[]) => number | null,
): { before: number | null; after: number | null } {
  const compared = cases.filter(({ before, after }) => isKnown(before) && isKnown(after));
  const side = (outcomes: (CaseOutcome | null)[]) =>
    outcomes.length === 0 ? null : combine(outcomes.map((outcome) => outcome && part(outcome)));
  return { before: side(compared.map(({ before }) => before)), after: side(compared.map(({ after }) => after)) };
}
