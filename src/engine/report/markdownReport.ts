import type { CaseResult } from '../evaluate/run';
import { casePlace, shownPath } from './casePlace';
import { caseScoreText } from './caseScore';
import { reasonLines } from './findings';
import { calibrationLines } from './judge/calibrationWords';
import { weightedText } from './judgementText';
import { markdownText } from './markdownText';
import type { ReportedRun, ReportFormat, ReportOptions } from './report';
import { outcomeText, summaryLine } from './runLine';
import { hintTexts, repeatsText, spreadLine } from './spreadText';

/** GitHub takes no comment with more characters (65,536), and a report is seldom all that a comment holds. */
const LONGEST_REPORT = 60_000;
/** What is kept free in a section for the line that says what was left out. */
const NOTE = 200;

/**
 * A summary and a table for a pull request or a job summary: the cases that did not pass first. What a comment has no room
 * for is left out, the cases that passed before others, and is counted.
 */
export const markdownReport: ReportFormat = {
  write(runs, options) {
    const sections = runs.map((reported) => section(reported, options));
    return fitting(sections)
      .map(({ head, rows }, index) => {
        const left = (sections[index]?.rows.length ?? 0) - rows.length;
        const note = left === 0 ? '' : `\n${options.say('report.left-out', { count: left })}\n`;
        return `${[head, ...rows.map(({ text }) => text)].join('\n')}\n${note}`;
      })
      .join('\n');
  },
};

interface Section {
  /** All that comes before the rows. */
  head: string;
  rows: { text: string; passed: boolean }[];
}

/** As many rows as there is room for, those that did not pass first; each section keeps its head. */
function fitting(sections: readonly Section[]): Section[] {
  let room = LONGEST_REPORT - sections.reduce((sum, { head }) => sum + head.length + NOTE, 0);
  const kept = sections.map(({ head }): Section => ({ head, rows: [] }));
  for (const passed of [false, true]) {
    for (const [index, { rows }] of sections.entries()) {
      for (const row of rows.filter((each) => each.passed === passed)) {
        room -= row.text.length + 1;
        if (room < 0) return kept;
        kept[index]?.rows.push(row);
      }
    }
  }
  return kept;
}

function section(reported: ReportedRun, options: ReportOptions): Section {
  const { run } = reported;
  const { header, summary, cases } = run;
  const { say, base } = options;
  const lines = [`### ${markdownText(shownPath(header.prompt, base))}`, '', `${markdownText(header.model)}  `];
  if (summary !== undefined) {
    lines.push(`**${markdownText(summaryLine(summary, options))}**`);
    for (const line of [spreadLine(summary, options), ...hintTexts(summary, options), weightedText(cases, options)]) {
      if (line !== '') lines.push('', markdownText(line));
    }
  }
  for (const { text, isWarning } of calibrationLines(reported.calibration ?? [], header.judges, options)) {
    lines.push('', isWarning ? `**${markdownText(text)}**` : markdownText(text));
  }
  const outcome = outcomeText(run, options);
  if (outcome !== '') lines.push('', markdownText(outcome));
  const headings = ['report.column-status', 'report.column-case', 'report.column-score', 'report.column-why'];
  lines.push('', `| ${headings.map((code) => say(code)).join(' | ')} |`, '|---|---|---|---|');
  const passed = cases.filter(({ status }) => status === 'passed');
  const others = cases.filter(({ status }) => status !== 'passed');
  const rows = [...others, ...passed].map((result) => ({
    text: row(reported, result, options),
    passed: result.status === 'passed',
  }));
  return { head: lines.join('\n'), rows };
}

function row(reported: ReportedRun, result: CaseResult, options: ReportOptions): string {
  const place = casePlace(reported, result.id, options.base);
  const scale = reported.run.summary?.scale ?? { min: 0, max: 1 };
  const { spread } = result;
  const why = reasonLines(result, options, { beside: true }).map(markdownText);
  if (spread?.flaky) why.unshift(`**${markdownText(repeatsText(spread, scale, options))}**`);
  if (result.status !== 'passed' && place !== undefined) why.push(markdownText(`${place.file}:${place.line}`));
  const cells = [
    options.say(`report.status-${result.status}`),
    markdownText(result.id),
    markdownText(caseScoreText(result, scale)),
    why.join('<br>'),
  ];
  return `| ${cells.join(' | ')} |`;
}
