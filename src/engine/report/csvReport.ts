import { callsOfJudgement } from '../evaluate/judgeTerms';
import type { CaseResult } from '../evaluate/run';
import { shownPath } from './casePlace';
import { answerNote, findingLines, findingsOf } from './findings';
import { readingScores } from './judgementText';
import { plainText } from './plainText';
import { caseRecord } from './record';
import type { ReportedRun, ReportFormat, ReportOptions } from './report';

type Cell = string | number | boolean | null;

/** A judge of any of the runs, and whether it is asked more than once for a score. */
interface JudgeColumns {
  judge: string;
  hasReadings: boolean;
}

/**
 * A table (RFC 4180) with a row a case, for spreadsheets: it begins with a byte order mark, without which Excel takes
 * UTF-8 for something else, and text that would be taken for a formula gets a `'` in front.
 */
export const csvReport: ReportFormat = {
  write(runs, options) {
    const judges = judgeColumns(runs);
    const rows = runs.flatMap((reported) => reported.run.cases.map((result) => row(reported, result, judges, options)));
    const headings = [
      ...['prompt', 'model', 'id', 'status', 'score'],
      ...judges.flatMap(({ judge, hasReadings }) => [
        judge,
        `${judge} reason`,
        ...(hasReadings ? [`${judge} readings`] : []),
      ]),
      ...['output', 'problems', 'tokens', 'cost', 'latencyMs', 'ttftMs', 'cached', 'file', 'line'],
      ...['repeats', 'passed', 'spread', 'flaky'],
    ];
    return `\ufeff${[headings, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')}`;
  },
};

function judgeColumns(runs: readonly ReportedRun[]): JudgeColumns[] {
  const columns = new Map<string, boolean>();
  for (const terms of runs.flatMap(({ run }) => run.header.judges)) {
    columns.set(terms.judge, columns.get(terms.judge) === true || callsOfJudgement(terms) > 1);
  }
  return [...columns].map(([judge, hasReadings]) => ({ judge, hasReadings }));
}

function row(
  reported: ReportedRun,
  result: CaseResult,
  judges: readonly JudgeColumns[],
  options: ReportOptions,
): Cell[] {
  const { prompt, model } = reported.run.header;
  const record = caseRecord(reported, result, options);
  const verdicts = judges.flatMap(({ judge: name, hasReadings }): Cell[] => {
    const verdict = record.judges.find(({ judge }) => judge === name);
    const readings = verdict === undefined ? null : readingScores(verdict);
    return [verdict?.label ?? verdict?.score ?? null, verdict?.reason ?? null, ...(hasReadings ? [readings] : [])];
  });
  return [
    ...[shownPath(prompt, options.base), model, record.id, record.status, record.score],
    ...verdicts,
    record.output,
    problemsOf(result, options),
    record.tokens?.total ?? null,
    ...[record.cost, record.latencyMs, record.ttftMs, record.cached, record.file, record.line],
    ...[result.samples.length, passedOf(result), record.spread?.sd ?? null, record.spread?.flaky ?? null],
  ];
}

/** What the judges' columns do not say, of all repeats: each line once. */
function problemsOf({ samples }: CaseResult, options: ReportOptions): string {
  const lines = samples.flatMap((sample) => [
    ...findingsOf(sample, options)
      .filter(({ kind }) => kind !== 'judge')
      .flatMap(findingLines),
    answerNote(sample, options),
  ]);
  return [...new Set(lines)].filter((line) => line !== '').join('\n');
}

function passedOf({ samples }: CaseResult): number {
  return samples.filter(({ status }) => status === 'passed').length;
}

/** What begins a formula, also in the full-width forms that some spreadsheets read as well (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = plainText(cell);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  // Where lists are parted by semicolons or tabs, a formula after one must not begin a cell either.
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
