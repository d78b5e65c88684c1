import { createHash } from 'node:crypto';
import type { RunSummary } from '../evaluate/run';
import { shownPath } from './casePlace';
import { htmlCase } from './htmlCase';
import { HTML_STYLE } from './htmlStyle';
import { element, text } from './htmlText';
import { calibrationLines } from './judge/calibrationWords';
import { scoreOfJudge, weightedText } from './judgementText';
import { judgeName } from './judgeName';
import { count, duration, onScale, outOf } from './quantities';
import type { ReportedRun, ReportFormat, ReportOptions } from './report';
import { costText, outcomeText } from './runLine';
import { hintTexts, spreadLine } from './spreadText';

/** More cases that did not pass are not unfolded from the start: nobody could find their way among them. */
const MOST_UNFOLDED = 20;

/** One page that needs nothing else: no script, nothing loaded, light and dark. Each case unfolds. */
export const htmlReport: ReportFormat = {
  write(runs, options) {
    const names = runs.map(({ run }) => shownPath(run.header.prompt, options.base)).join(', ');
    // Only this very style is let in, so that no text could bring its own.
    const style = `sha256-${createHash('sha256').update(HTML_STYLE).digest('base64')}`;
    const policy = `default-src 'none'; style-src '${style}'; base-uri 'none'; form-action 'none'`;
    return `<!DOCTYPE html>
<html lang="${options.say('report.language')}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(names)} - Assay</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<main>
${runs.map((reported, index) => section(reported, index, options)).join('')}</main>
</body>
</html>
`;
  },
};

function section(reported: ReportedRun, index: number, options: ReportOptions): string {
  const { header, summary, cases } = reported.run;
  const outcome = outcomeText(reported.run, options);
  const passed = cases.filter(({ status }) => status === 'passed');
  const others = cases.filter(({ status }) => status !== 'passed');
  const unfold = others.length <= MOST_UNFOLDED;
  return `<section>
<h1>${text(shownPath(header.prompt, options.base))}</h1>
<p class="about">${text(header.model)} · <time datetime="${text(header.startedAt)}">${text(shownTime(header.startedAt))}</time></p>
${summary === undefined ? '' : figures(summary, options) + bar(summary, options)}${notes(reported, options)}${
  outcome === '' ? '' : `${element('p', 'outcome', outcome)}\n`
}${filters(reported, index, options)}<div class="cases">
${[...others, ...passed].map((result) => htmlCase(reported, result, { ...options, unfold })).join('')}</div>
</section>
`;
}

/** To the minute, in the time zone that the record is in. */
function shownTime(startedAt: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(startedAt) ? `${startedAt.slice(0, 16).replace('T', ' ')} UTC` : startedAt;
}

/** The numbers of a run, the score first; what is not known or not there is left out. */
function figures(summary: RunSummary, options: ReportOptions): string {
  const { say } = options;
  const { score, interval, scale, passed, failed, judges, tokens, ttftMs, latencyMs, cached, durationMs } = summary;
  const total = tokens === null ? 0 : tokens.input + tokens.output + tokens.judges;
  const label = (code: string) => say(`report.figure-${code}`);
  const range = interval && { low: onScale(interval.low, scale), high: onScale(interval.high, scale) };
  const shown: { label: string; value: string; more?: string }[] = [
    {
      label: label('score'),
      value: score === null ? '' : outOf(score, scale),
      ...(range !== null && { more: say('report.interval', range) }),
    },
    {
      label: label('passed'),
      value: passed + failed === 0 ? '' : say('report.of', { part: count(passed), whole: count(passed + failed) }),
    },
    // The only judge's mean is the score.
    ...(judges.length < 2 ? [] : judges).map(({ judge, mean, min, max }) => ({
      label: judgeName(judge),
      value: mean === null ? '' : scoreOfJudge({ score: mean, min, max }),
    })),
    { label: label('cost'), value: costText(summary, options) },
    { label: label('tokens'), value: total === 0 ? '' : count(total) },
    { label: label('latency'), value: latencyMs === null ? '' : duration(latencyMs.p50) },
    { label: label('first-token'), value: ttftMs === null ? '' : duration(ttftMs.p50) },
    { label: label('duration'), value: durationMs === 0 ? '' : duration(durationMs) },
    { label: label('cached'), value: cached === 0 ? '' : count(cached) },
  ];
  const items = shown
    .filter(({ value }) => value !== '')
    .map(({ label, value, more }) => {
      const added = more === undefined ? '' : ` ${element('span', 'about', more)}`;
      return `<div>${element('dt', '', label)}<dd>${text(value)}${added}</dd></div>`;
    });
  return `<dl class="figures">${items.join('')}</dl>\n`;
}

