import type { CaseResult, RunSummary } from '../evaluate/run';
import { casePlace, shownPath } from './casePlace';
import { findingsOf, judgeName, shownSample } from './findings';
import { HTML_STYLE } from './htmlStyle';
import { reasonOfJudge, scoreOfJudge } from './judgementText';
import { plainText } from './plainText';
import { duration, outOf } from './quantities';
import type { ReportedRun, ReportFormat, ReportOptions } from './report';
import { outcomeText, summaryLine } from './runLine';
import { hintTexts, repeatsText, spreadLine } from './spreadText';
import { escapeXml } from './xml';

/** One page that needs nothing else: no script, nothing loaded, light and dark. Each case unfolds. */
export const htmlReport: ReportFormat = {
  write(runs, options) {
    const names = runs.map(({ run }) => shownPath(run.header.prompt, options.base)).join(', ');
    return `<!DOCTYPE html>
<html lang="${options.say('report.language')}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(names)} - Assay</title>
<style>${HTML_STYLE}</style>
</head>
<body>
${runs.map((reported) => section(reported, options)).join('')}</body>
</html>
`;
  },
};

function section(reported: ReportedRun, options: ReportOptions): string {
  const { header, summary, cases } = reported.run;
  const outcome = outcomeText(reported.run, options);
  const passed = cases.filter(({ status }) => status === 'passed');
  const others = cases.filter(({ status }) => status !== 'passed');
  return `<section>
<h1>${text(shownPath(header.prompt, options.base))}</h1>
<p class="model">${text(header.model)} · ${text(header.startedAt)}</p>
${summary === undefined ? '' : `<p class="summary">${text(summaryLine(summary, options))}</p>\n${notes(summary, options)}`}${
  outcome === '' ? '' : `<p class="outcome">${text(outcome)}</p>\n`
}${[...others, ...passed].map((result) => caseElement(reported, result, options)).join('')}</section>
`;
}

function notes(summary: RunSummary, options: ReportOptions): string {
  return [spreadLine(summary, options), ...hintTexts(summary, options)]
    .filter((line) => line !== '')
    .map((line) => `<p class="model">${text(line)}</p>\n`)
    .join('');
}

function caseElement(reported: ReportedRun, result: CaseResult, options: ReportOptions): string {
  const { say } = options;
  const { status, id, score, spread } = result;
  const scale = reported.run.summary?.scale ?? { min: 0, max: 1 };
  const sample = shownSample(result);
  const findings = sample === undefined ? [] : findingsOf(sample, options);
  const first = findings[0];
  const why = first === undefined ? '' : `${first.name === '' ? '' : `${first.name}: `}${first.text}`;
  return `<details class="${status}"${status === 'failed' || status === 'error' ? ' open' : ''}>
<summary><span class="status">${text(say(`report.status-${status}`))}</span> <b>${text(id)}</b> <span class="score">${
    score === null ? '' : text(outOf(score, scale))
  }</span>${spread === undefined ? '' : ` <span class="${spread.flaky ? 'flaky' : 'model'}">${text(repeatsText(spread, scale, options))}</span>`} <span class="why">${text(why)}</span></summary>
${caseBody(reported, result, options)}</details>
`;
}

function caseBody(reported: ReportedRun, result: CaseResult, options: ReportOptions): string {
  const { say } = options;
  const testCase = reported.cases.get(result.id);
  const place = casePlace(reported, result.id, options.base);
  const parts: string[] = [];
  if (place !== undefined) parts.push(`<p class="place">${text(`${place.file}:${place.line}`)}</p>`);
  if (testCase !== undefined) {
    parts.push(block(say('report.input'), shown(testCase.input)));
    if (testCase.expected !== undefined) parts.push(block(say('report.expected'), shown(testCase.expected)));
  }
  for (const sample of result.samples) {
    if (sample.output !== null) parts.push(block(say('report.output'), sample.output));
    const items = [
      ...findingsOf(sample, options).filter(({ kind }) => kind !== 'judge'),
      ...sample.judges
        .filter(({ error }) => error === undefined)
        .map((judgement) => ({
          name: `${judgeName(judgement.judge)} ${scoreOfJudge(judgement)}`,
          text: reasonOfJudge(judgement, options),
        })),
    ];
    if (items.length > 0) {
      const item = (each: { name: string; text: string }) => `<li><b>${text(each.name)}</b> ${text(each.text)}</li>`;
      parts.push(`<ul>${items.map(item).join('')}</ul>`);
    }
    if (sample.latencyMs !== undefined) parts.push(`<p class="place">${text(duration(sample.latencyMs))}</p>`);
  }
  return `${parts.join('\n')}\n`;
}

function block(title: string, content: string): string {
  return `<h2>${text(title)}</h2>\n<pre>${text(content)}</pre>`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function text(value: string): string {
  return escapeXml(plainText(value));
}
