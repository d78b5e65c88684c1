import type { Run, RunSummary } from '../evaluate/run';
import { count, dollars, duration, onScale, outOf } from './quantities';
import type { ReportOptions } from './report';

type Words = Pick<ReportOptions, 'say'>;

/** The summary of a run in one line: `10 passed, 2 failed · 4.1/5 (95 % 3.7 to 4.5) · $0.004 · …`. */
export function summaryLine(summary: RunSummary, { say }: Words): string {
  return [
    countsText(summary, { say }),
    scoreText(summary, { say }),
    costText(summary, { say }),
    tokensText(summary, { say }),
    firstTokenText(summary, { say }),
    summary.cached === 0 ? '' : say('report.from-cache', { count: count(summary.cached) }),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** `10 passed, 2 failed`, naming only what there is. */
export function countsText({ passed, failed, errors, cancelled }: RunSummary, { say }: Words): string {
  const parts = [say('report.passed', { count: passed })];
  if (failed > 0) parts.push(say('report.failed', { count: failed }));
  if (errors > 0) parts.push(say('report.errors', { count: errors }));
  if (cancelled > 0) parts.push(say('report.cancelled', { count: cancelled }));
  return parts.join(say('report.comma'));
}

/** `4.1/5 (95 % 3.7 to 4.5)`; empty where no case has a score. */
export function scoreText({ score, interval, scale }: RunSummary, { say }: Words): string {
  if (score === null) return '';
  if (interval === null) return outOf(score, scale);
  const [low, high] = [onScale(interval.low, scale), onScale(interval.high, scale)];
  return say('report.score-interval', { score: outOf(score, scale), low, high });
}

/** The cost, or what is known of it; empty where nothing was called. */
export function costText({ cost, knownCost }: RunSummary, { say }: Words): string {
  if (cost !== null) return dollars(cost);
  return knownCost > 0 ? say('report.cost-at-least', { cost: dollars(knownCost) }) : say('report.cost-unknown');
}

/** Empty where there are none: the built-in baseline makes none. */
function tokensText({ tokens }: RunSummary, { say }: Words): string {
  const total = tokens === null ? 0 : tokens.input + tokens.output + tokens.judges;
  return total === 0 ? '' : say('report.tokens', { count: count(total) });
}

function firstTokenText({ tokens, ttftMs }: RunSummary, { say }: Words): string {
  const madeNone = tokens !== null && tokens.output === 0;
  return ttftMs === null || madeNone ? '' : say('report.first-token', { time: duration(ttftMs.p50) });
}

/** Why a run did not come to its end, with the remedy; empty where it did. */
export function outcomeText({ outcome, header }: Run, { say }: Words): string {
  switch (outcome?.kind) {
    case 'cancelled':
      return say('report.outcome-cancelled', { run: header.id });
    case 'budget':
      return say('report.outcome-budget', { run: header.id });
    case 'stopped': {
      const { kind, message, origin } = outcome.error;
      return say(`report.outcome-stopped-${kind}`, { message, origin: origin ?? '', run: header.id });
    }
    default:
      return '';
  }
}
