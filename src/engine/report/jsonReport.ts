import { jsonText } from './jsonText';
import { caseRecord, runRecord } from './record';
import type { ReportFormat } from './report';

/** One JSON object for a run, an array of them for several. The fields are documented in docs/json-output.md. */
export const jsonReport: ReportFormat = {
  write(runs, options) {
    const records = runs.map((reported) => ({
      ...runRecord(reported, options),
      cases: reported.run.cases.map((result) => caseRecord(reported, result, options)),
    }));
    return `${jsonText(records.length === 1 ? records[0] : records, 2)}\n`;
  },
};
