import { inspectJudgeTestSet } from '../../calibrate/inspectJudgeTestSet';
import { inspectTestSet } from '../../evaluate/inspectTestSet';
import type { Problem } from '../../problem';
import { promptOfTestSet } from '../../testset/findTestSet';
import type { TestSetDocument } from '../document/testSetDocument';
import type { LanguageContext } from '../languageContext';

/** The prompt of a test set: by its name, else one whose frontmatter names it. */
export async function promptOfTests({ file }: TestSetDocument, context: LanguageContext): Promise<string | undefined> {
  return (await promptOfTestSet(file, context.files)) ?? context.index.promptsOf(file)[0]?.file;
}

/** All that would keep a run of a test set from starting, or a judge from being measured by it. */
export async function testSetProblems(
  { file, text }: TestSetDocument,
  prompt: string,
  context: LanguageContext,
): Promise<Problem[]> {
  const { testSet, ofJudge, problems } = await inspectTestSet(file, { ...context, text, prompt });
  if (!ofJudge || testSet === undefined) return problems;
  return [...problems, ...(await inspectJudgeTestSet(testSet, prompt, context))];
}
