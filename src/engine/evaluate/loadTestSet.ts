import type { FileSystem } from '../host';
import { type CheckTools, checkProblems, loadCheckFiles } from '../judge/checks';
import { isJudgeTestSet } from '../judge/isJudgeTestSet';
import type { Problem } from '../problem';
import type { ParsedPrompt, VariableUse } from '../prompt/promptFile';
import { withPromptDefaults } from '../testset/promptDefaults';
import { readTestSet } from '../testset/readTestSet';
import { allChecks, type TestSet } from '../testset/testSet';
import { validateTestSet } from '../testset/validateTestSet';
import { withLf } from '../text/lineBreaks';
import { fingerprint } from './fingerprint';
import { settleCriteria } from './settleCriteria';
import { shareContext } from './shareContext';

/** A test set as it is run with its prompt. */
export interface LoadedTestSet {
  /** Absent where the file cannot be read: then a problem says why. */
  testSet?: TestSet;
  /** Digest of the file and of the files that its checks name. */
  fingerprint: string;
  /** The file that names the judges: the test set, or the prompt where the test set leaves them to it. */
  judgesFile: string;
  /** True where the prompt is a judge, and this what people think of outputs, to measure it by: nothing to run it on. */
  ofJudge: boolean;
  problems: Problem[];
}

/**
 * Reads a test set, takes from the prompt what it leaves to it, and compares the two.
 * @param file absolute path
 */
export async function loadTestSet(
  file: string,
  prompt: { parsed: ParsedPrompt; inputVariables: VariableUse[] },
  options: { files: FileSystem; workspace: string } & CheckTools,
): Promise<LoadedTestSet> {
  const read = await readTestSet(file, options.files);
  if (read.testSet === undefined) return { fingerprint: '', judgesFile: file, ofJudge: false, problems: read.problems };
  if (isJudgeTestSet(read.testSet, prompt)) {
    const problems = [...read.problems, ...read.testSet.problems];
    return {
      testSet: read.testSet,
      fingerprint: fingerprint([withLf(read.text)]),
      judgesFile: file,
      ofJudge: true,
      problems,
    };
  }
  const completed = withPromptDefaults(read.testSet, prompt.parsed);
  const shared = shareContext(settleCriteria(completed.testSet, prompt), prompt);
  const { testSet, problems: fileProblems } = await loadCheckFiles(shared, options);
  const problems = [
    ...read.problems,
    ...testSet.problems,
    ...completed.problems,
    ...(await validateTestSet(testSet, prompt)),
    ...fileProblems,
  ];
  problems.push(...(await checkProblems(testSet, options)));
  const leavesJudges = read.testSet.judges.length === 0 && testSet.judges.length > 0;
  return {
    testSet,
    fingerprint: fingerprint([withLf(read.text), filesOf(testSet)]),
    judgesFile: leavesJudges ? prompt.parsed.file : file,
    ofJudge: false,
    problems,
  };
}

/** Schemas and scripts are files of their own: a change in one is not seen in the text of the test set. */
function filesOf({ checks, cases }: TestSet): unknown[] {
  const specs = allChecks([checks, ...cases.map((testCase) => testCase.checks)].flat());
  return specs.flatMap(({ kind, argument, script }) => {
    if (kind === 'json-schema' || kind === 'contains-json') return [argument];
    return script?.kind === 'file' ? [script.text] : [];
  });
}
