import { basename, join } from 'node:path';
import type { FileSystem } from '../../host';
import type { Endpoint } from '../../model/endpoint';
import { compareScores, type ScoreComparison } from '../../statistics';
import type { JudgeExample } from '../../testset/testSet';
import { textOverlay } from '../../textOverlay';
import { isInside } from '../../workspacePath';
import { type Agreement, type AgreementOptions, agreementWithPeople, type Disagreement } from '../agreement';
import { type JudgeTestPlan, type JudgeTestRequest, planJudgeTest } from '../judgeTestPlan';
import type { LabelledOutput } from '../labelledOutput';
import { type JudgedOutputs, type JudgeTestOptions, judgeLabelled } from '../runJudgeTest';
import { chooseExamples, halvesOf } from './chooseExamples';
import { judgeWithExamples } from './judgeWithExamples';

/** What became of trying to improve a judge. */
export interface Improvement {
  /** Why nothing was tried: too few labels, or nothing to learn from; or why it did not come to its end. */
  failed?: 'too-few' | 'no-disagreement' | 'broken' | NonNullable<JudgedOutputs['stopped']>['kind'];
  examples: JudgeExample[];
  /** The files to write: the judge first, then, of a built-in one, the partials that it includes. Nothing is written. */
  files: { file: string; before: string | null; after: string }[];
  /** On the held-out outputs, by the judge as it is and with the examples. */
  before: Agreement | null;
  after: Agreement | null;
  /**
   * How much nearer the judge comes to people on the held-out outputs, as a share of the scale: above 0 it helped. By
   * the same test as any comparison of scores.
   */
  change: ScoreComparison | null;
  heldOut: number;
  knownCost: number;
}

export interface ImproveOptions extends JudgeTestOptions, Pick<AgreementOptions, 'level' | 'leastLabels' | 'seed'> {
  endpoints: readonly Endpoint[];
  /** The most examples to take; 6 by default. */
  most?: number;
}

const MOST_EXAMPLES = 6;
/** Both halves need some. */
const LEAST = 12;

/**
 * Tries to bring a judge nearer to people: half of the labelled outputs lend their strongest disagreements to the judge
 * as examples, and the other half says whether it helped. Nothing is written: `files` is what to write.
 * @throws {ProblemError} where the plan has errors; then nothing was called
 */
export async function improveJudge(plan: JudgeTestPlan, options: ImproveOptions): Promise<Improvement> {
  const { seed = 1, most = MOST_EXAMPLES, host, endpoints } = options;
  const first = await judgeLabelled(plan, options);
  const { terms } = plan.seat as NonNullable<JudgeTestPlan['seat']>;
  const measured = { scale: terms, level: options.level, leastLabels: options.leastLabels, seed };
  const scored = (await agreementWithPeople(first.judged, { ...measured, resamples: 1 })).disagreements;
  const nothing = { examples: [], files: [], before: null, after: null, change: null, heldOut: 0 };
  const { knownCost } = first;
  if (first.stopped !== undefined) return { ...nothing, failed: first.stopped.kind, knownCost };
  if (scored.length < LEAST) return { ...nothing, failed: 'too-few', knownCost };
  const halves = halvesOf(scored, seed);
  const examples = chooseExamples(halves.examples, terms, most);
  if (examples.length === 0) return { ...nothing, failed: 'no-disagreement', knownCost };

  const files = await filesWith(plan, examples, host.files);
  const [main] = files;
  const outputs = halves.heldOut.map(({ output }) => output);
  const improved = await planJudgeTest(
    { ...plan.request, reference: referenceOf(plan), judge: main?.file ?? '', labels: undefined, outputs },
    { ...host, files: textOverlay(host.files, new Map(files.map(({ file, after }) => [file, after]))) },
    endpoints,
  );
  if (improved.seat === undefined) return { ...nothing, examples, files, failed: 'broken', knownCost };
  const second = await judgeLabelled(improved, options, outputs);
  const spent = knownCost + second.knownCost;
  if (second.stopped !== undefined)
    return { ...nothing, examples, files, failed: second.stopped.kind, knownCost: spent };
  const heldOut = new Set<LabelledOutput>(outputs);
  const before = await agreementWithPeople(
    first.judged.filter(({ output }) => heldOut.has(output)),
    measured,
  );
  const after = await agreementWithPeople(second.judged, measured);
  return {
    examples,
    files,
    before,
    after,
    change: compareScores(nearness(outputs, before.disagreements), nearness(outputs, after.disagreements), {
      margin: 0.02,
      seed,
    }),
    heldOut: outputs.length,
    knownCost: spent,
  };
}

/** The files of the judge with examples; a built-in judge becomes one of the user's own, with its partials. */
async function filesWith(
  { seat, request }: JudgeTestPlan,
  examples: readonly JudgeExample[],
  files: FileSystem,
): Promise<Improvement['files']> {
  const { source, compiled } = (seat as NonNullable<JudgeTestPlan['seat']>).judge;
  const readsExamples = compiled.inputVariables.some(({ name }) => name === 'examples');
  const after = judgeWithExamples(source.text, examples, { readsExamples });
  if (isInside(source.file, request.workspace)) return [{ file: source.file, before: source.text, after }];
  const folder = join(request.workspace, 'judges');
  const wanted = [
    { file: join(folder, basename(source.file)), after },
    ...[...source.partials.values()].map(({ file, text }) => ({ file: join(folder, basename(file)), after: text })),
  ];
  const changes: Improvement['files'] = [];
  for (const [index, change] of wanted.entries()) {
    const there = (await files.stat(change.file)) === undefined ? null : await files.read(change.file);
    const before = there === null ? null : new TextDecoder().decode(there);
    // A partial that is there already, as it is, need not be written.
    if (index === 0 || before !== change.after) changes.push({ ...change, before });
  }
  return changes;
}

/** What the test set says of the judge, but for what only a built-in one takes. */
function referenceOf({ request, seat }: JudgeTestPlan): JudgeTestRequest['reference'] {
  const { language: _language, ...reference } = request.reference ?? {};
  return { name: seat?.terms.judge ?? '', ...reference };
}

/** 1 − the distance to people, 0..1, for each output; null where it was not judged. */
function nearness(outputs: readonly LabelledOutput[], scored: readonly Disagreement[]): (number | null)[] {
  const byOutput = new Map(scored.map((each) => [each.output, each.difference]));
  return outputs.map((output) => {
    const difference = byOutput.get(output);
    return difference === undefined ? null : 1 - Math.abs(difference);
  });
}
