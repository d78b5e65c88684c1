import type { CaseResult, RunSummary } from '../evaluate/run';
import { casePlace, shownPath } from './casePlace';
import { findingsOf, shownSample } from './findings';
import { plainText } from './plainText';
import type { ReportedRun, ReportFormat, ReportOptions } from './report';
import { escapeXml } from './xml';

/** JUnit XML as CI systems read it: a test suite a prompt, a test case a case. */
export const junitReport: ReportFormat = {
  write(runs, options) {
    const suites = runs.map((reported) => suite(reported, options)).join('');
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="assay">\n${suites}</testsuites>\n`;
  },
};

function suite(reported: ReportedRun, options: ReportOptions): string {
  const { header, cases, summary } = reported.run;
  const count = (status: CaseResult['status']) => cases.filter((result) => result.status === status).length;
  const attributes = attributeText({
    name: shownPath(header.prompt, options.base),
    tests: cases.length,
    failures: count('failed'),
    errors: count('error'),
    skipped: count('cancelled'),
    time: seconds(summary?.durationMs ?? 0),
    timestamp: header.startedAt,
  });
  const properties = {
    model: header.model,
    run: header.id,
    score: summary?.score ?? '',
    cost: summary?.cost ?? '',
    ...spreadProperties(summary),
  };
  return (
    `  <testsuite${attributes}>\n    <properties>\n${propertyElements(properties, '      ')}` +
    `    </properties>\n${cases.map((result) => testCase(reported, result, options)).join('')}  </testsuite>\n`
  );
}

function testCase(reported: ReportedRun, result: CaseResult, options: ReportOptions): string {
  const { base } = options;
  const place = casePlace(reported, result.id, base);
  const sample = shownSample(result);
  const attributes = attributeText({
    name: result.id,
    classname: shownPath(reported.run.header.prompt, base),
    time: seconds(result.samples.reduce((sum, { latencyMs }) => sum + (latencyMs ?? 0), 0)),
    ...(place !== undefined && place),
  });
  const findings = sample === undefined ? [] : findingsOf(sample, options);
  const message = findings.map(({ name, text }) => (name === '' ? text : `${name}: ${text}`)).join('\n');
  const output = sample?.output ? `      <system-out>${escaped(sample.output)}</system-out>\n` : '';
  const state = stateElement(result.status, message, findings[0]?.name || result.status);
  const body = repeatsElement(result) + state + output;
  return body === '' ? `    <testcase${attributes}/>\n` : `    <testcase${attributes}>\n${body}    </testcase>\n`;
}

/** Of a case that was run more than once; a flaky one has a property of its own, as JUnit knows no such state. */
function repeatsElement({ spread }: CaseResult): string {
  if (spread === undefined) return '';
  const { n, passed, sd, flaky } = spread;
  const properties = { repeats: n, passed, ...(sd !== null && { spread: sd }), ...(flaky && { flaky: 'true' }) };
  return `      <properties>\n${propertyElements(properties, '        ')}      </properties>\n`;
}

function spreadProperties(summary: RunSummary | undefined): Record<string, string | number> {
  const { spread } = summary ?? {};
  if (spread === undefined || spread.k < 2) return {};
  return {
    repeat: spread.k,
    [`pass^${spread.k}`]: spread.passHatK ?? '',
    [`pass@${spread.k}`]: spread.passAtK ?? '',
    flaky: spread.flaky,
  };
}

function propertyElements(properties: Record<string, string | number>, indent: string): string {
  return Object.entries(properties)
    .map(([name, value]) => `${indent}<property${attributeText({ name, value })}/>\n`)
    .join('');
}

function stateElement(status: CaseResult['status'], message: string, type: string): string {
  if (status === 'passed') return '';
  if (status === 'cancelled') return '      <skipped/>\n';
  const element = status === 'failed' ? 'failure' : 'error';
  const [firstLine = ''] = message.split('\n');
  return `      <${element}${attributeText({ message: firstLine, type })}>${escaped(message)}</${element}>\n`;
}

function attributeText(attributes: Record<string, string | number>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}

function escaped(text: string): string {
  return escapeXml(plainText(text));
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}
