import { parseTestSet } from './parseTestSet';
import type { TestSet } from './testSet';

/** Shorter texts are parsed anew: that takes milliseconds. In UTF-16 units. */
const WORTH_KEEPING = 64 * 1024;
/** A window mostly has one large test set, which several versions of a prompt are measured by. */
const MOST_KEPT = 2;

interface Kept {
  file: string;
  text: string;
  testSet: Promise<TestSet>;
}

/** The texts parsed last, the newest first. */
let kept: Kept[] = [];

/**
 * A parsed test set, as `parseTestSet` gives it. Large ones are kept: while somebody types in a prompt, or two versions are
 * compared, the same thousands of cases are asked for again and again. Nobody may change what they get.
 */
export function parsedTestSet(text: string, file: string): Promise<TestSet> {
  if (text.length < WORTH_KEEPING) return parseTestSet(text, file);
  const known = kept.find((each) => each.file === file && each.text === text);
  const entry = known ?? { file, text, testSet: parseTestSet(text, file) };
  kept = [entry, ...kept.filter((each) => each !== entry)].slice(0, MOST_KEPT);
  return entry.testSet;
}
