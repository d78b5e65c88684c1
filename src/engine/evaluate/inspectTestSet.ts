import type { FileSystem } from '../host';
import type { CheckTools } from '../judge/checks';
import { type Judge, loadJudge } from '../judge/judge';
import type { Problem } from '../problem';
import { compilePrompt } from '../prompt/compilePrompt';
import { readPromptSource } from '../prompt/promptSource';
import { promptOfTestSet } from '../testset/findTestSet';
import { readTestSet } from '../testset/readTestSet';
import type { TestSet } from '../testset/testSet';
import { textOverlay } from '../textOverlay';
import { criterionProblems } from './criterionProblems';
import { loadTestSet } from './loadTestSet';

/** What there is to know of a test set without running it. */
export interface TestSetInspection {
  /** Absent where the file cannot be read. */
  testSet?: TestSet;
  /** Absolute path of the prompt that it belongs to by its name, where there is one. */
  prompt?: string;
  /** True where the prompt is a judge, and these are people's scores to measure it by. */
  ofJudge?: true;
  /** Everything wrong in the test set, also against its prompt, and in the judges that it names. */
  problems: Problem[];
}

/**
 * Takes a test set apart.
 * @param file absolute path
 * @param options.text to be taken instead of what the file holds
 * @param options.prompt the prompt that it belongs to, where that is not told by its name
 */
export async function inspectTestSet(
  file: string,
  options: { workspace: string; text?: string; prompt?: string; files: FileSystem; judgesFolder: string } & CheckTools,
): Promise<TestSetInspection> {
  const { workspace, text, judgesFolder, scripts } = options;
  const files = text === undefined ? options.files : textOverlay(options.files, new Map([[file, text]]));
  const prompt = options.prompt ?? (await promptOfTestSet(file, files));
  if (prompt === undefined) {
    const { testSet, problems } = await readTestSet(file, files);
    return { ...(testSet !== undefined && { testSet }), problems: [...problems, ...(testSet?.problems ?? [])] };
  }
  const { source } = await readPromptSource(prompt, { files, workspace });
  const loaded = await loadTestSet(file, compilePrompt(source), { files, workspace, scripts });
  const { testSet, problems, judgesFile, ofJudge } = loaded;
  if (testSet === undefined) return { prompt, problems };
  if (ofJudge) return { testSet, prompt, ofJudge, problems };
  const criterionByCase = testSet.cases.some(({ criterion }) => criterion !== undefined);
  const judges: Judge[] = [];
  for (const reference of testSet.judges) {
    const options = { files, workspace, judgesFolder, testSetFile: judgesFile, criterionByCase };
    const { judge, problems: found } = await loadJudge(reference, options);
    if (judgesFile === file) problems.push(...found);
    if (judge !== undefined) judges.push(judge);
  }
  if (judges.length === testSet.judges.length) problems.push(...criterionProblems(testSet, judges));
  return { testSet, prompt, problems };
}
