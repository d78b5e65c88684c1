import { basename } from 'node:path';
import type { Host } from '../host';
import { loadJudge } from '../judge/judge';
import { FILE_START, type Problem } from '../problem';
import type { TestSet } from '../testset/testSet';
import { criterionProblems, labelledOutputs } from './judgeTestSet';

/**
 * What is wrong in the test set of a judge: outputs that are missing, scores off the scale.
 * @param judgeFile absolute path of the judge
 */
export async function inspectJudgeTestSet(
  testSet: TestSet,
  judgeFile: string,
  { files, judgesFolder, workspace }: Pick<Host, 'files' | 'judgesFolder'> & { workspace: string },
): Promise<Problem[]> {
  const name = `./${basename(judgeFile)}`;
  const reference = { judge: name, name, weight: 1, range: FILE_START };
  const reading = { files, workspace, judgesFolder, testSetFile: judgeFile, criterionByCase: true };
  const { judge, problems } = await loadJudge(reference, reading);
  // Which embeddings a formula compares is said where the judge is used.
  if (judge === undefined) return problems.filter(({ code }) => code !== 'judge.no-embedding');
  const { needs, settings } = judge;
  const labelled = labelledOutputs(testSet, judge, { needs, judgesContext: settings.judgesContext });
  return [...problems, ...labelled.problems, ...criterionProblems(labelled.outputs, judge, testSet.file)];
}
