import type { CaseResult, SampleResult } from '../evaluate/run';
import { unfinishedSample } from '../evaluate/unfinishedSample';
import type { CheckResult, Judgement } from '../judge/score';
import { casePlace, shownPath } from './casePlace';
import { shownSample } from './findings';
import { reasonOfJudge } from './judgementText';
import type { ReportedRun, ReportOptions } from './report';

/**
 * What programs read of a run, without its cases. The fields are documented in docs/json-output.md and stay what they
 * are; what is not known is null, never left out.
 */
export function runRecord({ run, calibration }: ReportedRun, { base }: Pick<ReportOptions, 'base'>) {
  const { header, summary, outcome } = run;
  return {
    schema: 1,
    prompt: shownPath(header.prompt, base),
    tests: shownPath(header.tests, base),
    model: header.model,
    run: header.id,
    startedAt: header.startedAt,
    outcome: outcome ?? null,
    repeat: header.repeat,
    partial: header.partial,
    judges: header.judges,
    calibration: (calibration ?? []).map(({ judge, agreement: { disagreements: _, ...agreement }, corrected }) => ({
      judge,
      agreement,
      corrected,
    })),
    summary:
      summary === undefined
        ? null
        : {
            ...summary,
            spread: summary.spread ?? null,
            bias: summary.bias ?? null,
            tokens:
              summary.tokens === null
                ? null
                : { ...summary.tokens, total: summary.tokens.input + summary.tokens.output + summary.tokens.judges },
          },
  };
}

/** What programs read of one case. */
export function caseRecord(reported: ReportedRun, result: CaseResult, options: Pick<ReportOptions, 'base' | 'say'>) {
  const place = casePlace(reported, result.id, options.base);
  const shown = shownSample(result) ?? unfinishedSample(result.id, 0);
  return {
    id: result.id,
    status: result.status,
    score: result.score,
    spread: result.spread ?? null,
    ...evidence(shown, options),
    tokens: sumTokens(result.samples),
    cost: sumCost(result.samples),
    latencyMs: mean(result.samples.map(({ latencyMs }) => latencyMs)),
    ttftMs: mean(result.samples.map(({ ttftMs }) => ttftMs)),
    cached: result.samples.length > 0 && result.samples.every(({ cached }) => cached),
    tags: result.tags,
    weight: result.weight,
    file: place?.file ?? null,
    line: place?.line ?? null,
    ...(result.samples.length > 1 && { samples: result.samples.map((sample) => sampleRecord(sample, options)) }),
  };
}

function sampleRecord(sample: SampleResult, options: Pick<ReportOptions, 'say'>) {
  return {
    repeat: sample.repeat,
    status: sample.status,
    score: sample.score,
    ...evidence(sample, options),
    tokens: sumTokens([sample]),
    cost: sumCost([sample]),
    latencyMs: sample.latencyMs ?? null,
    ttftMs: sample.ttftMs ?? null,
    cached: sample.cached,
  };
}

function evidence(sample: SampleResult, { say }: Pick<ReportOptions, 'say'>) {
  return {
    output: sample.output,
    toolCalls: sample.toolCalls ?? [],
    finishReason: sample.finishReason ?? null,
    truncated: sample.finishReason === 'length',
    error: sample.error ?? null,
    checks: sample.checks.map((check) => checkRecord(check, say)),
    judges: sample.judges.map((judgement) => judgeRecord(judgement, { say })),
  };
}

interface CheckRecord extends Pick<CheckResult, 'check' | 'passed' | 'score' | 'weight'> {
  message: string | null;
  /** It could not be found out, which counts as failed. */
  unknown: boolean;
  /** Of a group. */
  parts: CheckRecord[] | null;
}

function checkRecord(result: CheckResult, say: ReportOptions['say']): CheckRecord {
  const { check, passed, score, weight, code, args, unknown = false, parts } = result;
  const message = passed ? null : say(code, args);
  const inside = parts?.map((part) => checkRecord(part, say)) ?? null;
  return { check, passed, score, weight, message, unknown, parts: inside };
}

function judgeRecord(judgement: Judgement, { say }: Pick<ReportOptions, 'say'>) {
  const { judge, score, normalized, min, max, threshold, passed, weight, model, error } = judgement;
  return {
    judge,
    score,
    label: judgement.label ?? null,
    reason: reasonOfJudge(judgement, { say }),
    normalized,
    min,
    max,
    threshold,
    passed,
    weight,
    model,
    spread: judgement.spread ?? null,
    readings: judgement.readings ?? [],
    mass: judgement.mass ?? null,
    evidence: judgement.evidence ?? [],
    unasked: judgement.unasked ?? null,
    error: error ?? null,
    tokens: judgement.usage ? judgement.usage.input + judgement.usage.output : null,
    cost: judgement.cost,
    latencyMs: judgement.latencyMs ?? null,
    cached: judgement.cached,
  };
}

/** Tokens of the prompt's own calls and its judges'; null where no endpoint told. */
function sumTokens(samples: readonly SampleResult[]) {
  const sum = { input: 0, output: 0, cachedInput: 0, reasoning: 0, judges: 0, total: 0 };
  let known = false;
  for (const { usage, judges } of samples) {
    if (usage !== undefined) {
      known = true;
      sum.input += usage.input;
      sum.output += usage.output;
      sum.cachedInput += usage.cachedInput ?? 0;
      sum.reasoning += usage.reasoning ?? 0;
    }
    for (const judgement of judges) {
      if (judgement.usage === undefined) continue;
      known = true;
      sum.judges += judgement.usage.input + judgement.usage.output;
    }
  }
  sum.total = sum.input + sum.output + sum.judges;
  return known ? sum : null;
}

/** US dollars of the prompt's calls and its judges'; null as soon as one of them is not known. */
function sumCost(samples: readonly SampleResult[]): number | null {
  let sum = 0;
  for (const { cost } of samples.flatMap((sample) => [sample, ...sample.judges])) {
    if (cost === null) return null;
    sum += cost;
  }
  return sum;
}

function mean(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
