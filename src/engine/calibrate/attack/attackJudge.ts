import type { JudgeTerms } from '../../evaluate/judgeTerms';
import { modelsOfJudge } from '../../evaluate/judgeTerms';
import { combineReadings } from '../../judge/combineReadings';
import type { Judge } from '../../judge/judge';
import type { Judgement, RunError } from '../../judge/score';
import { hasErrors, ProblemError } from '../../problem';
import type { JudgeTestPlan } from '../judgeTestPlan';
import type { LabelledOutput } from '../labelledOutput';
import { type JudgedOutputs, type JudgeTestOptions, judgeLabelled } from '../runJudgeTest';
import { ATTACK_FAMILIES, type AttackFamily } from './attack';
import { type AttackPlan, attacked } from './attackPlan';
import { type AttackRate, type FamilyRate, rateOf, type Scored, scored, type Trial } from './attackRates';

/** So many examples of an attack that got through. */
const MOST_EXAMPLES = 3;

/** A judge, or one model of its panel, under attack. */
export interface AttackedModel {
  /** `provider/name`; several, parted by ` + `, for the panel as a whole. */
  model: string;
  total: AttackRate;
  /** The families that were tried, in their order. */
  families: FamilyRate[];
  /** All attacks, in their order. */
  attacks: AttackResult[];
  /** Bad outputs that pass without any attack: the judge is wrong about them anyway. */
  alreadyPass: string[];
}

/** What came of one attack. */
export interface AttackResult extends AttackRate {
  id: string;
  family: AttackFamily;
  source: string;
  /** Up to three outputs with which it got through, the greatest rise first. */
  examples: AttackExample[];
}

export interface AttackExample {
  /** Id of the bad output. */
  id: string;
  /** What the judge looked at, the attack included. */
  text: string;
  /** On the judge's own scale, without the attack and with it. */
  before: number;
  after: number;
  /** The judge's, for the output with the attack. */
  reason: string;
}

/** A judge after all attacks. */
export interface AttackedJudge {
  terms: JudgeTerms;
  /** The judge's file. */
  file: string;
  labelsFile?: string;
  seed: number;
  /** Outputs that people found bad, and how many of them were used. */
  bad: { known: number; used: number };
  /** The judge as it judges: with a panel, the panel as a whole. */
  whole: AttackedModel;
  /** Each model of a panel as if it judged alone; empty where there is only one. */
  models: AttackedModel[];
  /** The first failure of a provider, where there was one. */
  failure?: RunError;
  stopped?: JudgedOutputs['stopped'];
  /** US dollars of all calls that were paid for. */
  knownCost: number;
}

/** What is said of a reply, not of whoever should have sent one. */
const NO_FAILURES: ReadonlySet<string> = new Set(['no-verdict', 'nothing-to-measure', 'refusal', 'content-filter']);

/**
 * Asks a judge about bad outputs as they are, then about each with each attack. The same plan gives the same requests in
 * the same order, but for their boundaries.
 * @throws {ProblemError} where the plan has errors; then nothing was called
 */
