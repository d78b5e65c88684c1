import { docsOf } from '../../evaluate/caseData';
import { FILE_START, ProblemError } from '../../problem';
import type { CompiledPrompt } from '../../prompt/compilePrompt';
import type { RenderedPrompt } from '../../prompt/message';
import type { TestCase } from '../../testset/testSet';
import { validateTestSet } from '../../testset/validateTestSet';

/**
 * The prompt of today for what was answered once; undefined where it does not take that any more: it asks for a variable
 * that was not given, or no longer shows one that the answer was made from.
 */
export async function renderGiven(
  compiled: CompiledPrompt,
  given: Pick<TestCase, 'input' | 'context'>,
): Promise<RenderedPrompt | undefined> {
  const testCase: TestCase = {
    ...given,
    id: '',
    checks: [],
    tags: [],
    weight: 1,
    range: FILE_START,
    titleRange: FILE_START,
    inputRanges: {},
  };
  const testSet = { file: '', format: 'json' as const, judges: [], checks: [], cases: [testCase], problems: [] };
  if ((await validateTestSet(testSet, compiled)).length > 0) return undefined;
  try {
    const rendered = compiled.render({ input: given.input, ...docsOf(given) });
    return rendered.messages.length > 0 ? rendered : undefined;
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
