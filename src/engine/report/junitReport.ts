import type { CaseResult, RunSummary } from '../evaluate/run';
import { casePlace, shownPath } from './casePlace';
import { findingsOf, reasonLines, shownSample } from './findings';
import { calibrationText } from './judge/calibrationWords';
import { scoreWithReadings } from './judgementText';
import { judgeName } from './judgeName';
import { plainLine, plainText } from './plainText';
import type { ReportedRun, ReportFormat, ReportOptions } from './report';
import { repeatsText } from './spreadText';
import { escapeXml } from './xml';

/** So many characters of an output are kept: GitLab reads no file above 30 MB (docs.gitlab.com, unit test reports). */
const LONGEST_OUTPUT = 10_000;

type Property = readonly [name: string, value: string | number];

/**
 * JUnit XML as CI systems read it: a test suite a prompt, a test case a case. Written for what these take from it:
 * - GitLab (gitlabhq, lib/gitlab/ci/parsers/test/junit.rb): `classname`, `name`, `file`, `time`, the text of `failure` or
 *   `error` with `system-out`. Like Rails' `Hash.from_xml` it converts by `type`, and a type such as `date` or `yaml` costs
 *   the whole report: types have a dot in them.
 * - dorny/test-reporter (java-junit-parser.ts): no groups where `classname` is the suite's name; `type: message`
 * - mikepenz/action-junit-report (testParser.ts) and EnricoMi/publish-unit-test-result-action (junit.py): `file` and `line`
 *   of the test case, `message`
 */
export const junitReport: ReportFormat = {
  write(runs, options) {
    const suites = runs.map((reported) => suite(reported, options)).join('');
    const results = runs.flatMap(({ run }) => run.cases);
    const durationMs = runs.reduce((sum, { run }) => sum + (run.summary?.durationMs ?? 0), 0);
    const attributes = attributeText({ name: 'assay', ...countsOf(results), time: seconds(durationMs) });
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${suites}</testsuites>\n`;
  },
};

function suite(reported: ReportedRun, options: ReportOptions): string {
  const { header, cases, summary } = reported.run;
  const attributes = attributeText({
    name: shownPath(header.prompt, options.base),
    ...countsOf(cases),
    time: seconds(summary?.durationMs ?? 0),
    timestamp: header.startedAt,
  });
  const properties: Property[] = [
    ['model', header.model],
    ['run', header.id],
    ['score', summary?.score ?? ''],
    ['cost', summary?.cost ?? ''],
    ...spreadProperties(summary),
    ...unreliableJudges(reported, options),
  ];
  return (
    `  <testsuite${attributes}>\n${propertyElements(properties, '    ')}` +
    `${cases.map((result) => testCase(reported, result, options)).join('')}  </testsuite>\n`
  );
}

function countsOf(cases: readonly CaseResult[]): Record<string, number> {
  const count = (status: CaseResult['status']) => cases.filter((result) => result.status === status).length;
  return { tests: cases.length, failures: count('failed'), errors: count('error'), skipped: count('cancelled') };
}

function testCase(reported: ReportedRun, result: CaseResult, options: ReportOptions): string {
  const { base } = options;
  const place = casePlace(reported, result.id, base);
  const attributes = attributeText({
    name: result.id,
    classname: shownPath(reported.run.header.prompt, base),
    time: seconds(result.samples.reduce((sum, { latencyMs }) => sum + (latencyMs ?? 0), 0)),
    ...(place !== undefined && place),
  });
  const output = shownSample(result)?.output;
  const body =
    propertyElements(caseProperties(result), '      ') +
    stateElement(reported, result, options) +
    (output ? `      <system-out>${escaped(outputText(output))}</system-out>\n` : '');
  return body === '' ? `    <testcase${attributes}/>\n` : `    <testcase${attributes}>\n${body}    </testcase>\n`;
}

/** The judges' scores, and of a case that was run more than once its repeats: JUnit has no state for a flaky one. */
function caseProperties(result: CaseResult): Property[] {
  const { spread } = result;
  const judges = (shownSample(result)?.judges ?? []).filter(({ score }) => score !== null);
  return [
    ...judges.map((judgement): Property => [`judge.${judgeName(judgement.judge)}`, scoreWithReadings(judgement)]),
    ...(spread === undefined
      ? []
      : ([
          ['repeats', spread.n],
          ['passed', spread.passed],
        ] as const)),
    ...(spread?.sd == null ? [] : ([['spread', spread.sd]] as const)),
    ...(spread?.flaky ? ([['flaky', 'true']] as const) : []),
  ];
}

function spreadProperties(summary: RunSummary | undefined): Property[] {
  const { spread } = summary ?? {};
  if (spread === undefined || spread.k < 2) return [];
  return [
    ['repeat', spread.k],
    [`pass^${spread.k}`, spread.passHatK ?? ''],
    [`pass@${spread.k}`, spread.passAtK ?? ''],
    ['flaky', spread.flaky],
  ];
}

/** Judges that do not agree with people, as far as labels show. */
function unreliableJudges({ calibration = [] }: ReportedRun, options: ReportOptions): Property[] {
  const below = calibration.filter(({ agreement }) => agreement.standing === 'below');
  return below.map((each) => [`judge.${judgeName(each.judge)}.warning`, calibrationText(each, options)]);
}

function propertyElements(properties: readonly Property[], indent: string): string {
  if (properties.length === 0) return '';
  const elements = properties.map(([name, value]) => `${indent}  <property${attributeText({ name, value })}/>\n`);
  return `${indent}<properties>\n${elements.join('')}${indent}</properties>\n`;
}

function stateElement({ run }: ReportedRun, result: CaseResult, options: ReportOptions): string {
  const { status, spread } = result;
  if (status === 'passed') return '';
  if (status === 'cancelled') return '      <skipped/>\n';
  const sample = shownSample(result);
  const [first] = sample === undefined ? [] : findingsOf(sample, options);
  const lines = reasonLines(result, options, { beside: false });
  if (spread !== undefined) lines.push(repeatsText(spread, run.summary?.scale ?? { min: 0, max: 1 }, options));
  const element = status === 'failed' ? 'failure' : 'error';
  const type = first === undefined ? `case.${status}` : [first.kind, first.name || 'model'].join('.');
  const message = lines[0] ?? options.say(`report.status-${status}`);
  const text = lines.length === 0 ? message : lines.join('\n');
  return `      <${element}${attributeText({ message, type })}>${escaped(text)}</${element}>\n`;
}

/** An output within bounds. GitLab and Jenkins take `[[ATTACHMENT|path]]` in it for a file to show: it is a model's text. */
function outputText(output: string): string {
  const kept = output.length > LONGEST_OUTPUT ? `${output.slice(0, LONGEST_OUTPUT)}…` : output;
  return kept.replaceAll('[[ATTACHMENT|', '[[ATTACHMENT |');
}

function attributeText(attributes: Record<string, string | number>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(plainLine(String(value)))}"`)
    .join('');
}

function escaped(text: string): string {
  return escapeXml(plainText(text));
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}
