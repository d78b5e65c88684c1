import type { Agreement, Disagreement, Estimate } from '../../calibrate/agreement';
import type { JudgeTerms } from '../../evaluate/judgeTerms';
import { count } from '../quantities';
import type { ReportOptions } from '../report';

type Words = Pick<ReportOptions, 'say'>;

/** Two digits, as agreement is mostly given: `0.71`, `−0.08`. */
export function coefficient(value: number): string {
  // What rounds to nothing has no sign.
  return value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace(/^-/, '−');
}

/** `0.71 (95 % 0.55 to 0.83)`, or that it is undefined. */
export function estimateText(estimate: Estimate | null, { say }: Words, write = coefficient): string {
  if (estimate === null) return say('agreement.undefined');
  const { value, low, high } = estimate;
  if (low === null || high === null) return write(value);
  return say('agreement.estimate', { value: write(value), low: write(low), high: write(high) });
}

function intervalText(estimate: Estimate | null, { say }: Words, write: (value: number) => string): string {
  if (estimate === null || estimate.low === null || estimate.high === null) return '';
  return say('agreement.interval', { low: write(estimate.low), high: write(estimate.high) });
}

/** A share in whole percent. */
export function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}

/** What can be said of the judge, in one sentence. */
export function standingText({ standing, n, unjudged, level, leastLabels }: Agreement, { say }: Words): string {
  // More labels would not help where it is the judge that has nothing to say of those there are.
  const judgeIsSilent = standing === 'too-few' && unjudged > 0 && (n === 0 || n + unjudged >= leastLabels);
  return say(`agreement.standing-${judgeIsSilent ? 'unjudged' : standing}`, {
    n: count(n),
    all: count(n + unjudged),
    level: coefficient(level),
    least: count(leastLabels),
  });
}

/** A score of people or of a judge as it is shown: by its label, where it has one. */
export function shownScore(score: number, { labels }: Pick<JudgeTerms, 'labels'>): string {
  return labels?.find((label) => label.score === score)?.label ?? String(Number(score.toFixed(2)));
}

/** The outputs that judge and people see differently, the strongest disagreement first: not what reads the same. */
export function seenDifferently({ disagreements }: Agreement, terms: Pick<JudgeTerms, 'labels'>): Disagreement[] {
  return disagreements.filter(({ human, judge }) => shownScore(human, terms) !== shownScore(judge, terms));
}

/** One coefficient in words. */
export interface AgreementRow {
  name: string;
  /** With its interval: `0.71 (95 % 0.55 to 0.83)`. */
  text: string;
  /** The two apart: `0.71`, `0.55 to 0.83`; empty where there is none. */
  value: string;
  interval: string;
  /** What it says, where that needs saying. */
  about?: string;
}

/** The coefficients with their names, in the order in which they matter; none where nothing was judged. */
export function agreementRows(agreement: Agreement, words: Words): AgreementRow[] {
  if (agreement.n === 0) return [];
  const { say } = words;
  const { kappa, alpha, alphaOfPeople, spearman, kendall, bias, accuracy, passAccuracy } = agreement;
  const row = (code: string, estimate: Estimate | null, write = coefficient): AgreementRow => ({
    name: say(`agreement.${code}`),
    text: estimateText(estimate, words, write),
    value: estimate === null ? say('agreement.undefined') : write(estimate.value),
    interval: intervalText(estimate, words, write),
  });
  return [
    row('kappa-quadratic', kappa.quadratic),
    row('kappa-linear', kappa.linear),
    row('kappa', kappa.none),
    row('alpha-ordinal', alpha.ordinal),
    row('alpha-interval', alpha.interval),
    row('alpha-nominal', alpha.nominal),
    ...(alphaOfPeople === null ? [] : [row('alpha-people', alphaOfPeople)]),
    row('spearman', spearman),
    row('kendall', kendall),
    row('accuracy', accuracy, percent),
    row('pass-accuracy', passAccuracy, percent),
    { ...row('bias', bias, signedScore), about: biasText(bias, words) },
  ];
}

function signedScore(value: number): string {
  const rounded = Number(value.toFixed(2));
  return rounded > 0 ? `+${rounded}` : String(rounded).replace(/^-/, '−');
}

/** Whether the judge is kinder or harder than people, where the interval leaves no doubt. */
function biasText(bias: Estimate | null, { say }: Words): string {
  if (bias === null || bias.low === null || bias.high === null || (bias.low <= 0 && bias.high >= 0)) return '';
  return say(bias.value > 0 ? 'agreement.kinder' : 'agreement.harder');
}
