import { assayFolder, recordedPath } from '../evaluate/assayFolder';
import { modelsOfJudge } from '../evaluate/judgeTerms';
import type { EvaluationPlan } from '../evaluate/plan';
import type { Run } from '../evaluate/run';
import type { Host } from '../host';
import { judgesCase } from '../judge/criterion';
import { type HumanLabel, LabelStore, outputDigest } from '../judge/labels';
import type { ModelSet } from '../model/createModels';
import { FILE_START } from '../problem';
import { type Agreement, type AgreementOptions, agreementWithPeople } from './agreement';
import { type CorrectedScores, correctedScores, type ScoredPair } from './correctedScores';
import type { JudgeTestPlan } from './judgeTestPlan';
import { humanScore, type LabelledOutput } from './labelledOutput';
import { outputsOfLabels } from './outputsOfLabels';
import { judgeLabelled } from './runJudgeTest';

/** How far one judge of a run can be relied on, by what people have said of the prompt's outputs. */
export interface JudgeCalibration {
  judge: string;
  /** Of the judge and people, over all outputs that both have scored, of any version of the prompt. */
  agreement: Agreement;
  /** The run's own scores, corrected; null with too few labels, or where there is no run. */
  corrected: CorrectedScores | null;
  /** Everything that people have scored for this judge. */
  outputs: LabelledOutput[];
  /** How many of these the judge has not judged on record. */
  missing: number;
}

export interface CalibrationOptions extends Pick<AgreementOptions, 'level' | 'leastLabels'> {
  host: Host;
  models: Pick<ModelSet, 'resolve'>;
  signal?: AbortSignal;
  /** The labels that count of the prompt, where they have been read already. */
  labels?: readonly HumanLabel[];
}

/**
 * What people's labels say of the judges of a prompt. Nothing is asked that costs: only outputs whose judgement by the
 * same judge is on record count.
 * @param run the run to correct; absent where there is none
 * @returns one a judge that people have given scores for
 */
export async function calibrationOf(
  plan: EvaluationPlan,
  run: Pick<Run, 'cases'> | undefined,
  { host, models, signal, level, leastLabels, ...options }: CalibrationOptions,
): Promise<JudgeCalibration[]> {
  const { workspace, prompt } = plan.request;
  const labels = options.labels ?? (await labelsOf(workspace, prompt, host));
  const calibrations: JudgeCalibration[] = [];
  for (const [index, { judge }] of plan.loadedJudges.entries()) {
    const terms = plan.judges[index];
    if (terms === undefined) continue;
    const outputs = outputsOfLabels(labels, terms.judge, judge).filter(({ subject }) => judgesCase(judge, subject));
    if (outputs.length === 0) continue;
    const test = judgeTestOf(plan, terms.judge, outputs);
    const recorded = await judgeLabelled(test, { host, models, signal, recordedOnly: true });
    const agreement = await agreementWithPeople(recorded.judged, { scale: terms, level, leastLabels });
    const everLabelled = agreement.disagreements.map(({ human, judge: score }) => ({ human, judge: score }));
    const ofRun = run === undefined ? undefined : scoresOf(run, terms.judge, outputs);
    calibrations.push({
      judge: terms.judge,
      agreement,
      corrected: ofRun === undefined ? null : correctedScores({ ...ofRun, everLabelled, threshold: terms.threshold }),
      outputs,
      missing: outputs.length - recorded.judged.length,
    });
  }
  return calibrations;
}

/**
 * What measuring a judge as a prompt uses it needs, with outputs that people have scored.
 * @param name what results call the judge
 */
export function judgeTestOf(plan: EvaluationPlan, name: string, outputs: readonly LabelledOutput[]): JudgeTestPlan {
  const index = plan.judges.findIndex(({ judge }) => judge === name);
  const loaded = plan.loadedJudges[index];
  const terms = plan.judges[index];
  const { workspace } = plan.request;
  if (loaded === undefined || terms === undefined) throw new RangeError(`the plan has no judge ${name}`);
  const { judge, fingerprint } = loaded;
  const {
    judge: _name,
    range: _range,
    ...reference
  } = plan.testSet?.judges[index] ?? { judge: name, name, range: FILE_START };
  return {
    request: { judge: judge.source.file, reference, models: modelsOfJudge(terms), workspace, outputs },
    problems: [],
    seat: { judge, terms, fingerprint },
    outputs,
  };
}

async function labelsOf(workspace: string, prompt: string, { files, clock, saved }: Host): Promise<HumanLabel[]> {
  const folder = assayFolder(workspace).labels;
  const store = new LabelStore({ files: saved ?? files, clock, folder, workspace });
  return (await store.all(recordedPath(workspace, prompt))).labels;
}

/** The scores of one judge in a run: of cases with an output that people have scored, and of the others. */
function scoresOf(
  { cases }: Pick<Run, 'cases'>,
  judge: string,
  outputs: readonly LabelledOutput[],
): { labelled: ScoredPair[]; unlabelled: number[] } {
  const byOutput = new Map(
    outputs.map((output) => [keyOf(output.subject.caseId ?? '', output.subject.output), humanScore(output.ratings)]),
  );
  const labelled: ScoredPair[] = [];
  const unlabelled: number[] = [];
  for (const { id, samples } of cases) {
    const scored = samples.flatMap(({ output, judges }) => {
      const score = judges.find((judgement) => judgement.judge === judge)?.score ?? null;
      return output === null || score === null
        ? []
        : [{ human: byOutput.get(keyOf(id, output)) ?? null, judge: score }];
    });
    // A case counts once, whatever its repeats.
    const withLabel = scored.find(({ human }) => human !== null);
    if (withLabel?.human != null) labelled.push({ human: withLabel.human, judge: withLabel.judge });
    else if (scored.length > 0) unlabelled.push(scored.reduce((sum, each) => sum + each.judge, 0) / scored.length);
  }
  return { labelled, unlabelled };
}

function keyOf(caseId: string, output: string): string {
  return JSON.stringify([caseId, outputDigest(output)]);
}
