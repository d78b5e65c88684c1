import { readsCriterion } from '../judge/criterion';
import type { Judge } from '../judge/judge';
import { type JudgeSubject, judgeRequest } from '../judge/judgeRequest';
import { describeInput } from '../judge/judgeVariables';
import { MEASURES, type Measured } from '../judge/measures';
import { OUTCOME_SCALE, outcomeOf, PAIR_SCALE } from '../judge/pairwise';
import { readVerdict } from '../judge/readVerdict';
import type { Evidence, Reading } from '../judge/score';
import { jsonOfReply } from '../judge/verdict/jsonOfReply';
import { weightedVerdict, withScoreAlternatives } from '../judge/weightedVerdict';
import type { ModelReply, Usage } from '../model/provider';
import { type CallResult, type ModelCaller, NotRecordedError } from './modelCaller';
import type { RunHeader } from './run';
import { costOfFailure, runError } from './runError';

/** A judge, the terms on which it judges in this run, and the models that it judges with. */
export interface SeatedJudge {
  judge: Judge;
  terms: RunHeader['judges'][number];
  /** One a model of the panel. */
  callers: readonly ModelCaller[];
  /** Digest of the judge's prompt and of its settings. */
  fingerprint: string;
  /** Embeddings for the formula, where it needs any. @throws {ModelError} */
  embed?: (texts: readonly string[], signal: AbortSignal) => Promise<readonly (readonly number[])[]>;
}

/** One time that a judge is asked about an output. */
export interface Question {
  caller: ModelCaller;
  /** 0-based among the questions to the same model. */
  turn: number;
  order?: 'output-first' | 'output-second';
}

/** What came of one question. */
export interface Answer extends Reading {
  turn: number;
  evidence?: Evidence[];
  usage?: Usage;
  /** US dollars; null where unknown. */
  cost: number | null;
  latencyMs?: number;
}

/** Goes into the cache's keys: to be raised when `judgeRequest` puts its question in another way. */
const QUESTION = 2;

/** A reply without a verdict is asked for once more. */
const ATTEMPTS = 2;

/** Everything that a judge is asked about one output: each model of the panel, as often as the judge repeats. */
export function questionsOf({ judge, callers }: SeatedJudge): Question[] {
  const { repeat, pairwise } = judge.settings;
  const orders = pairwise ? (['output-first', 'output-second'] as const) : [undefined];
  return callers.flatMap((caller) =>
    Array.from({ length: repeat }, (_, index) =>
      orders.map((order, place) => ({
        caller,
        turn: index * orders.length + place,
        ...(order !== undefined && { order }),
      })),
    ).flat(),
  );
}

/**
 * Asks one question. Where the model gives no verdict, twice, or fails, the answer says so and has no score.
 * @param repeat tells the repeats of one case apart
 * @throws the signal's reason as soon as it aborts
 */
export async function askJudge(
  seated: SeatedJudge,
  subject: JudgeSubject,
  { caller, turn, order }: Question,
  { repeat, signal }: { repeat: number; signal: AbortSignal },
): Promise<Answer> {
  const { judge, fingerprint } = seated;
  // The request itself holds random boundaries: what it is made from stays the same.
  const { output, criterion, ...given } = subject;
  const judged = {
    ...(!judge.settings.judgesContext && { output }),
    ...given,
    ...(criterion !== undefined && readsCriterion(judge) && { criterion }),
  };
  const key = caller.keyOf(['judge', QUESTION, fingerprint, judged, turn], repeat);
  const spent: CallResult[] = [];
  const blank = { model: caller.name, turn, score: null, reason: '', ...(order !== undefined && { order }) };
  try {
    for (let attempt = 1; ; attempt++) {
      const request = judgeRequest(judge, subject, order);
      const result = await caller.call(request, { key: attempt === 1 ? key : undefined, signal });
      spent.push(result);
      const read = await readReply(seated, result, subject, { order, signal });
      if (read !== undefined) {
        const { emitted, ...verdict } = read;
        if (!result.cached) await caller.keep(key, kept(result.reply, emitted ?? null));
        return { ...blank, ...takenBy(spent), ...verdict };
      }
      if (attempt === ATTEMPTS) {
        return { ...blank, ...takenBy(spent), error: { kind: 'no-verdict', message: excerpt(result.reply.text) } };
      }
    }
  } catch (error) {
    if (signal.aborted || error instanceof NotRecordedError) throw error;
    const { cost, ...taken } = takenBy(spent);
    const failed = costOfFailure(error);
    return {
      ...blank,
      ...taken,
      cost: cost === null || failed === null ? null : cost + failed,
      error: runError(error),
    };
  }
}

