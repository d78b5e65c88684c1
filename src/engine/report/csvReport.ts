import type { CaseResult } from '../evaluate/run';
import { shownPath } from './casePlace';
import { findingsOf } from './findings';
import { plainText } from './plainText';
import { caseRecord } from './record';
import type { ReportedRun, ReportFormat, ReportOptions } from './report';

type Cell = string | number | boolean | null;

/** A table (RFC 4180) with a row a case. Text that a spreadsheet would take for a formula gets a `'` in front. */
export const csvReport: ReportFormat = {
  write(runs, options) {
    const judges = [...new Set(runs.flatMap(({ run }) => run.header.judges.map(({ judge }) => judge)))];
    const rows = runs.flatMap((reported) => reported.run.cases.map((result) => row(reported, result, judges, options)));
    const headings = [
      ...['prompt', 'model', 'id', 'status', 'score'],
      ...judges.flatMap((judge) => [judge, `${judge} reason`]),
      ...[
        'output',
        'problems',
        'tokens',
        'cost',
        'latencyMs',
        'ttftMs',
        'cached',
        'file',
        'line',
        'repeats',
        'passed',
        'spread',
        'flaky',
      ],
    ];
    return [headings, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
  },
};

function row(reported: ReportedRun, result: CaseResult, judges: readonly string[], options: ReportOptions): Cell[] {
  const { prompt, model } = reported.run.header;
  const record = caseRecord(reported, result, options);
  const problems = result.samples
    .flatMap((sample) => findingsOf(sample, options))
    .filter(({ kind }) => kind !== 'judge');
  const verdicts = judges.flatMap((name): Cell[] => {
    const verdict = record.judges.find(({ judge }) => judge === name);
    return [verdict?.label ?? verdict?.score ?? null, verdict?.reason ?? null];
  });
  return [
    ...[shownPath(prompt, options.base), model, record.id, record.status, record.score],
    ...verdicts,
    record.output,
    problems.map(({ name, text }) => (name === '' ? text : `${name}: ${text}`)).join('\n'),
    record.tokens?.total ?? null,
    ...[record.cost, record.latencyMs, record.ttftMs, record.cached, record.file, record.line],
    ...[result.samples.length, passedOf(result), record.spread?.sd ?? null, record.spread?.flaky ?? null],
  ];
}

function passedOf({ samples }: CaseResult): number {
  return samples.filter(({ status }) => status === 'passed').length;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = plainText(cell);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
