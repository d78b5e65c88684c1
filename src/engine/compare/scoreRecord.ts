import type { EvaluationPlan } from '../evaluate/plan';
import type { CaseStatus, Run, RunHeader } from '../evaluate/run';
import { blobId } from '../text/blobId';
import { caseKey } from './caseKey';
import { caseOutcome, isKnown } from './caseOutcome';
import type { CaseOutcome } from './comparison';

/**
 * What a run found of one version of a prompt, without any text of inputs or outputs, so that it may be shared. It
 * belongs to the git blob of the prompt; `cases[].key` is a digest of everything else that a case's scores depend on.
 */
export interface ScoreRecord {
  /** Format of the record. */
  v: 1;
  /** Git blob id of the prompt's text. */
  blob: string;
  /** ISO 8601. */
  at: string;
  /** `provider/name`. */
  model: string;
  repeat: number;
  fingerprints: RunHeader['fingerprints'];
  judges: { judge: string; model: string; min: number; max: number }[];
  /** True where the run did not cover the whole test set. */
  partial: boolean;
  cases: RecordedCase[];
  /** Id of the run on the machine that made it; never shared. */
  run?: string;
}

export interface RecordedCase {
  id: string;
  key: string;
  status: CaseStatus;
  /** 0..1. */
  score: number;
  weight?: number;
  judges?: Record<string, number | null>;
  checks?: number;
  latencyMs?: number;
  cost?: number;
}

/**
 * @returns undefined where no case came to a result
 */
export async function scoreRecord(
  plan: EvaluationPlan,
  run: Run,
  priceOf: Parameters<typeof caseOutcome>[1],
): Promise<ScoreRecord | undefined> {
  const planned = new Map(plan.cases.map((each) => [each.testCase.id, each]));
  const cases: RecordedCase[] = [];
  for (const result of run.cases) {
    const of = planned.get(result.id);
    const outcome = await caseOutcome(result, priceOf);
    if (of === undefined || !isKnown(outcome)) continue;
    const { status, score, judges, checks, latencyMs, cost } = outcome;
    cases.push({
      id: result.id,
      key: caseKey(plan, of),
      status,
      score,
      ...(result.weight !== 1 && { weight: result.weight }),
      ...(Object.keys(judges).length > 0 && { judges: { ...judges } }),
      ...(checks !== null && { checks }),
      ...(latencyMs !== null && { latencyMs: Math.round(latencyMs) }),
      ...(cost !== null && { cost }),
    });
  }
  if (cases.length === 0) return undefined;
  const { header } = run;
  return {
    v: 1,
    blob: blobId(plan.source.text),
    at: header.startedAt,
    model: header.model,
    repeat: header.repeat,
    fingerprints: header.fingerprints,
    judges: header.judges.map(({ judge, model, min, max }) => ({ judge, model, min, max })),
    partial: header.partial || cases.length < (plan.testSet?.cases.length ?? 0),
    cases,
    run: header.id,
  };
}

/** A recorded case as a comparison sees it: scores only. */
export function outcomeOf({ status, score, judges, checks, latencyMs, cost }: RecordedCase): CaseOutcome {
  return {
    status,
    score,
    judges: judges ?? {},
    checks: checks ?? null,
    repeats: [],
    output: null,
    reasons: [],
    cost: cost ?? null,
    latencyMs: latencyMs ?? null,
    recorded: true,
  };
}

/** No weight is larger: their sum has to be a number. */
const LARGEST_WEIGHT = 1e9;

/** Reads one line; undefined where it is none of a known form, such as one torn at the end of a file. */
export function parseScoreRecord(line: string): ScoreRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return isScoreRecord(value) ? value : undefined;
}

/** Records may come from elsewhere, so nothing in them is taken for granted. */
function isScoreRecord(value: unknown): value is ScoreRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { v, blob, at, model, repeat, fingerprints, judges, partial, cases } = value as Partial<ScoreRecord>;
  return (
    v === 1 &&
    [blob, at, model].every((text) => typeof text === 'string') &&
    Number.isInteger(repeat) &&
    typeof partial === 'boolean' &&
    typeof fingerprints === 'object' &&
    fingerprints !== null &&
    ['prompt', 'tests', 'judges', 'settings'].every(
      (part) => typeof fingerprints[part as keyof typeof fingerprints] === 'string',
    ) &&
    Array.isArray(judges) &&
    judges.every(
      (judge) =>
        typeof judge?.judge === 'string' &&
        typeof judge.model === 'string' &&
        Number.isFinite(judge.min) &&
        Number.isFinite(judge.max) &&
        judge.min < judge.max,
    ) &&
    Array.isArray(cases) &&
    cases.every(isRecordedCase)
  );
}

function isRecordedCase(value: RecordedCase | null | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id, key, status, score, judges = {}, checks = 0, latencyMs = 0, cost = 0, weight = 1 } = value;
  return (
    typeof id === 'string' &&
    typeof key === 'string' &&
    (status === 'passed' || status === 'failed') &&
    isShare(score) &&
    isShare(checks) &&
    isAmount(latencyMs) &&
    isAmount(cost) &&
    Number.isFinite(weight) &&
    weight > 0 &&
    weight <= LARGEST_WEIGHT &&
    typeof judges === 'object' &&
    judges !== null &&
    Object.values(judges).every((each) => each === null || isShare(each))
  );
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
