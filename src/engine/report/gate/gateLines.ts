import type { GatedPrompt } from '../../gate/gateResult';
import { shownPath } from '../casePlace';
import { calibrationText } from '../judge/calibrationWords';
import { plainLine } from '../plainText';
import { dollars, duration } from '../quantities';
import type { ReportOptions } from '../report';
import { countsText, differenceText, reasonText, sizeOf, verdictName } from './verdictText';

/** Characters of a changed line that a report quotes. */
const LONGEST_LINE = 80;

/** What is said of a prompt after its name and verdict, a line each. */
export function promptLines(prompt: GatedPrompt, options: Pick<ReportOptions, 'say' | 'base'>): string[] {
  const { say, base } = options;
  const { comparison, reason, problems, accepted, measure, unreliable } = prompt;
  const lines: string[] = [];
  if (comparison === null) lines.push(say(`gate.reason-${reason}`));
  else {
    lines.push([differenceText(comparison, options), countsText(comparison, options)].filter(Boolean).join(' · '));
    if (accepted !== undefined) lines.push(say('gate.reason-accepted', { reason: plainLine(accepted.reason) }));
    const why = reasonText(comparison, options);
    if (why !== '') lines.push(why);
    lines.push(...unreliable.map((each) => calibrationText(each, options)));
    if (measure === 'each') lines.push(say('compare.measure-each'));
    lines.push(...causeLines(prompt, options));
    const costs = spendingText(prompt, options);
    if (costs !== '') lines.push(costs);
  }
  for (const { code, file, range, args } of problems) {
    lines.push(plainLine(`${shownPath(file, base)}:${range.start.line + 1}: ${say(code, args)}`));
  }
  return lines;
}

/** The hunks that made it regress: `Likely cause: line 8 “Answer only from the context.” (…)`. */
export function causeLines(
  { cause, comparison }: GatedPrompt,
  { say, base }: Pick<ReportOptions, 'say' | 'base'>,
): string[] {
  if (cause === null || comparison === null) return [];
  if (cause.share === null) return [say('compare.cause-unknown')];
  return cause.guilty.map((index) => {
    const hunk = cause.hunks[index];
    const text = plainLine((hunk?.after.length ? hunk.after : (hunk?.before ?? [])).join(''), LONGEST_LINE);
    // The line that a person looks for is the first with something on it.
    const blankLines = Math.max(0, hunk?.after.findIndex((line) => line.trim() !== '') ?? 0);
    const code = cause.guilty.length > 1 ? 'compare.cause-together' : 'compare.cause';
    return say(hunk?.after.length ? code : `${code}-removed`, {
      place: `${shownPath(hunk?.file ?? '', base)}:${(hunk?.line ?? 0) + 1 + blankLines}`,
      text,
      loss: sizeOf(cause.loss * Math.max(0, Math.min(1, cause.share ?? 0)), comparison.scale),
      cases: cause.cases.length,
    });
  });
}

/** What the comparison took, and how cost and latency of the prompt changed. */
export function spendingText({ comparison }: GatedPrompt, { say }: Pick<ReportOptions, 'say'>): string {
  if (comparison === null) return '';
  const { spent, cost, latencyMs, sequential } = comparison;
  const parts: string[] = [];
  if (spent.known > 0) parts.push(say('compare.spent', { cost: dollars(spent.known) }));
  for (const [code, { before, after }, shown] of [
    ['compare.cost', cost, dollars],
    ['compare.latency', latencyMs, duration],
  ] as const) {
    const [old, now] = [before, after].map((value) => (value === null ? null : shown(value)));
    if (old != null && now != null && old !== now) parts.push(say(code, { before: old, after: now }));
  }
  if (sequential !== null) parts.push(say('compare.sequential', sequential));
  return parts.join(' · ');
}

/** The name of the verdict, or of what stands in its place. */
export function verdictOf({ verdict }: Pick<GatedPrompt, 'verdict'>, options: Pick<ReportOptions, 'say'>): string {
  return verdictName(verdict, options);
}
