import { csvReport } from './csvReport';
import { htmlReport } from './htmlReport';
import { jsonlReport } from './jsonlReport';
import { jsonReport } from './jsonReport';
import { junitReport } from './junitReport';
import { markdownReport } from './markdownReport';
import type { ReportFormat } from './report';
import { textReport } from './textReport';

/** The formats of reports by the name that `--format` takes. A new one is a file and a line here. */
export const REPORT_FORMATS = {
  text: textReport,
  json: jsonReport,
  jsonl: jsonlReport,
  junit: junitReport,
  markdown: markdownReport,
  html: htmlReport,
  csv: csvReport,
} as const satisfies Record<string, ReportFormat>;

export type ReportFormatName = keyof typeof REPORT_FORMATS;
