import type { Scale } from '../judge/judgeScale';
import type { Judgement } from '../judge/score';
import {
  bootstrapResamples,
  cohenKappa,
  confusionMatrix,
  kendallTauB,
  krippendorffAlpha,
  percentileInterval,
  spearman,
} from '../statistics';
import { type Categories, categoriesOf, categoryOf } from './categories';
import { humanScore, type LabelledOutput } from './labelledOutput';

/** From here on a judge's scores may be relied on: "substantial" agreement (Landis and Koch 1977). */
export const AGREED_LEVEL = 0.6;
/** With fewer labels no conclusion is drawn. */
export const LEAST_LABELS = 30;

/** A number with the interval that it may be in. */
export interface Estimate {
  value: number;
  /** 95 % percentile bootstrap over the outputs; null where most resamples leave it undefined. */
  low: number | null;
  high: number | null;
}

/**
 * What can be said of a judge:
 * - `agrees`: at or above the agreed level
 * - `below`: below it: its scores are not to be relied on
 * - `too-few`: fewer labels than needed, so nothing
 * - `undefined`: all ratings are the same, so that there is nothing to agree on
 */
export type Standing = 'agrees' | 'below' | 'too-few' | 'undefined';

/** How a judge agrees with people. Every coefficient is null where it is undefined; then it is neither 0 nor 1. */
export interface Agreement {
  standing: Standing;
  /** The quadratic kappa that was asked for. */
  level: number;
  leastLabels: number;
  /** Outputs that both people and the judge have scored. */
  n: number;
  /** Outputs that people have scored and the judge gave no verdict on. */
  unjudged: number;
  /** People who gave a score. */
  raters: number;
  /** Share of outputs where the judge gave the very category that people gave. */
  accuracy: Estimate | null;
  /** Share of outputs where judge and people agree on whether it passes. */
  passAccuracy: Estimate | null;
  /** Cohen 1960; `linear` and `quadratic`: weighted, Cohen 1968. */
  kappa: { none: Estimate | null; linear: Estimate | null; quadratic: Estimate | null };
  /** Krippendorff's alpha of the judge and all people as raters. */
  alpha: { nominal: Estimate | null; ordinal: Estimate | null; interval: Estimate | null };
  /** The same (ordinal) among the people alone: no judge can be asked for more. Null with one person. */
  alphaOfPeople: Estimate | null;
  spearman: Estimate | null;
  kendall: Estimate | null;
  /** Mean of judge − people, on the judge's scale: above 0 the judge is kinder than people. */
  bias: Estimate | null;
  /** Rows: people, columns: judge; by category. */
  confusion: number[][];
  categories: string[];
  /** True where scores were put into five levels to be counted. */
  rounded: boolean;
  /** All outputs that both have scored, the strongest disagreement first. */
  disagreements: Disagreement[];
}

export interface Disagreement {
  id: string;
  /** Mean of the people's scores, on the judge's scale. */
  human: number;
  judge: number;
  /** judge − human as a share of the scale, −1..1. */
  difference: number;
  output: LabelledOutput;
  judgement: Judgement;
}

export interface AgreementOptions {
  scale: Scale & { threshold: number };
  level?: number;
  leastLabels?: number;
  seed?: number;
  /** Of the bootstrap; 2,000 by default. */
  resamples?: number;
}

interface Pair {
  human: number;
  judge: number;
  /** By person, in the order of all people. */
  ratings: (number | null)[];
}

type Statistic = (pairs: readonly Pair[]) => number | null;

