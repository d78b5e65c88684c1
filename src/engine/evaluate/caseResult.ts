import type { TestCase } from '../testset/testSet';
import { caseSpread } from './caseSpread';
import type { CaseResult, CaseStatus, SampleResult } from './run';

/** What makes one state of several repeats: the first that any of them has. */
const WORST_FIRST: readonly CaseStatus[] = ['failed', 'error', 'cancelled'];

/**
 * A case over its repeats. Its score is their mean, and null where the score of any of them is not known, so that
 * the means of two runs always have the same parts.
 * @param testCase what the test set says of it
 * @param samples one for each repeat, in their order
 */
export function caseResult(
  { id, tags, weight }: Pick<TestCase, 'id' | 'tags' | 'weight'>,
  samples: SampleResult[],
): CaseResult {
  const status = WORST_FIRST.find((each) => samples.some((sample) => sample.status === each)) ?? 'passed';
  const spread = samples.length > 1 ? { spread: caseSpread(samples) } : {};
  return { id, status, score: meanScore(samples), samples, tags, weight, ...spread };
}

function meanScore(samples: readonly SampleResult[]): number | null {
  if (samples.length === 0) return null;
  let sum = 0;
  for (const { score } of samples) {
    if (score === null) return null;
    sum += score;
  }
  return sum / samples.length;
}
