import type { ParsedPrompt, VariableUse } from '../prompt/promptFile';
import type { TestCase, TestSet } from '../testset/testSet';

/**
 * A case's passages and the prompt's variable `context` are the same thing to whoever writes a test set: what is given
 * as one counts as the other, unless both are given. (In a table `context` is one column and cannot be both.)
 *
 * The variable is a list where the prompt's schema asks for one, else one text with empty lines between the passages.
 */
export function shareContext(
  testSet: TestSet,
  { parsed, inputVariables }: { parsed: ParsedPrompt; inputVariables: readonly VariableUse[] },
): TestSet {
  const properties = parsed.metadata.input?.schema?.properties as Record<string, { type?: unknown }> | undefined;
  const declared = properties?.context;
  const wanted = declared !== undefined || inputVariables.some(({ name }) => name === 'context');
  const asList = [declared?.type].flat().includes('array');
  return { ...testSet, cases: testSet.cases.map((testCase) => withBoth(testCase, wanted, asList)) };
}

function withBoth(testCase: TestCase, wanted: boolean, asList: boolean): TestCase {
  const { context, input } = testCase;
  if (context === undefined) {
    const passages = [input.context].flat();
    const given = passages.every((passage): passage is string => typeof passage === 'string' && passage !== '');
    return given && passages.length > 0 ? { ...testCase, context: passages } : testCase;
  }
  if (!wanted || Object.hasOwn(input, 'context')) return testCase;
  return { ...testCase, input: { ...input, context: asList ? context : context.join('\n\n') } };
}
