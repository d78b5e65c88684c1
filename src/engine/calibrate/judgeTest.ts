import { type JudgeTerms, modelsOfJudge } from '../evaluate/judgeTerms';
import { type Agreement, type AgreementOptions, agreementWithPeople } from './agreement';
import type { JudgeTestPlan } from './judgeTestPlan';
import { type JudgedOutputs, type JudgeTestOptions, judgeLabelled } from './runJudgeTest';

/** A judge measured against people. */
export interface JudgeTest extends JudgedOutputs {
  terms: JudgeTerms;
  /** The judge's file. */
  file: string;
  /** Where the labels come from, where they come from one file. */
  labelsFile?: string;
  /** Labelled outputs, judged or not. */
  outputs: number;
  agreement: Agreement;
  /** For each model of a panel, as if it judged alone. */
  byModel: { model: string; agreement: Agreement }[];
}

/**
 * Asks a judge about labelled outputs and compares its scores with people's.
 * @throws {ProblemError} where the plan has errors; then nothing was called
 */
export async function testJudge(
  plan: JudgeTestPlan,
  options: JudgeTestOptions & Pick<AgreementOptions, 'level' | 'leastLabels' | 'seed' | 'resamples'>,
): Promise<JudgeTest> {
  const judged = await judgeLabelled(plan, options);
  const { terms, judge } = plan.seat as NonNullable<JudgeTestPlan['seat']>;
  const { level, leastLabels, seed, resamples } = options;
  const measured = { scale: terms, level, leastLabels, seed, resamples };
  const models = modelsOfJudge(terms);
  const byModel: JudgeTest['byModel'] = [];
  for (const model of models.length > 1 ? models : []) {
    byModel.push({ model, agreement: await agreementWithPeople(judged.judged.map(onlyOf(model)), measured) });
  }
  return {
    ...judged,
    terms,
    file: judge.source.file,
    ...(plan.labelsFile !== undefined && { labelsFile: plan.labelsFile }),
    outputs: plan.outputs.length,
    agreement: await agreementWithPeople(judged.judged, measured),
    byModel,
  };
}

type Judged = JudgedOutputs['judged'][number];

/** The same judgement as one model of the panel gave it: the mean of its own readings. */
function onlyOf(model: string): (judged: Judged) => Judged {
  return ({ output, judgement }) => {
    const own = (judgement.readings ?? []).filter((reading) => reading.model === model);
    const scores = own.flatMap(({ score }) => score ?? []);
    const complete = own.length > 0 && scores.length === own.length;
    const score = complete ? scores.reduce((sum, each) => sum + each, 0) / scores.length : null;
    return { output, judgement: { ...judgement, score: judgement.unasked === undefined ? score : judgement.score } };
  };
}