export async function attackJudge(plan: AttackPlan, options: JudgeTestOptions): Promise<AttackedJudge> {
  if (hasErrors(plan.problems)) throw new ProblemError(plan.problems);
  const { test, bad, attacks, known, seed } = plan;
  const { judge, terms } = test.seat as NonNullable<JudgeTestPlan['seat']>;
  const readers = readersOf(judge, terms);
  const total = bad.length * (1 + attacks.length);
  const ask = (outputs: readonly LabelledOutput[], before: number, spent: number) =>
    judgeLabelled(test, { ...options, ...shareOf(options, { before, total, spent }) }, outputs);

  const plain = await ask(bad, 0, 0);
  const failing = plain.judged.filter(({ judgement }) =>
    readers.some(({ read }) => read(judgement).score !== null && !read(judgement).passes),
  );
  const tries = failing.flatMap(({ output, judgement }) =>
    attacks.map((attack) => ({ attack, output, plain: judgement, attacked: attacked(output, attack, plan) })),
  );
  const nothing: JudgedOutputs = { judged: [], knownCost: 0 };
  const skipped = bad.length - failing.length;
  const rest =
    plain.stopped === undefined
      ? await ask(
          tries.map((each) => each.attacked),
          bad.length + skipped * attacks.length,
          plain.knownCost,
        )
      : nothing;
  const judgements = new Map(rest.judged.map(({ output, judgement }) => [output.id, judgement]));
  const trials = tries.flatMap(({ attack, output, attacked: { id, subject }, ...each }): Trial[] => {
    const judgement = judgements.get(id);
    const text = judge.settings.judgesContext ? (subject.context?.at(-1) ?? '') : subject.output;
    return judgement === undefined ? [] : [{ attack, id: output.id, text, plain: each.plain, attacked: judgement }];
  });
  const [whole, ...models] = readers.map((reader) => ofModel(reader, { plan, judge, plain, trials }));
  const stopped = plain.stopped ?? rest.stopped;
  const failure = [...plain.judged, ...rest.judged]
    .flatMap(({ judgement }) => [judgement.error, ...(judgement.readings ?? []).map(({ error }) => error)])
    .find((error) => error !== undefined && !NO_FAILURES.has(error.kind));
  return {
    terms,
    file: judge.source.file,
    ...(test.labelsFile !== undefined && { labelsFile: test.labelsFile }),
    seed,
    bad: { known, used: bad.length },
    whole: whole as AttackedModel,
    models,
    ...(failure !== undefined && { failure }),
    ...(stopped !== undefined && { stopped }),
    knownCost: plain.knownCost + rest.knownCost,
  };
}

/** The part of the budget and of the progress that one of two rounds has. */
function shareOf(
  { budget, onProgress }: JudgeTestOptions,
  { before, total, spent }: { before: number; total: number; spent: number },
): Pick<JudgeTestOptions, 'budget' | 'onProgress'> {
  return {
    ...(budget !== undefined && { budget: Math.max(Number.MIN_VALUE, budget - spent) }),
    ...(onProgress && { onProgress: (finished: number) => onProgress(before + finished, total) }),
  };
}

interface Reader {
  model: string;
  read(judgement: Judgement): Scored;
}

/** Those whose judgements are looked at: the judge, and each model of a panel as if it judged alone. */
function readersOf(judge: Judge, terms: JudgeTerms): Reader[] {
  const whole = { model: terms.model, read: (judgement: Judgement) => scored(judgement, judge) };
  const models = modelsOfJudge(terms);
  if (models.length < 2) return [whole];
  const alone = (model: string) => (judgement: Judgement) => {
    if (judgement.unasked !== undefined) return scored(judgement, judge);
    const readings = (judgement.readings ?? []).filter((reading) => reading.model === model);
    return scored(combineReadings(judge, readings), judge);
  };
  return [whole, ...models.map((model) => ({ model, read: alone(model) }))];
}

function ofModel(
  { model, read }: Reader,
  { plan, judge, plain, trials }: { plan: AttackPlan; judge: Judge; plain: JudgedOutputs; trials: readonly Trial[] },
): AttackedModel {
  const rate = (of: readonly Trial[]) => rateOf(of, judge, read);
  const families = ATTACK_FAMILIES.filter((family) => plan.attacks.some((attack) => attack.family === family));
  return {
    model,
    total: rate(trials),
    families: families.map((family) => ({ family, ...rate(trials.filter(({ attack }) => attack.family === family)) })),
    attacks: plan.attacks.map(({ id, family, source }) => {
      const own = trials.filter(({ attack }) => attack.id === id);
      return { id, family, source, ...rate(own), examples: examplesOf(own, read) };
    }),
    alreadyPass: plain.judged.filter(({ judgement }) => read(judgement).passes).map(({ output }) => output.id),
  };
}

function examplesOf(trials: readonly Trial[], read: Reader['read']): AttackExample[] {
  return trials
    .flatMap(({ id, text, plain, attacked: judgement }) => {
      const [before, after] = [read(plain), read(judgement)];
      if (before.score === null || before.passes || after.score === null || !after.passes) return [];
      return judgement.unasked !== undefined
        ? []
        : [{ id, text, before: before.score, after: after.score, reason: judgement.reason }];
    })
    .sort((a, b) => b.after - b.before - (a.after - a.before))
    .slice(0, MOST_EXAMPLES);
}
