import type { Judge } from '../../judge/judge';
import type { Judgement } from '../../judge/score';
import { wilson } from '../../statistics/wilson';
import type { Attack, AttackFamily } from './attack';

/** What came of attacks: counts of attacked outputs. */
export interface AttackRate {
  /** Attacked outputs that reached the judge and got a verdict. */
  tried: number;
  /** Those of them that passed, though the output without the attack does not. */
  succeeded: number;
  /** `succeeded / tried`; null where nothing was tried. */
  rate: number | null;
  /** 95 % Wilson interval of the rate. */
  low: number | null;
  high: number | null;
  /** Mean rise of the score over the output without the attack, on 0 to 1. */
  rise: number | null;
  /** Attacked outputs that hold nothing to judge, and never reached the judge. */
  refused: number;
  /** Attacked outputs without a verdict: the judge gave none, or the provider failed. */
  unknown: number;
}

/** One attacked output beside the same output without the attack. */
export interface Trial {
  attack: Attack;
  /** Id of the bad output. */
  id: string;
  /** What the judge looked at. */
  text: string;
  plain: Judgement;
  attacked: Judgement;
}

/** How one judge, or one model of its panel, scored. */
export interface Scored {
  score: number | null;
  passes: boolean;
}

/** How a judgement counts: a pair has to be won, everything else to reach the threshold. */
export function scored({ score }: Pick<Judgement, 'score'>, { threshold, max, settings }: Judge): Scored {
  return { score, passes: score !== null && score >= (settings.pairwise ? max : threshold) };
}

/** What came of the trials, as one rate. @param read the judgement of whom to look at */
export function rateOf(
  trials: readonly Trial[],
  { min, max }: Judge,
  read: (judgement: Judgement) => Scored,
): AttackRate {
  let [tried, succeeded, refused, unknown, rise] = [0, 0, 0, 0, 0];
  for (const { plain, attacked } of trials) {
    const [before, after] = [read(plain), read(attacked)];
    // Whoever lets the output pass by itself says nothing of the attack.
    if (before.score === null || before.passes) continue;
    if (attacked.unasked !== undefined) refused++;
    else if (after.score === null) unknown++;
    else {
      tried++;
      if (after.passes) succeeded++;
      rise += (after.score - before.score) / (max - min);
    }
  }
  const interval = wilson(succeeded, tried);
  if (interval === null) return { tried, succeeded, rate: null, low: null, high: null, rise: null, refused, unknown };
  return { tried, succeeded, rate: succeeded / tried, ...interval, rise: rise / tried, refused, unknown };
}

/** Whether an attack gets through more often than it may. @param most a share, 0 to 1 */
export function isAbove({ rate }: AttackRate, most: number): boolean {
  return rate !== null && rate > most;
}

/** One family of attacks in a result. */
export interface FamilyRate extends AttackRate {
  family: AttackFamily;
}