type Verdict = Pick<Answer, 'score' | 'reason' | 'label' | 'mass' | 'evidence' | 'error'> & {
  /** The score as the model wrote it, before it is weighted. */
  emitted?: number;
};

/** The verdict in a reply; undefined where there is none. */
async function readReply(
  { judge, embed }: SeatedJudge,
  { reply }: CallResult,
  subject: JudgeSubject,
  { order, signal }: { order: Question['order']; signal: AbortSignal },
): Promise<Verdict | undefined> {
  const { text, finishReason } = reply;
  const measure = judge.settings.measure === undefined ? undefined : MEASURES[judge.settings.measure];
  if (measure !== undefined) {
    const measured = await measure.compute(jsonOfReply(text), {
      question: describeInput(subject.input),
      passages: subject.context ?? [],
      embed: (texts) => embedded(embed, texts, signal),
    });
    return measured && ofMeasure(measured, text);
  }
  const scale = order === undefined ? judge : PAIR_SCALE;
  const { score, reason, label } = readVerdict(text, scale, { finishReason });
  if (score === null) return undefined;
  if (order !== undefined) {
    const outcome = outcomeOf(score, order);
    return { score: outcome, reason, ...labelOf(outcome) };
  }
  const weighted = judge.settings.logprobs ? weightedVerdict(reply.logprobs, score, judge) : undefined;
  return { score, reason, emitted: score, ...(label !== undefined && { label }), ...weighted };
}

/** A reply as it is kept: alternatives to other tokens than the score's take much room and are never read. */
function kept({ logprobs, ...reply }: ModelReply, score: number | null): ModelReply {
  return logprobs === undefined ? reply : { ...reply, logprobs: withScoreAlternatives(logprobs, score) };
}

function embedded(embed: SeatedJudge['embed'], texts: readonly string[], signal: AbortSignal) {
  if (embed === undefined) throw new Error('this formula needs embeddings, and none are set up');
  return embed(texts, signal);
}

/** A formula that is not defined here is no failure of the model, and no score either. */
function ofMeasure(
  { score, evidence }: Measured,
  text: string,
): Pick<Answer, 'score' | 'reason' | 'evidence' | 'error'> {
  const reply = jsonOfReply(text) as { reason?: unknown };
  const reason = typeof reply.reason === 'string' ? reply.reason : '';
  if (score === null) return { score, reason, evidence, error: { kind: 'nothing-to-measure', message: '' } };
  return { score, reason, evidence };
}

function labelOf(outcome: number): { label?: string } {
  const label = OUTCOME_SCALE.labels?.find(({ score }) => score === outcome)?.label;
  return label === undefined ? {} : { label };
}

function takenBy(spent: readonly CallResult[]): Pick<Answer, 'usage' | 'cost' | 'latencyMs' | 'cached'> {
  const last = spent.at(-1);
  const usage = totalUsage(spent.map(({ reply }) => reply.usage));
  return {
    ...(usage !== undefined && { usage }),
    cost: spent.reduce<number | null>((sum, { cached, price }) => addCost(sum, cached ? 0 : price), 0),
    ...(last !== undefined && { latencyMs: last.reply.latencyMs }),
    cached: spent.length > 0 && spent.every(({ cached }) => cached),
  };
}

/** The sum of two costs in US dollars, unknown where either is. */
export function addCost(sum: number | null, cost: number | null): number | null {
  return sum === null || cost === null ? null : sum + cost;
}

/** The tokens of several calls; undefined where no endpoint told. */
export function totalUsage(usages: readonly (Usage | undefined)[]): Usage | undefined {
  let total: Usage | undefined;
  for (const usage of usages) {
    if (usage === undefined) continue;
    total = { input: (total?.input ?? 0) + usage.input, output: (total?.output ?? 0) + usage.output };
  }
  return total;
}

/** The beginning of a reply in which no verdict could be found: enough to see why. */
function excerpt(text: string): string {
  const characters = [...text.trim()];
  return characters.length > 200 ? `${characters.slice(0, 200).join('')}…` : characters.join('');
}
