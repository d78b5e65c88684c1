import type { Agreement } from '../../calibrate/agreement';
import type { JudgeTest } from '../../calibrate/judgeTest';
import { shownPath } from '../casePlace';
import type { ReportOptions } from '../report';

/** For programs: every coefficient with its interval, and every output with both scores. */
export function judgeTestJson(test: JudgeTest, { base }: Pick<ReportOptions, 'base'>): string {
  const { terms, file, labelsFile, outputs, judged, stopped, knownCost, agreement, byModel } = test;
  const record = {
    judge: terms.judge,
    file: shownPath(file, base),
    labels: labelsFile === undefined ? null : shownPath(labelsFile, base),
    model: terms.model,
    scale: { min: terms.min, max: terms.max, threshold: terms.threshold, labels: terms.labels ?? null },
    outputs,
    judged: judged.length,
    stopped: stopped ?? null,
    knownCost,
    agreement: coefficients(agreement),
    byModel: byModel.map((each) => ({ model: each.model, agreement: coefficients(each.agreement) })),
    cases: judged.map(({ output, judgement }) => ({
      id: output.id,
      ratings: output.ratings,
      judge: judgement.score,
      label: judgement.label ?? null,
      spread: judgement.spread ?? null,
      reason: judgement.reason,
      evidence: judgement.evidence ?? [],
      unasked: judgement.unasked ?? null,
      error: judgement.error ?? null,
      cached: judgement.cached,
      file: output.place === undefined ? null : shownPath(output.place.file, base),
      line: output.place === undefined ? null : output.place.range.start.line + 1,
    })),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

function coefficients({ disagreements, ...rest }: Agreement) {
  return {
    ...rest,
    disagreements: disagreements.map(({ id, human, judge, difference }) => ({ id, human, judge, difference })),
  };
}
