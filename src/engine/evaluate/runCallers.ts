import type { Host } from '../host';
import { embeddingChecks } from '../judge/checks';
import type { ModelSet } from '../model/createModels';
import type { SeatedJudge } from './askJudge';
import { type JudgeTerms, modelsOfJudge } from './judgeTerms';
import type { ModelCaller } from './modelCaller';
import { createModelCallers } from './modelCallers';
import type { EvaluationPlan } from './plan';
import { seatJudge } from './seatJudge';

/** Everything that a run calls: the prompt's model and the judges', which share a cache and their endpoints. */
export interface RunCallers {
  prompt: ModelCaller;
  judges: readonly SeatedJudge[];
  /** Embeds texts with a model that a check of the plan names. */
  embed(texts: readonly string[], model: string, signal: AbortSignal): Promise<number[][]>;
  /** Takes the keys of all endpoints in use out of a text. */
  scrub(text: string): string;
  /** Waits for what is still being written. */
  close(): Promise<void>;
}

export interface RunCallersOptions {
  host: Host;
  models: Pick<ModelSet, 'resolve'>;
  cache: boolean;
  /** Told of every call that is paid for. */
  onSpent(cost: number | null): void;
}

/** @throws {ProblemError} for a model that leads nowhere */
export async function createRunCallers(plan: EvaluationPlan, options: RunCallersOptions): Promise<RunCallers> {
  const { workspace, prompt } = plan.request;
  const names = [plan.model, ...plan.judges.flatMap(modelsOfJudge)];
  const ofChecks = plan.testSet === undefined ? [] : embeddingChecks(plan.testSet).map(({ model }) => model);
  const embeddings = [...ofChecks, ...plan.loadedJudges.flatMap(({ judge }) => judge.settings.embedding ?? [])];
  const callers = await createModelCallers(names, { ...options, embeddings, workspace, file: prompt });
  return {
    prompt: callers.of(plan.model),
    judges: plan.loadedJudges.map(({ judge, fingerprint }, index) => {
      const terms = plan.judges[index] as JudgeTerms;
      return seatJudge({ judge, fingerprint, terms }, callers);
    }),
    embed: (texts, model, signal) => callers.embedding(model).embed(texts, signal),
    scrub: callers.scrub,
    close: callers.close,
  };
}
