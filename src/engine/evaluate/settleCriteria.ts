import type { ParsedPrompt, VariableUse } from '../prompt/promptFile';
import type { TestCase, TestSet } from '../testset/testSet';

/**
 * Decides what `criterion` is in rows (CSV, TSV, JSONL), where it is read as both: the prompt's variable where it has one
 * of that name, else what the case is judged by. (A case in YAML keeps its variables under `input`.)
 */
export function settleCriteria(
  testSet: TestSet,
  { parsed, inputVariables }: { parsed: ParsedPrompt; inputVariables: readonly VariableUse[] },
): TestSet {
  const { schema, default: defaults = {} } = parsed.metadata.input ?? {};
  const isVariable =
    inputVariables.some(({ name }) => name === 'criterion') ||
    Object.hasOwn((schema?.properties as object | undefined) ?? {}, 'criterion') ||
    Object.hasOwn(defaults, 'criterion');
  const settle = isVariable ? withoutCriterion : withoutVariable;
  return { ...testSet, cases: testSet.cases.map((each) => (isBoth(each) ? settle(each) : each)) };
}

function isBoth({ input, inputRanges }: TestCase): boolean {
  return Object.hasOwn(inputRanges, 'criterion') && Object.hasOwn(input, 'criterion');
}

function withoutCriterion({ criterion: _, criterionRange: _range, ...variables }: TestCase): TestCase {
  return variables;
}

function withoutVariable(testCase: TestCase): TestCase {
  const { criterion: written, ...input } = testCase.input;
  // What is neither text nor empty cannot be judged by: it stays, and is refused as a variable that nobody knows.
  const isEmpty = written === '' || written === null || (Array.isArray(written) && written.length === 0);
  return testCase.criterion === undefined && !isEmpty ? testCase : { ...testCase, input };
}
