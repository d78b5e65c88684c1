import type { CaseResult, SampleResult } from '../evaluate/run';
import type { Usage } from '../model/provider';
import type { CaseOutcome } from './comparison';

/**
 * What a run found of a case, in the form in which versions are compared.
 * @param priceOf US dollars of a call, also of one that came from the cache
 */
export async function caseOutcome(
  { status, score, samples }: CaseResult,
  priceOf: (usage: Usage | undefined) => Promise<number | null>,
): Promise<CaseOutcome> {
  const [first] = samples;
  const error = samples.find((sample) => sample.error !== undefined)?.error;
  return {
    status,
    score,
    judges: judgeMeans(samples),
    checks: checkShare(samples),
    repeats: samples.map((sample) => sample.score),
    output: first?.output ?? null,
    reasons: first === undefined ? [] : reasonsOf(first),
    ...(error !== undefined && { error }),
    cost: sum(await Promise.all(samples.map(({ usage }) => priceOf(usage)))),
    latencyMs: mean(samples.map(({ latencyMs }) => latencyMs ?? null)),
    recorded: false,
  };
}

/** Whether a case came to a result that a comparison can rest on. */
export function isKnown(outcome: CaseOutcome | null): outcome is CaseOutcome & { score: number } {
  return outcome !== null && outcome.score !== null && (outcome.status === 'passed' || outcome.status === 'failed');
}

function judgeMeans(samples: readonly SampleResult[]): Record<string, number | null> {
  const names = new Set(samples.flatMap(({ judges }) => judges.map(({ judge }) => judge)));
  const means: [string, number | null][] = [...names].map((name) => [
    name,
    mean(samples.map(({ judges }) => judges.find(({ judge }) => judge === name)?.normalized ?? null)),
  ]);
  return Object.fromEntries(means);
}

function checkShare(samples: readonly SampleResult[]): number | null {
  if (samples.every(({ checks }) => checks.length === 0)) return null;
  return mean(samples.map(({ checks }) => (checks.length > 0 && checks.every(({ passed }) => passed) ? 1 : 0)));
}

function reasonsOf({ judges, checks }: SampleResult): CaseOutcome['reasons'] {
  return [
    ...checks.filter(({ passed }) => !passed).map(({ check, score }) => ({ name: check, score, max: 1, reason: '' })),
    ...judges.map(({ judge, score, max, reason }) => ({ name: judge, score, max, reason })),
  ];
}

/** Null as soon as one of them is not known. */
export function sum(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((total, value) => (total === null || value === null ? null : total + value), 0);
}

/** Null as soon as one of them is not known, or where there is none. */
export function mean(values: readonly (number | null)[]): number | null {
  const total = sum(values);
  return total === null || values.length === 0 ? null : total / values.length;
}
