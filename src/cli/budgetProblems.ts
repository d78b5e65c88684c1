import { modelsOfJudge } from '../engine/evaluate/judgeTerms';
import type { EvaluationPlan } from '../engine/evaluate/plan';
import type { Endpoint } from '../engine/model/endpoint';
import { priceOf } from '../engine/model/price';
import { resolveModel } from '../engine/model/resolveModel';
import { FILE_START, type Problem } from '../engine/problem';

/** Models that cost money nobody knows how much: with one of them a budget would be an empty promise. */
export async function budgetProblems(plan: EvaluationPlan, endpoints: readonly Endpoint[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const name of new Set([plan.model, ...plan.judges.flatMap(modelsOfJudge)])) {
    const resolved = resolveModel(name, endpoints);
    if ('code' in resolved || !resolved.endpoint.needsKey) continue;
    if ((await priceOf(resolved.endpoint, resolved.model, { input: 1_000, output: 1_000 })) !== null) continue;
    const file = plan.request.prompt;
    problems.push({ code: 'cli.budget-unknown', severity: 'error', file, range: FILE_START, args: { model: name } });
  }
  return problems;
}
