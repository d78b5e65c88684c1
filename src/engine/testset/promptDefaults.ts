import { FILE_START, type Problem } from '../problem';
import type { ParsedPrompt } from '../prompt/promptFile';
import { ProblemSink } from './problemSink';
import { readChecks } from './readChecks';
import { readJudges } from './readJudges';
import { readRepeat } from './readRepeat';
import type { SourceNode } from './sourceNode';
import type { CheckSpec, TestSet } from './testSet';

/** The judge of a test set that names none, where every case has an expected answer. */
const DEFAULT_JUDGE = 'correctness';

/**
 * Fills in what a test set leaves to its prompt. Judges and checks come from the first place that names any:
 * 1. the test set (CSV, TSV and JSONL have no room for them),
 * 2. the prompt's frontmatter, `assay.judges` and `assay.checks`, written as in a test set,
 * 3. for a test set without any judge or check whose cases all have an expected answer: the judge `correctness`.
 *
 * How often each case is run comes from the test set too, else from `assay.repeat`.
 * @returns the test set with its judges and checks; problems of what the frontmatter says, at its place
 */
export function withPromptDefaults(testSet: TestSet, parsed: ParsedPrompt): { testSet: TestSet; problems: Problem[] } {
  const extension = parsed.metadata.ext?.assay ?? {};
  const problems: Problem[] = [];
  const rangeOf = (key: string) => parsed.ranges.get(`assay.${key}`)?.value ?? FILE_START;
  const readValue = <Value>(key: string, reader: (node: SourceNode, sink: ProblemSink) => Value): Value | undefined => {
    if (extension[key] === undefined) return undefined;
    const sink = new ProblemSink(parsed.file, '');
    const value = reader(nodeOf(extension[key]), sink);
    problems.push(...sink.problems.map((problem) => ({ ...problem, range: rangeOf(key) })));
    return value;
  };
  const read = <Item>(key: 'judges' | 'checks', reader: (node: SourceNode, sink: ProblemSink) => Item[]): Item[] =>
    (readValue(key, reader) ?? []).map((item) => ({ ...item, range: rangeOf(key) }));
  const judges = testSet.judges.length > 0 ? testSet.judges : read('judges', readJudges);
  const checks =
    testSet.checks.length > 0
      ? testSet.checks
      : read('checks', readChecks).map((spec) => placed(spec, { file: parsed.file, range: rangeOf('checks') }));
  if (judges.length === 0 && checks.length === 0 && comparesAll(testSet)) {
    judges.push({ judge: DEFAULT_JUDGE, name: DEFAULT_JUDGE, weight: 1, range: FILE_START });
  }
  const repeat = testSet.repeat ?? readValue('repeat', readRepeat);
  return { testSet: { ...testSet, judges, checks, ...(repeat !== undefined && { repeat }) }, problems };
}

/** A check with its parts at a place. */
function placed(spec: CheckSpec, place: Pick<CheckSpec, 'file' | 'range'>): CheckSpec {
  const checks = spec.checks?.map((part) => placed(part, place));
  return { ...spec, ...place, ...(checks !== undefined && { checks }) };
}

function comparesAll({ cases }: TestSet): boolean {
  return cases.length > 0 && cases.every(({ expected, checks }) => expected !== undefined && checks.length === 0);
}

/** A plain value as a node without a place of its own. */
function nodeOf(value: unknown): SourceNode {
  const nowhere = { start: 0, end: 0 };
  if (Array.isArray(value)) return { kind: 'list', ...nowhere, items: value.map(nodeOf) };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, each]) => ({ key, keyStart: 0, keyEnd: 0, value: nodeOf(each) }));
    return { kind: 'map', ...nowhere, entries };
  }
  const scalar = typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value);
  return { kind: 'scalar', ...nowhere, value: scalar };
}
