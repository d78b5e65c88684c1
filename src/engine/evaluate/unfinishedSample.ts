import type { SampleResult } from './run';

/** A sample that was never run, or was stopped before it had an output. */
export function unfinishedSample(caseId: string, repeat: number): SampleResult {
  return {
    caseId,
    repeat,
    status: 'cancelled',
    score: null,
    output: null,
    checks: [],
    judges: [],
    cost: 0,
    cached: false,
  };
}
