import type { CaseResult, SampleResult } from '../../../src/engine/evaluate/run';
import type { CheckResult, Judgement } from '../../../src/engine/judge/score';

/** A finished sample, passed unless told otherwise. */
export function sample(over: Partial<SampleResult> = {}): SampleResult {
  return {
    caseId: 'rag',
    repeat: 0,
    status: 'passed',
    score: 1,
    output: 'ok',
    checks: [],
    judges: [],
    cost: 0.001,
    cached: false,
    ...over,
  };
}

/** A verdict on a scale of 1 to 5 with threshold 4. */
export function judgement(score: number | null, over: Partial<Judgement> = {}): Judgement {
  return {
    judge: 'correctness',
    score,
    normalized: score === null ? null : (score - 1) / 4,
    min: 1,
    max: 5,
    threshold: 4,
    passed: score === null ? null : score >= 4,
    reason: '',
    weight: 1,
    model: 'openai/judge',
    cost: 0.002,
    cached: false,
    ...over,
  };
}

export function check(passed: boolean, over: Partial<CheckResult> = {}): CheckResult {
  return {
    check: 'contains',
    passed,
    score: passed ? 1 : 0,
    weight: 1,
    code: 'check.contains',
    args: {},
    index: 0,
    ...over,
  };
}

/** A case of one sample, with the sample's status and score. */
export function caseOf(only: SampleResult, over: Partial<CaseResult> = {}): CaseResult {
  return { id: only.caseId, status: only.status, score: only.score, samples: [only], tags: [], weight: 1, ...over };
}
