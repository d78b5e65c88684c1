import type { CaseResult, SampleResult } from '../evaluate/run';
import type { CheckResult, Judgement } from '../judge/score';
import type { TestCase } from '../testset/testSet';
import { casePlace } from './casePlace';
import { caseScoreText } from './caseScore';
import { answerNote, errorText, reasonLines } from './findings';
import { element, text } from './htmlText';
import { reasonOfJudge, scoreOfJudge } from './judgementText';
import { judgeName } from './judgeName';
import { dollars, duration } from './quantities';
import type { ReportedRun, ReportOptions } from './report';

interface CaseOptions extends ReportOptions {
  /** Whether to unfold a case that did not pass. */
  unfold: boolean;
}

/** A case of the HTML report: a line with its state, score and first reason, under which everything about it unfolds. */
export function htmlCase(reported: ReportedRun, result: CaseResult, options: CaseOptions): string {
  const { say } = options;
  const { status, id, spread } = result;
  const scale = reported.run.summary?.scale ?? { min: 0, max: 1 };
  const [why = ''] = reasonLines(result, options, { beside: true });
  const open = options.unfold && (status === 'failed' || status === 'error');
  const { flaky = false, passed = 0, n = 0 } = spread ?? {};
  const repeats = n === 0 ? '' : say(flaky ? 'spread.flaky' : 'spread.repeats', { passed, n });
  return `<details class="${flaky ? `${status} flaky` : status}"${open ? ' open' : ''}>
<summary>${element('span', 'status', say(`report.status-${status}`))}${element('b', '', id)}${
    repeats === '' ? '' : element('span', 'repeats', repeats)
  }${element('span', 'score', caseScoreText(result, scale))}${why === '' ? '' : element('span', 'why', why)}</summary>
<div class="body">
${body(reported, result, options)}</div>
</details>
`;
}

function body(reported: ReportedRun, result: CaseResult, options: ReportOptions): string {
  const testCase = reported.cases.get(result.id);
  const { samples } = result;
  const { say } = options;
  const repeated = samples.length > 1;
  const parts = [
    testCase === undefined ? '' : given(testCase, options),
    // Beside the only answer it is compared at a glance; above several it need not be said with each.
    repeated && testCase?.expected !== undefined ? column(say('report.expected'), testCase.expected) : '',
    ...samples.map((sample) => sampleBlock(sample, repeated ? { of: samples.length } : { testCase }, options)),
    foot(reported, result, options),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** The input, a variable each. */
function given({ input }: TestCase, { say }: ReportOptions): string {
  const names = Object.keys(input);
  if (names.length === 0) return '';
  const variables = names.map((name) => `<div>${element('dt', '', name)}<dd>${pre(input[name])}</dd></div>`);
  return `<h2>${text(say('report.input'))}</h2>\n<dl class="input">${variables.join('')}</dl>`;
}

/** @param of the number of repeats, where there are several */
function sampleBlock(
  sample: SampleResult,
  { of, testCase }: { of?: number; testCase?: TestCase },
  options: ReportOptions,
): string {
  const { say } = options;
  const { output, error, status, repeat } = sample;
  if (status === 'cancelled' && output === null) return '';
  const columns = [
    ...(testCase?.expected === undefined ? [] : [column(say('report.expected'), testCase.expected)]),
    ...(output === null ? [] : [column(say('report.output'), output)]),
  ];
  const note = answerNote(sample, options);
  return [
    of === undefined
      ? ''
      : `<h2 class="${status}">${text(say('report.repeat', { number: repeat + 1, of }))} ${element('span', 'status', say(`report.status-${status}`))}</h2>`,
    columns.length === 0 ? '' : `<div class="columns">${columns.join('')}</div>`,
    error === undefined ? '' : element('p', 'warning', errorText(error, options)),
    note === '' ? '' : element('p', 'warning', note),
    checkList(sample.checks, options),
    ...sample.judges.map((judgement) => judgeBlock(judgement, options)),
    factsOf(sample, options),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function column(title: string, content: unknown): string {
  return `<div>${element('h2', '', title)}${pre(content)}</div>`;
}

function pre(content: unknown): string {
  const shown = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return `<pre dir="auto">${text(shown ?? '')}</pre>`;
}

/** All checks with what they found, the parts of groups below them. */
function checkList(checks: readonly CheckResult[], options: ReportOptions): string {
  if (checks.length === 0) return '';
  const items = checks.map(({ check, passed, code, args, parts = [] }) => {
    const why = passed ? '' : ` ${text(options.say(code, args))}`;
    return `<li class="${passed ? 'held' : 'broken'}"><b>${text(check)}</b>${why}${checkList(parts, options)}</li>`;
  });
  return `<ul class="checks">${items.join('')}</ul>`;
}

function judgeBlock(judgement: Judgement, options: ReportOptions): string {
  const { judge, error, passed, readings = [], evidence = [] } = judgement;
  const state = error !== undefined || passed === null ? 'unknown' : passed ? 'held' : 'broken';
  const score = error === undefined ? scoreOfJudge(judgement) : options.say('report.no-score');
  // What was counted is listed part by part.
  const reason = reasonOfJudge({ ...judgement, evidence: [] }, options);
  const said = error === undefined ? reason : errorText(error, options);
  const each = readings.map((reading) => {
    const shown = reading.score === null ? '–' : scoreOfJudge({ ...judgement, label: undefined, ...reading });
    const why = reading.error === undefined ? reading.reason : errorText(reading.error, options);
    return `<tr><td>${text(reading.model)}</td><td>${text(shown)}</td><td>${text(why)}</td></tr>`;
  });
  const counted = evidence.map(({ kind, text: said, holds, reason = '' }) => {
    const name = holds === undefined ? 'neither' : holds ? 'held' : 'broken';
    const why = reason === '' ? '' : ` ${element('span', 'about', reason)}`;
    return `<li class="${name}">${element('span', 'about', options.say(`report.evidence-${kind}`))} ${text(said)}${why}</li>`;
  });
  return [
    `<div class="judge ${state}"><p><b>${text(judgeName(judge))}</b> ${element('span', 'score', score)} ${text(said)}</p>`,
    each.length === 0 ? '' : `<table>${each.join('')}</table>`,
    counted.length === 0 ? '' : `<ul class="checks">${counted.join('')}</ul>`,
    '</div>',
  ].join('');
}

/** What one call took. */
function factsOf({ latencyMs, ttftMs, cost, cached, usage }: SampleResult, { say }: ReportOptions): string {
  const facts = [
    latencyMs === undefined ? '' : duration(latencyMs),
    ttftMs === undefined ? '' : say('report.first-token-after', { time: duration(ttftMs) }),
    usage === undefined ? '' : say('report.tokens', { count: usage.input + usage.output }),
    cached ? say('report.cached') : cost === null ? '' : dollars(cost),
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? '' : element('p', 'about', facts.join(' · '));
}

/** Where the case stands, and its tags. */
function foot(reported: ReportedRun, { id, tags }: CaseResult, { base }: ReportOptions): string {
  const place = casePlace(reported, id, base);
  const facts = [...(place === undefined ? [] : [`${place.file}:${place.line}`]), ...tags];
  return facts.length === 0 ? '' : element('p', 'about', facts.join(' · '));
}