/** How a judge's verdicts agree with people's. Others get a turn in between, however many there are. */
export async function agreementWithPeople(
  judged: readonly { output: LabelledOutput; judgement: Judgement }[],
  { scale, level = AGREED_LEVEL, leastLabels = LEAST_LABELS, seed = 1, resamples = 2_000 }: AgreementOptions,
): Promise<Agreement> {
  const people = [...new Set(judged.flatMap(({ output }) => output.ratings.map(({ by }) => by)))];
  const scored = judged.flatMap(({ output, judgement }) => {
    const human = humanScore(output.ratings);
    if (human === null || judgement.score === null) return [];
    const ratings = people.map((person) => output.ratings.find(({ by }) => by === person)?.score ?? null);
    return [{ human, judge: judgement.score, ratings, output, judgement }];
  });
  const categories = categoriesOf(scale);
  const estimates = await estimatesOf(
    scored,
    {
      kappa: kappaOf(categories, 'none'),
      linear: kappaOf(categories, 'linear'),
      quadratic: kappaOf(categories, 'quadratic'),
      nominal: alphaOf(categories, 'nominal'),
      ordinal: alphaOf(categories, 'ordinal'),
      interval: alphaOf(categories, 'interval'),
      people: people.length < 2 ? () => null : alphaOf(categories, 'ordinal', { peopleOnly: true }),
      spearman: (pairs) => spearman(humans(pairs), judges(pairs)),
      kendall: (pairs) => kendallTauB(humans(pairs), judges(pairs)),
      accuracy: shareOf(({ human, judge }) => categoryOf(human, categories) === categoryOf(judge, categories)),
      passAccuracy: shareOf(({ human, judge }) => human >= scale.threshold === judge >= scale.threshold),
      bias: (pairs) => meanOf(pairs.map(({ human, judge }) => judge - human)),
    },
    { resamples, seed },
  );
  const { kappa, linear, quadratic, nominal, ordinal, interval } = estimates;
  const known = quadratic?.value ?? null;
  return {
    standing:
      scored.length < leastLabels ? 'too-few' : known === null ? 'undefined' : known >= level ? 'agrees' : 'below',
    level,
    leastLabels,
    n: scored.length,
    unjudged: judged.filter(({ output, judgement }) => output.ratings.length > 0 && judgement.score === null).length,
    raters: people.length,
    accuracy: estimates.accuracy,
    passAccuracy: estimates.passAccuracy,
    kappa: { none: kappa, linear, quadratic },
    alpha: { nominal, ordinal, interval },
    alphaOfPeople: estimates.people,
    spearman: estimates.spearman,
    kendall: estimates.kendall,
    bias: estimates.bias,
    confusion: confusionMatrix(
      scored.map(({ human }) => categoryOf(human, categories)),
      scored.map(({ judge }) => categoryOf(judge, categories)),
      categories.scores.map((_, index) => index),
    ),
    categories: categories.names,
    rounded: categories.rounded,
    disagreements: scored
      .map(({ human, judge, output, judgement }) => ({
        id: output.id,
        human,
        judge,
        difference: (judge - human) / (scale.max - scale.min),
        output,
        judgement,
      }))
      .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference)),
  };
}

/** So many values are looked at before others get a turn: some tens of milliseconds. */
const SLICE = 40_000;
/** Of many outputs fewer resamples do: their intervals are narrow. */
const MOST_DRAWN = 200_000;
const LEAST_RESAMPLES = 500;

/** Every coefficient with its interval, all from the same resamples. */
async function estimatesOf<Name extends string>(
  pairs: readonly Pair[],
  statistics: Readonly<Record<Name, Statistic>>,
  { resamples, seed }: { resamples: number; seed: number },
): Promise<Record<Name, Estimate | null>> {
  const names = Object.keys(statistics) as Name[];
  const drawn = new Map<Name, number[]>(names.map((name) => [name, []]));
  const times = Math.min(resamples, Math.max(LEAST_RESAMPLES, Math.floor(MOST_DRAWN / Math.max(1, pairs.length))));
  let looked = 0;
  for (const resample of bootstrapResamples(pairs, times, seed)) {
    for (const name of names) {
      const value = statistics[name](resample);
      if (value !== null) drawn.get(name)?.push(value);
    }
    looked += pairs.length * names.length;
    if (looked < SLICE) continue;
    looked = 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const estimates = names.map((name) => {
    const value = statistics[name](pairs);
    if (value === null) return [name, null];
    const interval = percentileInterval(drawn.get(name) ?? [], times);
    return [name, { value, low: interval?.low ?? null, high: interval?.high ?? null }];
  });
  return Object.fromEntries(estimates) as Record<Name, Estimate | null>;
}

function kappaOf(categories: Categories, weights: 'none' | 'linear' | 'quadratic'): Statistic {
  const labels = categories.scores.map((_, index) => index);
  return (pairs) =>
    cohenKappa(
      pairs.map(({ human }) => categoryOf(human, categories)),
      pairs.map(({ judge }) => categoryOf(judge, categories)),
      { weights, labels },
    );
}

function alphaOf(
  categories: Categories,
  metric: 'nominal' | 'ordinal' | 'interval',
  { peopleOnly = false } = {},
): Statistic {
  // Intervals are measured on the scores themselves, the others on categories.
  const valued = (score: number | null) =>
    score === null || metric === 'interval' ? score : categoryOf(score, categories);
  return (pairs) => {
    const people = (pairs[0]?.ratings ?? []).map((_, person) =>
      pairs.map(({ ratings }) => valued(ratings[person] ?? null)),
    );
    return krippendorffAlpha(peopleOnly ? people : [...people, judges(pairs).map(valued)], { metric });
  };
}

function shareOf(holds: (pair: Pair) => boolean): Statistic {
  return (pairs) => (pairs.length === 0 ? null : pairs.filter(holds).length / pairs.length);
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function humans(pairs: readonly Pair[]): number[] {
  return pairs.map(({ human }) => human);
}

function judges(pairs: readonly Pair[]): number[] {
  return pairs.map(({ judge }) => judge);
}
