import type { EvaluationPlan } from '../evaluate/plan';
import { planEvaluation } from '../evaluate/planEvaluation';
import type { Repository } from '../git';
import type { FileSystem, Host } from '../host';
import type { Endpoint } from '../model/endpoint';

/** What a prompt's scores come from. */
export interface Dependencies {
  plan: EvaluationPlan;
  /** Absolute paths: the prompt, its partials, its test set with the files that checks name, its judges and theirs. */
  files: string[];
  /** Absolute paths of its judges. */
  judges: string[];
}

export interface DependenciesOptions {
  repository: Pick<Repository, 'root'>;
  /** The files of the version that is meant. */
  files: FileSystem;
  host: Host;
  endpoints: readonly Endpoint[];
  signal?: AbortSignal;
}

/**
 * All files that a prompt's scores come from.
 * @param file absolute path of the prompt
 */
export async function dependencies(
  file: string,
  { repository, files, host, endpoints, signal }: DependenciesOptions,
): Promise<Dependencies> {
  const request = { prompt: file, workspace: repository.root, caseIds: [] };
  const plan = await planEvaluation(request, { ...host, files }, { endpoints, signal });
  const { source, testSet, loadedJudges } = plan;
  const judges = loadedJudges.map(({ judge }) => judge.source.file);
  return {
    plan,
    judges,
    files: [
      file,
      ...[...source.partials.values()].map((partial) => partial.file),
      ...(testSet === undefined ? [] : [testSet.file, ...(testSet.checkFiles ?? [])]),
      ...judges,
      ...loadedJudges.flatMap(({ judge }) => [...judge.source.partials.values()].map((partial) => partial.file)),
    ],
  };
}
