import type { CheckResult, Judgement, RunError } from '../judge/score';
import type { CaseStatus } from './run';

/** What is known of one output. */
export interface SampleEvidence {
  checks: readonly CheckResult[];
  judges: readonly Judgement[];
  /** Why there is no output to judge. */
  error?: RunError;
  /** Whether the model gave an answer at all: text or a tool call, not a refusal. */
  answered: boolean;
}

/**
 * The score of one output on 0..1 and whether it passes.
 *
 * The score is the weighted mean of the judges, or of the checks where there is no judge; it is null as soon as one
 * part of it is not known. What is known to be below fails the sample even where another judge gave no verdict.
 */
export function scoreSample({ checks, judges, error, answered }: SampleEvidence): {
  status: CaseStatus;
  score: number | null;
} {
  if (error !== undefined) return { status: 'error', score: null };
  const score =
    judges.length > 0
      ? weightedMean(judges.map(({ normalized, weight }) => ({ score: normalized, weight })))
      : weightedMean(checks);
  const below = checks.some(({ passed }) => !passed) || judges.some(({ passed }) => passed === false);
  if (below) return { status: 'failed', score };
  if (judges.some(({ passed }) => passed === null)) return { status: 'error', score };
  if (judges.length === 0 && checks.length === 0) return { status: answered ? 'passed' : 'failed', score };
  return { status: 'passed', score };
}

function weightedMean(parts: readonly { score: number | null; weight: number }[]): number | null {
  let sum = 0;
  let weights = 0;
  for (const { score, weight } of parts) {
    if (score === null) return null;
    sum += score * weight;
    weights += weight;
  }
  return weights > 0 ? sum / weights : null;
}
