import type { GatedPrompt } from '../../gate/gateResult';
import { shownPath } from '../casePlace';
import { jsonText } from '../jsonText';
import type { ReportOptions } from '../report';
import type { GateReportFormat } from './gateReport';

/** For programs: what is not known is null, never left out. The fields are documented in docs/json-output.md. */
export const gateJsonReport: GateReportFormat = {
  write({ verdict, base, head, prompts }, options) {
    const record = { schema: 1, verdict, base, head, prompts: prompts.map((prompt) => promptRecord(prompt, options)) };
    return `${jsonText(record, 2)}\n`;
  },
};

function promptRecord(prompt: GatedPrompt, { base, say }: ReportOptions) {
  const path = (file: string) => shownPath(file, base);
  return {
    file: path(prompt.file),
    previous: prompt.previous === undefined ? null : path(prompt.previous),
    changed: prompt.changed.map(path),
    verdict: prompt.verdict,
    reason: prompt.reason,
    model: prompt.model,
    measure: prompt.measure,
    accepted: prompt.accepted ?? null,
    fingerprint: prompt.fingerprint,
    problems: prompt.problems.map(({ code, severity, file, range, args }) => ({
      file: path(file),
      line: range.start.line + 1,
      column: range.start.character + 1,
      severity,
      code,
      message: say(code, args),
    })),
    changes: prompt.content?.changes ?? null,
    cause: prompt.cause && {
      ...prompt.cause,
      hunks: prompt.cause.hunks.map((hunk) => ({ ...hunk, file: path(hunk.file), line: hunk.line + 1 })),
    },
    unreliable: prompt.unreliable.map(({ judge, agreement: { n, kappa, level } }) => ({
      judge,
      kappa: kappa.quadratic?.value ?? null,
      level,
      labelled: n,
    })),
    comparison: prompt.comparison,
  };
}
