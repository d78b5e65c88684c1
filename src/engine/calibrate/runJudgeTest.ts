import { judgeOutput } from '../evaluate/judgeOutput';
import { modelsOfJudge } from '../evaluate/judgeTerms';
import { createModelCallers } from '../evaluate/modelCallers';
import { Schedule } from '../evaluate/schedule';
import { seatJudge } from '../evaluate/seatJudge';
import type { Host } from '../host';
import type { Judgement, RunError } from '../judge/score';
import type { ModelSet } from '../model/createModels';
import { onAbort } from '../model/onAbort';
import { hasErrors, ProblemError } from '../problem';
import type { JudgeTestPlan } from './judgeTestPlan';
import type { LabelledOutput } from './labelledOutput';

export interface JudgeTestOptions {
  host: Host;
  models: Pick<ModelSet, 'resolve'>;
  /** Calls at once; 10 by default. */
  concurrency?: number;
  /** False to ask the models anew and keep nothing; true by default. */
  cache?: boolean;
  /** True to ask nothing that costs: outputs whose judgement is not on record are left out. */
  recordedOnly?: boolean;
  /** US dollars, above 0: once so much is spent, nothing new is begun. */
  budget?: number;
  signal?: AbortSignal;
  /** Told after each judgement. */
  onProgress?: (finished: number, total: number) => void;
}

/** A judge's verdicts on labelled outputs. */
export interface JudgedOutputs {
  /** In the order of the labelled outputs; those that were cut off are left out. */
  judged: { output: LabelledOutput; judgement: Judgement }[];
  /** Why not all were judged. */
  stopped?: { kind: 'cancelled' | 'budget' } | { kind: 'failed'; error: RunError };
  /** US dollars of all calls that were paid for. */
  knownCost: number;
}

const AT_ONCE = 10;

/**
 * Asks a judge about labelled outputs. Outputs that have been judged in a run come from the cache and cost nothing.
 * @throws {ProblemError} where the plan has errors; then nothing was called
 */
export async function judgeLabelled(
  plan: JudgeTestPlan,
  options: JudgeTestOptions,
  outputs: readonly LabelledOutput[] = plan.outputs,
): Promise<JudgedOutputs> {
  const { seat, request } = plan;
  if (seat === undefined || hasErrors(plan.problems)) throw new ProblemError(plan.problems);
  const { host, models, signal, budget, onProgress } = options;
  const schedule = new Schedule(Math.max(1, Math.floor(options.concurrency ?? AT_ONCE)));
  const abort = new AbortController();
  let stopped: JudgedOutputs['stopped'];
  let knownCost = 0;
  const stop = (why: NonNullable<JudgedOutputs['stopped']>, cutOff: boolean) => {
    stopped ??= why;
    schedule.close();
    if (cutOff) abort.abort(new Error('judging has ended'));
  };
  const stopListening = signal && onAbort(signal, () => stop({ kind: 'cancelled' }, true));
  const callers = await createModelCallers(modelsOfJudge(seat.terms), {
    host,
    models,
    embeddings: [seat.judge.settings.embedding ?? []].flat(),
    cache: options.cache ?? true,
    workspace: request.workspace,
    file: seat.judge.source.file,
    ...(options.recordedOnly && { recordedOnly: true }),
    onSpent(cost) {
      knownCost += cost ?? 0;
      if (budget !== undefined && knownCost >= budget) stop({ kind: 'budget' }, false);
    },
  });
  const seated = seatJudge(seat, callers);
  let finished = 0;
  try {
    const all = await Promise.all(
      outputs.map(async (output) => {
        const judgement = await judgeOutput(seated, output.subject, {
          repeat: 0,
          schedule,
          signal: abort.signal,
          onStop: (error) => stop({ kind: 'failed', error }, true),
        });
        if (judgement === undefined) return undefined;
        finished++;
        onProgress?.(finished, outputs.length);
        return { output, judgement };
      }),
    );
    const judged = all.filter((each) => each !== undefined);
    return { judged, knownCost, ...(stopped !== undefined && { stopped }) };
  } finally {
    stopListening?.();
    await callers.close();
  }
}
