import type { CheckSpec } from '../../testset/testSet';
import { badArgument, type Check, type CheckFinding, type CheckSubject } from './check';

/** The whole reply took at most so many milliseconds: `latency: 2000`. */
export const latency = limit(({ latencyMs }) => latencyMs, 'check.latency-unknown', 0);

/** The call cost at most so many US dollars: `cost: 0.002`. An unknown cost is no pass. */
export const cost = limit(({ cost: dollars }) => dollars ?? undefined, 'check.cost-unknown', 6);

function limit(measure: (subject: CheckSubject) => number | undefined, unknown: string, digits: number): Check {
  return {
    fault: (spec) => (limitOf(spec) === undefined ? badArgument(spec, 'number') : undefined),
    run(spec, subject): CheckFinding {
      const most = limitOf(spec) ?? 0;
      const found = measure(subject);
      if (found === undefined) return { holds: false, args: { limit: most }, unknown };
      return { holds: found <= most, args: { found: Number(found.toFixed(digits)), limit: most } };
    },
  };
}

function limitOf({ argument }: CheckSpec): number | undefined {
  return typeof argument === 'number' && argument >= 0 && Number.isFinite(argument) ? argument : undefined;
}
