import type { CaseResult } from '../evaluate/run';
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
  const properties = { model: header.model, run: header.id, score: summary?.score ?? '', cost: summary?.cost ?? '' };
  const property = ([name, value]: [string, string | number]) => `      <property${attributeText({ name, value })}/>\n`;
  return (
    `  <testsuite${attributes}>\n    <properties>\n${Object.entries(properties).map(property).join('')}` +
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
  const body = state + output;
  return body === '' ? `    <testcase${attributes}/>\n` : `    <testcase${attributes}>\n${body}    </testcase>\n`;
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
