import { judgesCase } from '../judge/criterion';
import type { Judge } from '../judge/judge';
import { onScale, type Scale } from '../judge/judgeScale';
import { FILE_START, type Problem } from '../problem';
import type { TestCase, TestSet } from '../testset/testSet';
import type { LabelledOutput, Rating } from './labelledOutput';

/** What of a case's input the judge gets by a name of its own; all else is the input that was judged. */
const OWN = new Set(['output', 'expected', 'context', 'criterion', 'input']);

/**
 * Takes the labelled outputs out of a judge's test set: a case's input is what the judge looks at, and what is expected
 * of the judge is the score that people gave.
 *
 * ```yaml
 * cases:
 *   - id: half
 *     input: { question: 什麼是 RAG？, expected: 檢索加生成, output: 檢索 }
 *     expected: 3                   # or a label, one a person: [3, 2, null], or by name: { ada: 3, lin: 2 }
 * ```
 * @param judge what it cannot do without, and whether it looks at the output at all: a judge of what was retrieved does
 *   not, so its cases may leave the output out
 */
export function labelledOutputs(
  { cases, file }: TestSet,
  scale: Scale,
  { needs, judgesContext }: { needs: readonly ('expected' | 'context')[]; judgesContext: boolean },
): { outputs: LabelledOutput[]; problems: Problem[] } {
  const outputs: LabelledOutput[] = [];
  const problems: Problem[] = [];
  for (const testCase of cases) {
    const fail = (code: string, range: Problem['range'], args: Problem['args'] = {}) =>
      problems.push({ code, severity: 'error', file, range, args: { id: testCase.id, ...args } });
    const { input, titleRange, inputRanges } = testCase;
    if (typeof input.output !== 'string' && !(judgesContext && input.output === undefined)) {
      fail('calibrate.no-output', inputRanges.output ?? titleRange);
      continue;
    }
    const subject = subjectOf(testCase);
    const missing = needs.find((need) => subject[need] === undefined);
    if (missing !== undefined) fail(`calibrate.no-${missing}`, titleRange);
    const ratings = ratingsOf(testCase.expected, scale);
    const place = testCase.expectedRange ?? titleRange;
    if (ratings === undefined || ratings.length === 0) {
      fail(ratings === undefined ? 'calibrate.off-scale' : 'calibrate.no-score', place, { scale: inWords(scale) });
      continue;
    }
    outputs.push({
      id: testCase.id,
      subject,
      ratings,
      tags: testCase.tags,
      place: { file, range: place },
    });
  }
  return { outputs, problems };
}

/** The first output that the judge could not judge: it needs a criterion, and neither the judge nor the case has one. */
export function criterionProblems(outputs: readonly LabelledOutput[], judge: Judge, file: string): Problem[] {
  const lacking = outputs.find(({ subject }) => !judgesCase(judge, subject));
  if (lacking === undefined) return [];
  const range = lacking.place?.range ?? FILE_START;
  return [{ code: 'calibrate.no-criterion', severity: 'error', file, range, args: { id: lacking.id } }];
}

function subjectOf({ id, input, context, ...own }: TestCase): LabelledOutput['subject'] {
  const variables = Object.entries(input).filter(([name]) => !OWN.has(name));
  const given = input.input;
  const passages = input.context ?? context;
  const criterion = criteriaIn(input.criterion) ?? own.criterion;
  return {
    caseId: id,
    input: {
      ...(typeof given === 'object' && given !== null && !Array.isArray(given) && given),
      ...Object.fromEntries(variables),
    },
    output: String(input.output ?? ''),
    ...(input.expected !== undefined && { expected: input.expected }),
    ...(passages !== undefined && { context: [passages].flat().map(String) }),
    ...(criterion !== undefined && { criterion }),
  };
}

/** A text, or texts that must all hold. */
function criteriaIn(written: unknown): string[] | undefined {
  const texts = [written].flat();
  return texts.length > 0 && texts.every((text): text is string => typeof text === 'string') ? texts : undefined;
}

/** Undefined where a score is not on the scale. */
function ratingsOf(expected: unknown, scale: Scale): Rating[] | undefined {
  const isMap = typeof expected === 'object' && expected !== null && !Array.isArray(expected);
  const named: [string, unknown][] = isMap
    ? Object.entries(expected)
    : [expected].flat().map((score, index) => [String(index + 1), score]);
  const ratings: Rating[] = [];
  for (const [by, written] of named) {
    if (written === null || written === undefined || written === '') continue;
    const score = onScale(asNumber(written), scale);
    if (score === undefined) return undefined;
    ratings.push({ by, score });
  }
  return ratings;
}

/** In a table every value is text. */
function asNumber(written: unknown): unknown {
  return typeof written === 'string' && /^-?\d+(?:\.\d+)?$/.test(written.trim()) ? Number(written) : written;
}

function inWords({ min, max, labels }: Scale): string {
  return labels === undefined ? `${min}–${max}` : labels.map(({ label }) => label).join(', ');
}
