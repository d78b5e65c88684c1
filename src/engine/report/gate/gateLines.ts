import type { GatedPrompt } from '../../gate/gateResult';
import { shownPath } from '../casePlace';
import { plainLine } from '../plainText';
import { dollars, duration } from '../quantities';
import type { ReportOptions } from '../report';
import { countsText, differenceText, reasonText, verdictName } from './verdictText';

/** What is said of a prompt after its name and verdict, a line each. */
export function promptLines(prompt: GatedPrompt, options: Pick<ReportOptions, 'say' | 'base'>): string[] {
  const { say, base } = options;
  const { comparison, reason, problems, accepted, measure } = prompt;
  const lines: string[] = [];
  if (comparison === null) lines.push(say(`gate.reason-${reason}`));
  else {
    lines.push([differenceText(comparison, options), countsText(comparison, options)].filter(Boolean).join(' · '));
    if (accepted !== undefined) lines.push(say('gate.reason-accepted', { reason: plainLine(accepted.reason) }));
    const why = reasonText(comparison, options);
    if (why !== '') lines.push(why);
    if (measure === 'each') lines.push(say('compare.measure-each'));
    const costs = spendingText(prompt, options);
    if (costs !== '') lines.push(costs);
  }
  for (const { code, file, range, args } of problems) {
    lines.push(plainLine(`${shownPath(file, base)}:${range.start.line + 1}: ${say(code, args)}`));
  }
  return lines;
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
