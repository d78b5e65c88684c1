import { CHECKS, type Comparison, type JudgeDifference, type Verdict } from '../../compare/comparison';
import { SMALLEST_COMPARISON } from '../../statistics';
import { plainLine } from '../plainText';
import { onScale } from '../quantities';
import type { ReportOptions } from '../report';

type Words = Pick<ReportOptions, 'say'>;
type Scale = { min: number; max: number };

/** `Regressed`, in the reader's language. */
export function verdictName(verdict: Verdict, { say }: Words): string {
  return say(`compare.verdict-${verdict}`);
}

/** One sentence: `Regressed: 0.5 points worse on 12 cases (95 % −0.8 to −0.2).` */
export function verdictSentence(comparison: Comparison, words: Words): string {
  return named(comparison.verdict, differenceText(comparison, words), words);
}

/** A verdict with what speaks for it. */
export function named(verdict: Verdict, text: string, words: Words): string {
  return words.say('compare.named', { verdict: verdictName(verdict, words), text });
}

/** How large the difference is and how sure: `0.5 points worse on 12 cases (95 % −0.8 to −0.2)`. */
export function differenceText({ n, mean, low, high, scale }: Comparison, { say }: Words): string {
  const cases = say(n === 1 ? 'compare.cases.one' : 'compare.cases', { count: n });
  if (mean === null || mean === 0) return say('compare.no-difference', { cases });
  const size = sizeOf(Math.abs(mean), scale);
  const direction = mean < 0 ? 'compare.worse' : 'compare.better';
  const sentence = say(size === '1' ? `${direction}.one` : direction, { size, cases });
  if (low === null || high === null) return sentence;
  return `${sentence} (${say('compare.interval', { low: signed(low, scale), high: signed(high, scale) })})`;
}

/** `5 worse, 1 better, 6 the same sample`, naming only what there is. */
export function countsText({ counts }: Comparison, { say }: Words): string {
  const kinds = ['worse', 'better', 'equal', 'same', 'unknown', 'added', 'removed'] as const;
  return kinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => say(`compare.count-${kind}`, { count: counts[kind] }))
    .join(say('report.comma'));
}

/** Why the verdict is this one, and what would decide; empty where the numbers say it all. */
export function reasonText(comparison: Comparison, { say }: Words): string {
  const { reason, margin, n, mustPassFailed, judges, scale, wouldDecide } = comparison;
  const sentences: string[] = [];
  if (reason === 'must-pass') sentences.push(say('compare.reason-must-pass', { ids: list(mustPassFailed, say) }));
  else if (reason === 'judge') {
    const worse = judges.filter(({ verdict }) => verdict === 'regressed').map(({ judge }) => judge);
    sentences.push(say('compare.reason-judge', { judges: list(worse, say) }));
  } else if (reason !== 'evidence') {
    sentences.push(say(`compare.reason-${reason}`, { margin: sizeOf(margin, scale), n, least: SMALLEST_COMPARISON }));
  }
  if (wouldDecide !== null && reason === 'noise') {
    const { forEffect, forMargin, repeatsInstead } = wouldDecide;
    if (repeatsInstead) sentences.push(say('compare.repeats-instead'));
    else if (forEffect !== null && forEffect > n) sentences.push(say('compare.would-decide', { count: forEffect }));
    if (forMargin !== null && forMargin > n) {
      sentences.push(say('compare.would-decide-margin', { count: forMargin, margin: sizeOf(margin, scale) }));
    }
  }
  return sentences.join(' ');
}

/** All that the verdict was computed from. */
export function numbersText(comparison: Comparison, { say }: Words): string {
  const { mean, low, high, p, n, margin, seed, scale } = comparison;
  if (mean === null || low === null || high === null) return '';
  return say('compare.numbers', {
    mean: signed(mean, scale),
    low: signed(low, scale),
    high: signed(high, scale),
    p: p === null ? '–' : probability(p),
    n,
    margin: sizeOf(margin, scale),
    seed,
  });
}

/** `correctness 4.1 → 3.6 (−0.5)`. */
export function judgeText(difference: JudgeDifference): string {
  const { judge, before, after, mean } = difference;
  const scale = judge === CHECKS ? { min: 0, max: 1 } : difference;
  const sides = before === null || after === null ? '' : ` ${onScale(before, scale)} → ${onScale(after, scale)}`;
  return `${plainLine(judge)}${sides}${mean === null ? '' : ` (${signed(mean, scale)})`}`;
}

/** A difference on a scale with its sign: `−0.8`, `+1`, `0`. */
export function signed(difference: number, scale: Scale): string {
  const size = sizeOf(Math.abs(difference), scale);
  if (Number(size) === 0) return '0';
  return `${difference < 0 ? '−' : '+'}${size}`;
}

/** The size of a difference on a scale; two digits, since what counts is often less than a tenth. */
export function sizeOf(difference: number, { min, max }: Scale): string {
  return (difference * (max - min)).toFixed(2).replace(/\.?0+$/, '');
}

/** A probability as people write it. */
export function probability(p: number): string {
  return p < 0.001 ? '<0.001' : p.toFixed(3).replace(/0+$/, '').replace(/\.$/, '');
}

function list(names: readonly string[], say: Words['say']): string {
  return names.map((name) => plainLine(name, 60)).join(say('report.comma'));
}