/** How many cases passed, failed and so on, as lengths. A picture of SVG, as styles in attributes are not let in. */
function bar({ cases, passed, failed, errors, cancelled }: RunSummary, options: ReportOptions): string {
  if (cases === 0) return '';
  const parts = [
    { name: 'passed', size: passed },
    { name: 'failed', size: failed },
    { name: 'error', size: errors },
    { name: 'cancelled', size: cancelled },
  ].filter(({ size }) => size > 0);
  let before = 0;
  const pieces = parts.map(({ name, size }) => {
    const piece = `<rect class="${name}" x="${before}" y="0" width="${size}" height="1"/>`;
    before += size;
    return piece;
  });
  const label = parts
    .map(({ name, size }) => options.say(COUNTS[name] ?? '', { count: count(size) }))
    .join(options.say('report.comma'));
  return (
    `<svg class="bar" viewBox="0 0 ${cases} 1" preserveAspectRatio="none" role="img" aria-label="${text(label)}">` +
    `${pieces.join('')}</svg>\n`
  );
}

const COUNTS: Readonly<Record<string, string>> = {
  passed: 'report.passed',
  failed: 'report.failed',
  error: 'report.errors',
  cancelled: 'report.cancelled',
};

function notes(reported: ReportedRun, options: ReportOptions): string {
  const { summary, header, cases } = reported.run;
  const calibrations = calibrationLines(reported.calibration ?? [], header.judges, options);
  const lines = [
    ...calibrations.map(({ text: line, isWarning }) => ({ line, name: isWarning ? 'warning' : 'note' })),
    ...(summary === undefined ? [] : [spreadLine(summary, options), ...hintTexts(summary, options)]).map((line) => ({
      line,
      name: 'note',
    })),
    { line: weightedText(cases, options), name: 'note' },
  ];
  return lines
    .filter(({ line }) => line !== '')
    .map(({ line, name }) => `${element('p', name, line)}\n`)
    .join('');
}

/** Which cases to show: a choice that works without a script, as what is checked hides the others. */
function filters({ run }: ReportedRun, index: number, { say }: ReportOptions): string {
  const { cases } = run;
  const of = (status: string) => cases.filter((each) => each.status === status).length;
  const choices = [
    { name: 'all', label: say('report.show-all'), size: cases.length },
    { name: 'failed', label: say('report.status-failed'), size: of('failed') },
    { name: 'error', label: say('report.status-error'), size: of('error') },
    { name: 'flaky', label: say('report.show-flaky'), size: cases.filter(({ spread }) => spread?.flaky).length },
    { name: 'passed', label: say('report.status-passed'), size: of('passed') },
    { name: 'cancelled', label: say('report.status-cancelled'), size: of('cancelled') },
  ].filter(({ size }) => size > 0);
  // One kind of cases leaves nothing to choose.
  if (choices.length < 3) return '';
  const inputs = choices.map(({ name, label, size }) => {
    const id = `show-${index}-${name}`;
    const checked = name === 'all' ? ' checked' : '';
    return (
      `<input type="radio" name="show-${index}" id="${id}" class="show-${name}"${checked}>` +
      `<label for="${id}">${text(label)} <span>${size}</span></label>`
    );
  });
  return `${inputs.join('\n')}\n`;
}
