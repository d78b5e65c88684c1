import type { CheckResult } from '../judge/score';
import type { ReportOptions } from './report';

/** Why a check does not hold; of a group, also why those of its parts do not that should. */
export function checkText({ check, code, args, parts = [] }: CheckResult, words: Pick<ReportOptions, 'say'>): string {
  const own = words.say(code, args);
  // A group that is turned around fails because its parts hold.
  if (check.startsWith('not-')) return own;
  return [own, ...parts.filter(({ passed }) => !passed).map((part) => checkText(part, words))].join(' ');
}
