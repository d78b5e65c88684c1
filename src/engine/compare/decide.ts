import { compareScores, holm, noiseShare, SMALLEST_COMPARISON } from '../statistics';
import { type ComparedCase, caseSides } from './comparedCase';
import { CHECKS, type Comparison, type Difference, type JudgeDifference } from './comparison';

/** Terms of a decision; the defaults are those of a comparison that nobody asked anything of. */
export interface DecisionTerms {
  /** Half-width of the band in which a change does not matter, 0..1 scale; 0.05 by default. */
  margin?: number;
  /** Two-sided level of the test; 0.05 by default. */
  alpha?: number;
  /** Of everything that is drawn by chance; 1 by default. */
  seed?: number;
}

export const DEFAULT_TERMS = { margin: 0.05, alpha: 0.05, seed: 1 } as const;

/** Tag of cases that may not fail newly, whatever the mean does. */
const MUST_PASS = 'must-pass';

/** The part of a comparison that is computed from its cases. */
export type Decision = Pick<
  Comparison,
  keyof Difference | 'before' | 'after' | 'judges' | 'wouldDecide' | 'margin' | 'alpha' | 'seed' | 'mustPassFailed'
>;

/**
 * What the compared cases say together: the score as a whole is tested by itself, the judges one by one with Holm's
 * correction, and a case that must pass and newly fails decides alone.
 * @param cases those that both versions have
 * @param judges the judges of the newer version, with their scales
 */
export function decide(
  cases: readonly ComparedCase[],
  judges: readonly { judge: string; min: number; max: number }[],
  terms: DecisionTerms = {},
): Decision {
  const { margin = DEFAULT_TERMS.margin, alpha = DEFAULT_TERMS.alpha, seed = DEFAULT_TERMS.seed } = terms;
  const whole = measured(cases, (outcome) => outcome.score, { margin, alpha, seed });
  const parts = judgeDifferences(cases, judges, { margin, alpha, seed });
  const mustPassFailed = cases
    .filter(
      ({ tags, before, after }) =>
        tags.includes(MUST_PASS) && before?.status === 'passed' && after?.status === 'failed',
    )
    .map(({ id }) => id);

  let { verdict, reason } = whole.difference;
  if (cases.length > 0 && cases.every(({ same }) => same)) [verdict, reason] = ['unchanged', 'same'];
  if (verdict !== 'regressed' && parts.some((part) => part.verdict === 'regressed'))
    [verdict, reason] = ['regressed', 'judge'];
  if (mustPassFailed.length > 0) [verdict, reason] = ['regressed', 'must-pass'];
  return {
    ...whole.difference,
    verdict,
    reason,
    before: whole.before,
    after: whole.after,
    judges: parts,
    wouldDecide: verdict === 'inconclusive' ? { ...whole.wouldDecide, repeatsInstead: isMostlyNoise(cases) } : null,
    margin,
    alpha,
    seed,
    mustPassFailed,
  };
}

/** Whether the differences spread mostly since one case scores differently from call to call. */
function isMostlyNoise(cases: readonly ComparedCase[]): boolean {
  const measured = cases.filter(({ same, before, after }) => !same && before !== null && after !== null);
  const repeats = (side: 'before' | 'after') => measured.map((each) => each[side]?.repeats ?? []);
  return (noiseShare(repeats('before'), repeats('after')) ?? 0) > 0.5;
}

/** With one judge and no checks the whole is that judge, and nothing is tested twice. */
function judgeDifferences(
  cases: readonly ComparedCase[],
  judges: readonly { judge: string; min: number; max: number }[],
  terms: Required<DecisionTerms>,
): JudgeDifference[] {
  const hasChecks = cases.some(({ before, after }) => (before?.checks ?? after?.checks ?? null) !== null);
  const names = [...judges, ...(hasChecks && judges.length > 0 ? [{ judge: CHECKS, min: 0, max: 1 }] : [])];
  const parts = names.map((each) => ({
    ...each,
    ...measured(
      cases.filter(({ unjudged }) => !unjudged?.includes(each.judge)),
      (outcome) => (each.judge === CHECKS ? outcome.checks : (outcome.judges[each.judge] ?? null)),
      terms,
    ),
  }));
  const adjusted = holm(parts.map(({ difference }) => difference.p));
  return parts.map(({ judge, min, max, before, after, difference }, index) => {
    const adjustedP = adjusted[index] ?? null;
    const undecided = difference.reason === 'evidence' && (adjustedP === null || adjustedP > terms.alpha);
    return {
      judge,
      min,
      max,
      before,
      after,
      adjustedP,
      ...difference,
      ...(undecided && { verdict: 'inconclusive' as const, reason: 'noise' as const }),
    };
  });
}

function measured(
  cases: readonly ComparedCase[],
  part: Parameters<typeof caseSides>[1],
  { margin, alpha, seed }: Required<DecisionTerms>,
): {
  difference: Difference;
  before: number | null;
  after: number | null;
  wouldDecide: { forMargin: number | null; forEffect: number | null };
} {
  const sides = caseSides(cases, part);
  const result = compareScores(sides.before, sides.after, { margin, alpha, seed });
  const { n, mean, low, high, p, verdict } = result;
  const reason =
    verdict === 'unchanged'
      ? 'margin'
      : verdict !== 'inconclusive'
        ? 'evidence'
        : n < SMALLEST_COMPARISON
          ? 'few'
          : 'noise';
  return {
    difference: { n, mean, low, high, p, verdict, reason },
    before: sides.meanBefore,
    after: sides.meanAfter,
    wouldDecide: { forMargin: result.decide.forMargin, forEffect: result.decide.forEffect },
  };
}
