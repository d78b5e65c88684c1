import type { JudgeCalibration } from '../calibrate/calibration';
import type { Run } from '../evaluate/run';
import type { CheckSpec, TestCase } from '../testset/testSet';

/** A run with what a reader needs to know of the test set. */
export interface ReportedRun {
  run: Run;
  /** The cases by id, for their places, inputs and expected answers; empty where the test set is gone. */
  cases: ReadonlyMap<string, TestCase>;
  /** The checks of the test set for every case. */
  checks: readonly CheckSpec[];
  /** What people's labels say of the judges, where there are any. */
  calibration?: readonly JudgeCalibration[];
}

export interface ReportOptions {
  /** Turns codes and arguments into words. */
  say(code: string, args?: Record<string, string | number>): string;
  /** Absolute path of the folder that paths are shown relative to. */
  base: string;
  /** Whether the reader is a terminal that shows colours. */
  color: boolean;
}

/** A way to write down the results of one or more runs. */
export interface ReportFormat {
  /** The whole report, ending with a line break. */
  write(runs: readonly ReportedRun[], options: ReportOptions): string;
}
