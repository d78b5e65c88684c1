import type { Engine } from '../../engine';
import { modelsOfJudge } from '../../engine/evaluate/judgeTerms';
import type { EvaluationPlan } from '../../engine/evaluate/plan';
import type { Secrets } from '../../engine/host';
import { type Endpoint, originOf } from '../../engine/model/endpoint';

/** Whether all models of a plan can be called, as far as that is known without calling them. */
export type Readiness =
  | { ready: true }
  /** The endpoint is known, and wants a key that nobody gave. */
  | { ready: false; kind: 'no-key'; model: string; endpoint: Endpoint }
  /** No model is named, or its name belongs to no endpoint. */
  | { ready: false; kind: 'unknown'; model: string; code: string; args?: Record<string, string | number> };

/** Looks at the model under test and at the judges' models. */
export async function readinessOf(
  plan: Pick<EvaluationPlan, 'model' | 'judges'>,
  engine: Pick<Engine, 'resolveModel'>,
  secrets: Secrets,
): Promise<Readiness> {
  if (plan.model === '') return { ready: false, kind: 'unknown', model: '', code: 'evaluate.no-model' };
  const models = new Set([plan.model, ...plan.judges.flatMap(modelsOfJudge)].filter((model) => model !== ''));
  for (const model of models) {
    const resolved = engine.resolveModel(model);
    if ('code' in resolved) return { ready: false, kind: 'unknown', model, code: resolved.code, args: resolved.args };
    const { endpoint } = resolved;
    if (!endpoint.needsKey) continue;
    const key = await secrets.keyFor(originOf(endpoint), endpoint.name);
    if (key === undefined) return { ready: false, kind: 'no-key', model, endpoint };
  }
  return { ready: true };
}
