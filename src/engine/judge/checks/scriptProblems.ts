import type { Problem } from '../../problem';
import type { ScriptRunner } from '../../script';
import { allChecks, type CheckSpec, type TestSet } from '../../testset/testSet';
import { scriptFault } from './javascript';

/**
 * What keeps the scripts of a test set from being run, at the first check that names each: nobody has allowed it, or a file
 * exports no function. To know the latter, files are run without a call, so this is for who is about to run them.
 */
export async function scriptProblems(
  testSet: Pick<TestSet, 'checks' | 'cases' | 'file'> | undefined,
  scripts: ScriptRunner | undefined,
): Promise<Problem[]> {
  if (testSet === undefined) return [];
  const { checks, cases, file } = testSet;
  const specs = allChecks([...checks, ...cases.flatMap((testCase) => testCase.checks)]).filter(
    ({ script }) => script !== undefined,
  );
  const [first] = specs;
  if (first === undefined) return [];
  const problem = ({ code, args }: Pick<Problem, 'code' | 'args'>, spec: CheckSpec): Problem => {
    return { code, severity: 'error', file: spec.file ?? file, range: spec.range, args };
  };
  if (!scripts?.allowed())
    return [problem({ code: 'check.javascript-not-allowed', args: { check: first.kind } }, first)];
  const problems: Problem[] = [];
  const tried = new Set<string>();
  for (const spec of specs) {
    if (spec.script?.kind !== 'file' || tried.has(spec.script.name)) continue;
    tried.add(spec.script.name);
    const failure = await scripts.load(spec.script);
    if (failure !== undefined) problems.push(problem(scriptFault(failure, spec), spec));
  }
  return problems;
}
