import type { RunSummary } from '../evaluate/run';
import type { CaseSpread, NextStep, VarianceParts } from '../evaluate/spread';
import { judgeName } from './judgeName';
import { count, outOf } from './quantities';
import type { ReportOptions } from './report';

type Words = Pick<ReportOptions, 'say'>;
type Scale = RunSummary['scale'];

/** What the repeats of a case are together: `3 of 5 passed · mean 3.4/5 ±0.9`. */
export function repeatsText(spread: CaseSpread, scale: Scale, { say }: Words): string {
  const { n, passed, mean, sd, flaky } = spread;
  const parts = n === 0 ? [] : [say(flaky ? 'spread.flaky' : 'spread.repeats', { passed, n })];
  if (mean !== null && sd !== null) {
    parts.push(say('spread.mean', { mean: outOf(mean, scale), sd: widthOnScale(sd, scale) }));
  }
  return parts.join(' · ');
}

/** `pass^5 60 % · pass@5 100 % · 2 flaky`; empty where nothing was repeated. */
export function passText({ spread }: RunSummary, { say }: Words): string {
  if (spread === undefined || spread.k < 2) return '';
  const { k, passHatK, passAtK, flaky } = spread;
  return [
    ...(passHatK === null ? [] : [`pass^${k} ${percent(passHatK, { say })}`]),
    ...(passAtK === null ? [] : [`pass@${k} ${percent(passAtK, { say })}`]),
    ...(flaky === 0 ? [] : [say('spread.flaky-cases', { count: count(flaky) })]),
  ].join(' · ');
}

/** What would make the mean surer at the least price, in a sentence; empty where the run has no such part. */
export function nextStepText({ spread, scale }: RunSummary, { say }: Words): string {
  if (spread === undefined) return '';
  const { nextStep, variance } = spread;
  if (nextStep.step === 'none') {
    const { width } = nextStep;
    return width === null ? say('spread.too-few') : say('spread.none', { width: widthOnScale(width, scale) });
  }
  if (variance === null) return '';
  const args = { from: widthOnScale(nextStep.from, scale), to: widthOnScale(nextStep.to, scale) };
  if (nextStep.step === 'more-cases') {
    const { more } = nextStep;
    const isKnown = variance.sampleShare !== null && variance.caseShare >= 0.5;
    if (isKnown) return say('spread.more-cases', { ...args, more, share: percent(variance.caseShare, { say }) });
    return say(more === 1 ? 'spread.more-cases-only.one' : 'spread.more-cases-only', { ...args, more });
  }
  const share = percent(shareOf(nextStep, variance), { say });
  return say(`spread.${nextStep.step}`, { ...args, share, ...('repeat' in nextStep && { repeat: nextStep.repeat }) });
}

function shareOf({ step }: NextStep, { sampleShare, judgeShare }: VarianceParts): number {
  return (step === 'repeat-the-judge' ? judgeShare : sampleShare) ?? 0;
}

/** What cannot be told because it was done only once, in sentences. */
export function unknownTexts({ spread }: RunSummary, { say }: Words): string[] {
  return spread === undefined ? [] : spread.unknown.map((what) => say(`spread.unknown-${what}`));
}

/**
 * One line on the spread of a run, for reports: pass^k, flaky cases and the next step. Empty where nothing was repeated,
 * as then there is nothing that the interval does not say.
 */
export function spreadLine(summary: RunSummary, words: Words): string {
  const { spread } = summary;
  if (spread === undefined) return '';
  const isSplit = spread.variance !== null && (spread.variance.sampleShare ?? spread.variance.judgeShare) !== null;
  return [passText(summary, words), isSplit ? nextStepText(summary, words) : '']
    .filter((part) => part !== '')
    .join(' · ');
}

/** What may have favoured some answers, a sentence each; only what is worth a look. */
export function hintTexts({ bias }: RunSummary, { say }: Words): string[] {
  if (bias === undefined) return [];
  return [
    ...bias.selfPreference.map(({ judge, model, family }) =>
      say('bias.self-preference', { judge: judgeName(judge), model, family }),
    ),
    ...bias.length
      .filter(({ hint }) => hint)
      .map(({ judge, n, rho, p }) =>
        say((rho ?? 0) > 0 ? 'bias.length-longer' : 'bias.length-shorter', {
          judge: judgeName(judge),
          rho: (rho ?? 0).toFixed(2).replace('-', '−'),
          p: probability(p ?? 1),
          n: count(n),
        }),
      ),
    ...bias.position
      .filter(({ hint }) => hint)
      .map(({ judge, pairs, turned }) =>
        say('bias.position', { judge: judgeName(judge), pairs: count(pairs), turned }),
      ),
  ];
}

/** A share of 0..1: `60 %`. */
export function percent(share: number, { say }: Words): string {
  return say('spread.share', { percent: Math.round(share * 100) });
}

/** A width, which has no offset: `0.9` on a scale of 1 to 5. Small ones keep a digit that is not 0. */
export function widthOnScale(width: number, { min, max }: Scale): string {
  const own = width * (max - min);
  const digits = max - min <= 1 ? 2 : 1;
  if (own > 0 && own < 0.5 * 10 ** -digits) return `<${10 ** -digits}`;
  return String(Number(own.toFixed(digits)));
}

function probability(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${p < 0.01 ? p.toFixed(3) : p.toFixed(2)}`;
}
