import type { EvaluationPlan } from '../evaluate/plan';
import type { Endpoint } from '../model/endpoint';
import { priceOf } from '../model/price';
import type { Usage } from '../model/provider';
import { resolveModel } from '../model/resolveModel';

/** US dollars of one call of a plan's model, whether or not it came from the cache; null where not known. */
export type PlanPrice = (plan: Pick<EvaluationPlan, 'model'>, usage: Usage | undefined) => Promise<number | null>;

/** @param endpoints where models may be */
export function priceOfPlan(endpoints: readonly Endpoint[]): PlanPrice {
  return async ({ model }, usage) => {
    const resolved = resolveModel(model, endpoints);
    return 'code' in resolved ? null : priceOf(resolved.endpoint, resolved.model, usage);
  };
}
