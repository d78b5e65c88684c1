import type { Problem } from '../../problem';
import { allChecks, type CheckSpec, type TestSet } from '../../testset/testSet';
import type { CheckResult } from '../score';
import type { CheckFault, CheckSubject, CheckTools } from './check';
import { CHECKS } from './checkTable';
import { embeddingModel } from './embedding';

export type { CheckSubject, CheckTools } from './check';
export { loadCheckFiles } from './checkFiles';
export { CHECKS } from './checkTable';
export { scriptTextOf } from './javascript';
export { scriptProblems } from './scriptProblems';

/** What is wrong with a check as it is written, found before anything is spent. */
export async function checkFault(spec: CheckSpec, tools: CheckTools = {}): Promise<CheckFault | undefined> {
  return spec.checks === undefined ? CHECKS[spec.kind]?.fault(spec, tools) : undefined;
}

/** What is wrong with any check of a test set, at its place. */
export async function checkProblems(testSet: TestSet, tools: CheckTools = {}): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const spec of allChecks(testSet.checks)) problems.push(...(await problemsOf(spec, testSet.file, tools)));
  for (const { checks, id, expected, titleRange } of testSet.cases) {
    for (const spec of allChecks(checks)) problems.push(...(await problemsOf(spec, testSet.file, tools)));
    const idle = allChecks([...testSet.checks, ...checks]).find(
      (spec) => comparesWithExpected(spec) && expected === undefined,
    );
    if (idle === undefined) continue;
    const args = { id, check: idle.kind };
    problems.push({ code: 'check.needs-expected', severity: 'error', file: testSet.file, range: titleRange, args });
  }
  return problems;
}

/** Whether a check reads the log-probabilities of the output, which the model has to be asked for. */
export function needsLogprobs(spec: CheckSpec): boolean {
  return allChecks([spec]).some(({ kind }) => kind === 'perplexity');
}

/** The checks of a test set that embed texts, each with the model that it names. */
export function embeddingChecks({ checks, cases }: TestSet): { spec: CheckSpec; model: string }[] {
  return allChecks([...checks, ...cases.flatMap((testCase) => testCase.checks)])
    .filter(({ kind }) => kind === 'embedding')
    .map((spec) => ({ spec, model: embeddingModel(spec) }));
}

async function problemsOf(spec: CheckSpec, file: string, tools: CheckTools): Promise<Problem[]> {
  const fault = await checkFault(spec, tools);
  return fault === undefined ? [] : [{ ...fault, severity: 'error', file: spec.file ?? file, range: spec.range }];
}

const COMPARING_TEXT = new Set(['equals', 'contains', 'starts-with', 'ends-with']);
/** These may name what they compare with beside a bound. */
const COMPARING_MEASURE = new Set([
  'similarity',
  'levenshtein',
  'rouge-1',
  'rouge-2',
  'rouge-l',
  'bleu',
  'gleu',
  'embedding',
]);

/** Whether a check has nothing of its own to compare with. */
function comparesWithExpected({ kind, argument }: CheckSpec): boolean {
  if (COMPARING_TEXT.has(kind)) return argument === undefined;
  if (!COMPARING_MEASURE.has(kind)) return false;
  return typeof argument !== 'object' || argument === null || !('to' in argument);
}

/**
 * Runs checks on an output, in their order. A prompt that declares an output schema has its output checked against it
 * first, unless a `json-schema` check without a schema of its own does so already.
 * @param specs the test set's checks followed by the case's; none of them has a fault
 * @returns a result a check; `index` is the position in `specs`, -1 for the prompt's own schema
 */
export async function runChecks(specs: readonly CheckSpec[], subject: CheckSubject): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  if (subject.outputSchema !== undefined && !specs.some(checksOwnSchema)) {
    results.push(await runCheck(OWN_SCHEMA, subject, -1));
  }
  for (const [index, spec] of specs.entries()) results.push(await runCheck(spec, subject, index));
  return results;
}

function checksOwnSchema({ kind, argument }: CheckSpec): boolean {
  return kind === 'json-schema' && argument === undefined;
}

const NOWHERE = { line: 0, character: 0 };

const OWN_SCHEMA: CheckSpec = {
  kind: 'json-schema',
  argument: undefined,
  negate: false,
  ignoreCase: false,
  ignoreWidth: false,
  weight: 1,
  range: { start: NOWHERE, end: NOWHERE },
};

async function runCheck(spec: CheckSpec, subject: CheckSubject, index: number): Promise<CheckResult> {
  const { kind, negate, weight } = spec;
  const name = negate ? `not-${kind}` : kind;
  if (spec.checks !== undefined) return runGroup(spec, spec.checks, subject, index);
  const finding = await CHECKS[kind]?.run(spec, subject);
  if (finding === undefined) throw new Error(`There is no check ${kind}.`);
  const { holds, args, unknown, sentence } = finding;
  const measured = finding.score ?? (holds ? 1 : 0);
  const passed = unknown === undefined && holds !== negate;
  const score = unknown === undefined ? (negate ? 1 - measured : measured) : 0;
  const code = unknown ?? (sentence === undefined ? `check.${name}` : `check.${name}-${sentence}`);
  return { check: name, passed, score, weight, code, args, ...(unknown !== undefined && { unknown: true }), index };
}

/**
 * A group of checks: it holds where enough of its parts do, and its score is the weighted mean of theirs. Where that turns
 * on parts that could not be found out, neither the group nor its opposite holds.
 */
async function runGroup(
  { kind, negate, weight, threshold }: CheckSpec,
  checks: readonly CheckSpec[],
  subject: CheckSubject,
  index: number,
): Promise<CheckResult> {
  const parts: CheckResult[] = [];
  for (const spec of checks) parts.push(await runCheck(spec, subject, index));
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const share = (of: (part: CheckResult) => number) =>
    parts.reduce((sum, part) => sum + part.weight * of(part), 0) / total;
  const enough = threshold ?? (kind === 'all' ? 1 : Number.MIN_VALUE);
  // Shares of thirds and sevenths add up to 1 but for the last digit.
  const isEnough = (held: number) => held >= enough - 1e-9 && (kind === 'all' || threshold !== undefined || held > 0);
  const holds = isEnough(share(({ passed }) => Number(passed)));
  const measured = share(({ score }) => score);
  const name = negate ? `not-${kind}` : kind;
  const open = parts.find(({ unknown }) => unknown);
  const undecided =
    open !== undefined && isEnough(share(({ passed, unknown }) => Number(passed || unknown === true))) !== holds;
  if (undecided && negate) {
    const { code, args } = open;
    return { check: name, passed: false, score: 0, weight, code, args, unknown: true, parts, index };
  }
  const failed = parts.filter(({ passed }) => !passed).map(({ check }) => check);
  return {
    check: name,
    passed: holds !== negate,
    score: negate ? 1 - measured : measured,
    weight,
    code: `check.${name}`,
    args: {
      held: parts.length - failed.length,
      of: parts.length,
      failed: failed.join(', '),
      needed: threshold === undefined ? (kind === 'all' ? '100 %' : '1') : `${Math.round(threshold * 100)} %`,
    },
    ...(undecided && { unknown: true }),
    parts,
    index,
  };
}
