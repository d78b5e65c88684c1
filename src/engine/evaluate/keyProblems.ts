import type { Secrets } from '../host';
import { type Endpoint, originOf } from '../model/endpoint';
import { resolveModel } from '../model/resolveModel';
import { FILE_START, type Problem } from '../problem';
import { modelsOfJudge } from './judgeTerms';
import type { EvaluationPlan } from './plan';

/**
 * The keys that a plan needs and nobody gave: a run would fail at its first call. They are no part of the plan, because
 * they say nothing about the user's files.
 */
export async function keyProblems(
  plan: EvaluationPlan,
  secrets: Secrets,
  endpoints: readonly Endpoint[],
): Promise<Problem[]> {
  const { prompt } = plan.request;
  const uses = [
    { name: plan.model, file: prompt, range: plan.parsed.ranges.get('model')?.value ?? FILE_START },
    ...plan.loadedJudges.flatMap(({ judge, file, range }, index) => {
      const names = modelsOfJudge(plan.judges[index] ?? { model: '' });
      return [...names, judge.settings.embedding ?? []].flat().map((name) => ({ name, file, range }));
    }),
  ];
  return missingKeys(uses, secrets, endpoints);
}

/** The keys that models need and nobody gave, each reported once, at the first place that names such a model. */
export async function missingKeys(
  uses: readonly { name: string; file: string; range: Problem['range'] }[],
  secrets: Secrets,
  endpoints: readonly Endpoint[],
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const asked = new Set<string>();
  for (const { name, file, range } of uses) {
    const resolved = resolveModel(name, endpoints);
    if ('code' in resolved || !resolved.endpoint.needsKey || asked.has(resolved.endpoint.baseUrl)) continue;
    const { endpoint } = resolved;
    asked.add(endpoint.baseUrl);
    const origin = originOf(endpoint);
    if ((await secrets.keyFor(origin, endpoint.name)) !== undefined) continue;
    const variable = endpoint.keyVariable ?? '';
    const code = variable === '' ? 'evaluate.no-key' : 'evaluate.no-key-variable';
    problems.push({ code, severity: 'error', file, range, args: { endpoint: endpoint.name, origin, variable } });
  }
  return problems;
}
