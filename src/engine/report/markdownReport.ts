import type { CaseResult } from '../evaluate/run';
import { casePlace, shownPath } from './casePlace';
import { findingsOf, shownSample } from './findings';
import { calibrationLines } from './judge/calibrationWords';
import { plainLine } from './plainText';
import { outOf } from './quantities';
import type { ReportedRun, ReportFormat, ReportOptions } from './report';
import { outcomeText, summaryLine } from './runLine';
import { hintTexts, repeatsText, spreadLine, widthOnScale } from './spreadText';

const LONGEST_REASON = 300;

/** A summary and a table for a pull request or a job summary: the cases that did not pass first. */
export const markdownReport: ReportFormat = {
  write: (runs, options) => runs.map((reported) => section(reported, options)).join('\n'),
};

function section(reported: ReportedRun, options: ReportOptions): string {
  const { run } = reported;
  const { header, summary, cases } = run;
  const { say, base } = options;
  const lines = [`### ${markdownCell(shownPath(header.prompt, base))}`, '', `${markdownCell(header.model)}  `];
  if (summary !== undefined) {
    lines.push(`**${markdownCell(summaryLine(summary, options))}**`);
    for (const line of [spreadLine(summary, options), ...hintTexts(summary, options)]) {
      if (line !== '') lines.push('', markdownCell(line));
    }
  }
  for (const { text, isWarning } of calibrationLines(reported.calibration ?? [], header.judges, options)) {
    lines.push('', isWarning ? `**${markdownCell(text)}**` : markdownCell(text));
  }
  const outcome = outcomeText(run, options);
  if (outcome !== '') lines.push('', markdownCell(outcome));
  const headings = ['report.column-status', 'report.column-case', 'report.column-score', 'report.column-why'];
  lines.push('', `| ${headings.map((code) => say(code)).join(' | ')} |`, '|---|---|---|---|');
  const passed = cases.filter(({ status }) => status === 'passed');
  const others = cases.filter(({ status }) => status !== 'passed');
  for (const result of [...others, ...passed]) lines.push(row(reported, result, options));
  return `${lines.join('\n')}\n`;
}

function row(reported: ReportedRun, result: CaseResult, options: ReportOptions): string {
  const place = casePlace(reported, result.id, options.base);
  const scale = reported.run.summary?.scale ?? { min: 0, max: 1 };
  const sample = shownSample(result);
  const findings = sample === undefined ? [] : findingsOf(sample, options);
  const { spread } = result;
  const why = findings
    .map(({ name, text }) => (name === '' ? text : `${name}: ${text}`))
    .map((text) => markdownCell(text));
  if (spread?.flaky) why.unshift(`**${markdownCell(repeatsText(spread, scale, options))}**`);
  if (result.status !== 'passed' && place !== undefined) why.push(markdownCell(`${place.file}:${place.line}`));
  const cells = [
    options.say(`report.status-${result.status}`),
    markdownCell(result.id),
    result.score === null ? '' : markdownScore(result.score, spread?.sd, scale),
    why.join('<br>'),
  ];
  return `| ${cells.join(' | ')} |`;
}

function markdownScore(score: number, sd: number | null | undefined, scale: { min: number; max: number }): string {
  return sd ? `${outOf(score, scale)} ±${widthOnScale(sd, scale)}` : outOf(score, scale);
}

/** Text that stays text in a table of Markdown, also where HTML is allowed in it. */
export function markdownCell(text: string): string {
  return plainLine(text, LONGEST_REASON)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]|#~!@]/g, '\\$&');
}
