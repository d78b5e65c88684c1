import { findTestSet } from '../../testset/findTestSet';
import { plainValue } from '../../testset/sourceNode';
import type { PromptDocument } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import type { LanguageContext } from '../languageContext';

/** Longer test sets take too long to be looked through between two keystrokes; in bytes. */
const LOOKED_THROUGH = 64 * 1024;
/** So many cases show what a variable is. */
const MOST_CASES = 50;

/** The values of input variables that the test set of a prompt gives. */
export interface GivenInputs {
  /** Absolute path of the test set. */
  file: string;
  /** Every variable that it names. */
  names: readonly string[];
  /** The inputs of its first cases; none where it is too long to be looked through at once. */
  inputs: readonly Record<string, unknown>[];
}

const kept = new WeakMap<TestSetDocument, GivenInputs>();

/** What the test set of a prompt says of its variables; undefined where there is none. */
export async function givenInputs(
  document: PromptDocument,
  context: LanguageContext,
): Promise<GivenInputs | undefined> {
  if (document.isPartial) return undefined;
  const { file } = await findTestSet(document.parsed, context);
  if (file === undefined) return undefined;
  const size = (await context.files.stat(file))?.size ?? 0;
  if (size > LOOKED_THROUGH) {
    const names = context.index.testSet(file)?.inputs.map(({ name }) => name) ?? [];
    return { file, names: [...new Set(names)], inputs: [] };
  }
  const testSet = await context.testSet(file);
  return testSet && inputsIn(testSet);
}

/** The same object as long as the test set is. */
function inputsIn(testSet: TestSetDocument): GivenInputs {
  const known = kept.get(testSet);
  if (known !== undefined) return known;
  const cases = testSet.cases();
  const names = new Set(cases.flatMap(({ input }) => input.map(({ key }) => key)));
  names.delete('');
  const inputs = cases.slice(0, MOST_CASES).map(({ input }) => {
    return Object.fromEntries(input.map(({ key, value }) => [key, plainValue(value)]));
  });
  const found = { file: testSet.file, names: [...names], inputs };
  kept.set(testSet, found);
  return found;
}
