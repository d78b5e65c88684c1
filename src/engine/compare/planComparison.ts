import type { EvaluationPlan, EvaluationRequest } from '../evaluate/plan';
import { type PlanOptions, planEvaluation } from '../evaluate/planEvaluation';
import type { FileSystem, Host } from '../host';
import { judgesCase } from '../judge/criterion';
import { hasErrors, type Problem } from '../problem';
import { caseKey } from './caseKey';
import { withMeasureOf } from './measureFiles';

/** So many cases are compared before others get a turn. */
const PAIRS_IN_A_ROW = 200;

/** A version of a prompt: the files as they are in it, and where the prompt is among them. */
export interface PromptVersion {
  files: FileSystem;
  /** Absolute path of the prompt in this version; another one than in the other version where it was renamed. */
  prompt: string;
}

/** Two versions of a prompt, and how to run them. */
export interface ComparisonRequest extends Omit<EvaluationRequest, 'prompt' | 'caseIds'> {
  /** Absent where there is none. */
  before?: PromptVersion;
  after: PromptVersion;
}

/** One case as both versions have it. */
export interface PlannedPair {
  id: string;
  tags: string[];
  /** 1 by default. */
  weight: number;
  /** Judges of the newer version that do not judge it; absent where all do. */
  unjudged?: string[];
  /** `caseKey` in each version; absent where the version does not have the case. */
  before?: string;
  after?: string;
}

/**
 * What both versions are measured by:
 * - `after`: the newer version's test set and judges for both, so that only the prompt differs
 * - `each`: each version's own, where the prompt is the same and its measure changed, or where the older prompt cannot
 *   take the newer test set
 */
export type Measure = 'after' | 'each';

/** All that a comparison needs, and all that is wrong, before anything is spent. */
export interface ComparisonPlan {
  /** Errors in the newer version forbid to compare. */
  problems: Problem[];
  after: EvaluationPlan;
  /** Absent where the older version cannot be evaluated. */
  before?: EvaluationPlan;
  /** What is wrong with the older version. */
  beforeProblems: Problem[];
  measure: Measure;
  /** In the order of the newer test set, then the cases that are gone. */
  pairs: PlannedPair[];
}

/**
 * Finds out what two versions have in common and what has to be run to compare them.
 * @throws the signal's reason where it aborts
 */
export async function planComparison(
  request: ComparisonRequest,
  host: Host,
  options: PlanOptions = {},
): Promise<ComparisonPlan> {
  const { before, after, ...rest } = request;
  const plan = (version: PromptVersion, { files = version.files, tests = rest.tests, repeat = rest.repeat } = {}) =>
    planEvaluation(
      {
        ...rest,
        prompt: version.prompt,
        ...(tests !== undefined && { tests }),
        ...(repeat !== undefined && { repeat }),
      },
      { ...host, files },
      options,
    );

  const afterPlan = await plan(after);
  // A mean over five calls varies less than one call: both sides are sampled alike.
  const { problems, repeat } = afterPlan;
  if (hasErrors(problems) || before === undefined)
    return { problems, after: afterPlan, beforeProblems: [], measure: 'after', pairs: [] };

  const oneMeasure = await plan(before, {
    files: withMeasureOf(afterPlan, after.files, before.files),
    tests: afterPlan.testSet?.file,
    repeat,
  });
  const takesIt = !hasErrors(oneMeasure.problems);
  const pairs = takesIt ? await pairCases(oneMeasure, afterPlan, options.signal) : [];
  if (pairs.some((pair) => pair.before !== pair.after)) {
    return { problems, after: afterPlan, before: oneMeasure, beforeProblems: [], measure: 'after', pairs };
  }
  // The prompt is the same to every case, or cannot take them: then what counts is what each version had itself.
  const own = await plan(before, { repeat });
  if (!hasErrors(own.problems)) {
    const ownPairs = await pairCases(own, afterPlan, options.signal);
    return { problems, after: afterPlan, before: own, beforeProblems: [], measure: 'each', pairs: ownPairs };
  }
  if (takesIt) return { problems, after: afterPlan, before: oneMeasure, beforeProblems: [], measure: 'after', pairs };
  return { problems, after: afterPlan, beforeProblems: own.problems, measure: 'after', pairs: [] };
}

/** Digests of thousands of cases take a while: others get a turn in between. */
async function pairCases(
  before: EvaluationPlan,
  after: EvaluationPlan,
  signal: AbortSignal | undefined,
): Promise<PlannedPair[]> {
  const older = new Map(before.cases.map((planned) => [planned.testCase.id, planned]));
  const pairs: PlannedPair[] = [];
  for (const [index, planned] of after.cases.entries()) {
    if (index % PAIRS_IN_A_ROW === PAIRS_IN_A_ROW - 1) {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    }
    const { id, tags, weight } = planned.testCase;
    const partner = older.get(id);
    older.delete(id);
    pairs.push({
      id,
      tags,
      weight,
      ...unjudgedBy(after, planned.testCase),
      after: caseKey(after, planned),
      ...(partner !== undefined && { before: caseKey(before, partner) }),
    });
  }
  for (const planned of older.values()) {
    const { id, tags, weight } = planned.testCase;
    pairs.push({ id, tags, weight, before: caseKey(before, planned) });
  }
  return pairs;
}

/** Which judges of a plan do not judge a case. */
export function unjudgedBy(
  { loadedJudges }: Pick<EvaluationPlan, 'loadedJudges'>,
  testCase: EvaluationPlan['cases'][number]['testCase'],
): { unjudged?: string[] } {
  const unjudged = loadedJudges.flatMap(({ judge }) => (judgesCase(judge, testCase) ? [] : [judge.name]));
  return unjudged.length > 0 ? { unjudged } : {};
}
