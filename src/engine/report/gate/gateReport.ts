import type { GateResult } from '../../gate/gateResult';
import type { ReportOptions } from '../report';
import { gateJsonReport } from './gateJsonReport';
import { gateJunitReport } from './gateJunitReport';
import { gateMarkdownReport } from './gateMarkdownReport';
import { gateTextReport } from './gateTextReport';

/** A way to write down what the gate found. */
export interface GateReportFormat {
  /** The whole report, ending with a line break. */
  write(result: GateResult, options: GateReportOptions): string;
}

export interface GateReportOptions extends ReportOptions {
  /** Whether the report tells how the texts differ, too. */
  withContent?: boolean;
}

/** The formats of the gate's report by the name that `--format` takes. A new one is a file and a line here. */
export const GATE_REPORT_FORMATS = {
  text: gateTextReport,
  json: gateJsonReport,
  junit: gateJunitReport,
  markdown: gateMarkdownReport,
} as const satisfies Record<string, GateReportFormat>;

export type GateReportFormatName = keyof typeof GATE_REPORT_FORMATS;
