import type { JudgeCalibration } from '../calibrate/calibration';
import type { EvaluationPlan } from '../evaluate/plan';
import type { Run } from '../evaluate/run';
import { type ChangedPart, changedParts } from '../evaluate/staleness';
import { summarizeRun } from '../evaluate/summary';
import type { ReportedRun } from './report';

/** A run on record as reports take it, and what has changed since. */
export interface RecordedReport {
  reported: ReportedRun;
  changed: ChangedPart[];
}

/**
 * A run on record with what reports say of it. Where the test set is not what it was, its inputs, expected answers and lines
 * are left out: they may be others by now. So are people's labels where the judges are not what they were.
 * @param plan what a run would be now, of the same prompt, test set and model
 * @param calibrate what people's labels say of the judges of the plan
 */
export async function reportRecorded(
  run: Run,
  plan: EvaluationPlan,
  calibrate: (run: Run) => Promise<JudgeCalibration[]>,
): Promise<RecordedReport> {
  const changed = changedParts(plan.fingerprints, run.header.fingerprints);
  const known = changed.includes('tests') ? undefined : plan.testSet;
  return {
    reported: {
      run: finished(run),
      cases: new Map(known?.cases.map((testCase) => [testCase.id, testCase])),
      checks: known?.checks ?? [],
      calibration: changed.includes('judges') ? [] : await calibrate(run),
    },
    changed,
  };
}

/** The machine or the window may have gone down in the middle of a run: then its numbers are those of what there is. */
function finished(run: Run): Run {
  const { cases, header, summary, outcome } = run;
  return {
    ...run,
    summary: summary ?? summarizeRun(cases, header, 0),
    outcome: outcome ?? { kind: 'cancelled' },
  };
}
