import type { ParsedPrompt, VariableUse } from '../prompt/promptFile';
import type { TestSet } from '../testset/testSet';

/** What a judge looks at. */
const JUDGED = ['output', 'first', 'passages', 'context'];

/** What only Assay can give a judge; no case of a judge's test set has any of it. */
const GIVEN = [
  ...['boundary', 'min', 'max', 'scale', 'best', 'good', 'middle', 'poor', 'worst'],
  ...['passages', 'examples', 'first', 'second'],
];

/** Keys of the frontmatter, under `assay`, that mean nothing but to a judge. */
const OWN_KEYS = ['scale', 'threshold', 'measure', 'pairwise', 'subject', 'empty', 'criterion'];

/**
 * Whether a test set holds what people think of outputs, to measure the judge by that its prompt is, and no cases to run
 * the prompt on: the prompt reads what judges read, nobody is named to judge its answers, and the cases leave out what
 * only Assay can give.
 * @param testSet as it is written, without what the prompt adds to it
 */
export function isJudgeTestSet(
  { judges, checks, cases }: TestSet,
  { parsed, inputVariables }: { parsed: ParsedPrompt; inputVariables: readonly VariableUse[] },
): boolean {
  const { metadata } = parsed;
  const own = metadata.ext?.assay ?? {};
  const reads = (names: readonly string[]) => inputVariables.some(({ name }) => names.includes(name));
  const properties = metadata.output?.schema?.properties;
  const scores = typeof properties === 'object' && properties !== null && Object.hasOwn(properties, 'score');
  const isJudge = reads(JUDGED) && (reads(GIVEN) || scores || OWN_KEYS.some((key) => own[key] !== undefined));
  const isJudgedItself = judges.length + checks.length > 0 || own.judges !== undefined || own.checks !== undefined;
  return (
    isJudge &&
    !isJudgedItself &&
    cases.length > 0 &&
    cases.every((each) => each.checks.length === 0 && !GIVEN.some((name) => Object.hasOwn(each.input, name)))
  );
}
