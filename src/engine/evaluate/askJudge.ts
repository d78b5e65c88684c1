import { type Judge, type JudgeSubject, judgeRequest } from '../judge/judge';
import { readVerdict } from '../judge/readVerdict';
import type { Judgement } from '../judge/score';
import type { Usage } from '../model/provider';
import type { CallResult, ModelCaller } from './modelCaller';
import type { RunHeader } from './run';
import { costOfFailure, runError } from './runError';

/** A judge, the terms on which it judges in this run, and the model that it judges with. */
export interface SeatedJudge {
  judge: Judge;
  terms: RunHeader['judges'][number];
  caller: ModelCaller;
  /** Digest of the judge's prompt. */
  fingerprint: string;
}

/** Goes into the cache's keys: to be raised when `judgeRequest` puts its question in another way. */
const QUESTION = 1;

/** A reply without a verdict is asked for once more. */
const ATTEMPTS = 2;

/**
 * Asks a judge for its verdict. Where it gives none, twice, or its model fails, the judgement says so and has no score.
 * @param repeat tells the repeats of one case apart
 * @throws the signal's reason as soon as it aborts
 */
export async function askJudge(
  { judge, terms, caller, fingerprint }: SeatedJudge,
  subject: JudgeSubject,
  { repeat, signal }: { repeat: number; signal: AbortSignal },
): Promise<Judgement> {
  // The request itself holds random boundaries: what it is made from stays the same.
  const key = caller.keyOf(['judge', QUESTION, fingerprint, subject], repeat);
  const spent: CallResult[] = [];
  try {
    for (let attempt = 1; ; attempt++) {
      const result = await caller.call(judgeRequest(judge, subject), { key: attempt === 1 ? key : undefined, signal });
      spent.push(result);
      const { text, finishReason } = result.reply;
      const { score, reason } = readVerdict(text, terms, { finishReason });
      if (score !== null) {
        if (!result.cached) await caller.keep(key, result.reply);
        return { ...judgement(terms, spent), ...grade(score, terms), reason };
      }
      if (attempt === ATTEMPTS) {
        return { ...judgement(terms, spent), error: { kind: 'no-verdict', message: excerpt(text) } };
      }
    }
  } catch (error) {
    if (signal.aborted) throw error;
    const { cost, ...rest } = judgement(terms, spent);
    const failed = costOfFailure(error);
    return { ...rest, cost: cost === null || failed === null ? null : cost + failed, error: runError(error) };
  }
}

/** A judgement without a score, with what its calls have taken. */
function judgement(terms: RunHeader['judges'][number], spent: readonly CallResult[]): Judgement {
  const { judge, min, max, threshold, weight, model } = terms;
  const last = spent.at(-1);
  const usage = totalUsage(spent);
  return {
    judge,
    score: null,
    normalized: null,
    min,
    max,
    threshold,
    passed: null,
    reason: '',
    weight,
    model,
    ...(usage !== undefined && { usage }),
    cost: spent.reduce<number | null>((sum, { cached, price }) => addCost(sum, cached ? 0 : price), 0),
    ...(last !== undefined && { latencyMs: last.reply.latencyMs }),
    cached: spent.length > 0 && spent.every(({ cached }) => cached),
  };
}

function grade(score: number, { min, max, threshold }: RunHeader['judges'][number]) {
  return { score, normalized: max > min ? (score - min) / (max - min) : 0, passed: score >= threshold };
}

function addCost(sum: number | null, cost: number | null): number | null {
  return sum === null || cost === null ? null : sum + cost;
}

function totalUsage(spent: readonly CallResult[]): Usage | undefined {
  let total: Usage | undefined;
  for (const { reply } of spent) {
    if (reply.usage === undefined) continue;
    total = {
      input: (total?.input ?? 0) + reply.usage.input,
      output: (total?.output ?? 0) + reply.usage.output,
    };
  }
  return total;
}

/** The beginning of a reply in which no verdict could be found: enough to see why. */
function excerpt(text: string): string {
  const characters = [...text.trim()];
  return characters.length > 200 ? `${characters.slice(0, 200).join('')}…` : characters.join('');
}
