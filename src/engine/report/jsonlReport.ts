import { shownPath } from './casePlace';
import { jsonText } from './jsonText';
import { caseRecord } from './record';
import type { ReportFormat } from './report';

/** One JSON object a line for each case, with its prompt and model. The fields are those of the JSON report's cases. */
export const jsonlReport: ReportFormat = {
  write(runs, options) {
    const lines = runs.flatMap((reported) => {
      const { prompt, model } = reported.run.header;
      return reported.run.cases.map((result) =>
        jsonText({ prompt: shownPath(prompt, options.base), model, ...caseRecord(reported, result, options) }),
      );
    });
    return lines.map((line) => `${line}\n`).join('');
  },
};
