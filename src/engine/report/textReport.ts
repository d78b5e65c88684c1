import type { CaseResult } from '../evaluate/run';
import { casePlace, shownPath } from './casePlace';
import { caseScoreText } from './caseScore';
import { displayWidth, padToWidth } from './displayWidth';
import { reasonLines } from './findings';
import { calibrationLines } from './judge/calibrationWords';
import { weightedText } from './judgementText';
import { plainLine } from './plainText';
import type { ReportedRun, ReportFormat, ReportOptions } from './report';
import { outcomeText, summaryLine } from './runLine';
import { hintTexts, spreadLine } from './spreadText';

const MARKS = { passed: '✓', failed: '✗', error: '!', cancelled: '-' } as const;
const COLORS = { passed: 32, failed: 31, error: 33, cancelled: 90 } as const;
/** In place of the mark of a case of which some repeats pass and some fail. */
const FLAKY = '~';
const DIM = 2;
const BOLD = 1;

/** Longer ids are cut in the table, in columns of a terminal. */
const WIDEST_ID = 40;
const LONGEST_REASON = 300;

/** The results for a person at a terminal: a line a case, reasons and places for those that did not pass. */
export const textReport: ReportFormat = {
  write: (runs, options) => runs.map((reported) => runText(reported, options)).join('\n'),
};

function runText(reported: ReportedRun, options: ReportOptions): string {
  const { run } = reported;
  const { header, cases, summary } = run;
  const { say } = options;
  const paint = options.color ? (code: number, text: string) => `\u001b[${code}m${text}\u001b[0m` : plain;
  const size = say(cases.length === 1 ? 'report.size.one' : 'report.size', {
    cases: cases.length,
    repeat: header.repeat,
  });
  const lines = [
    `${paint(BOLD, plainLine(shownPath(header.prompt, options.base)))}  ${plainLine(header.model)}  ${size}`,
  ];
  const scores = new Map(cases.map((result) => [result.id, caseScore(result, reported, options)]));
  const idWidth = widest(cases.map(({ id }) => shortId(id)));
  const scoreWidth = widest([...scores.values()]);
  for (const result of cases) {
    const mark = paint(COLORS[result.status], result.spread?.flaky ? FLAKY : MARKS[result.status]);
    const score = padToWidth(scores.get(result.id) ?? '', scoreWidth);
    const head = `  ${mark} ${padToWidth(shortId(result.id), idWidth)}  ${score}`;
    const indent = ' '.repeat(4 + idWidth + 2 + scoreWidth + 2);
    const [first, ...more] = explanation(result, options);
    lines.push(first === undefined ? head.trimEnd() : `${head}  ${first}`);
    for (const line of more) lines.push(indent + line);
    const place = casePlace(reported, result.id, options.base);
    if (result.status !== 'passed' && result.status !== 'cancelled' && place !== undefined) {
      lines.push(indent + paint(DIM, plainLine(`${place.file}:${place.line}`)));
    }
  }
  if (summary !== undefined) {
    lines.push(` ${paint(BOLD, summaryLine(summary, options))}`);
    for (const line of [
      spreadLine(summary, options),
      hintTexts(summary, options).join(' '),
      weightedText(run.cases, options),
    ]) {
      if (line !== '') lines.push(` ${paint(DIM, plainLine(line))}`);
    }
  }
  for (const { text, isWarning } of calibrationLines(reported.calibration ?? [], header.judges, options)) {
    lines.push(` ${isWarning ? paint(COLORS.error, `! ${text}`) : paint(DIM, text)}`);
  }
  const outcome = plainLine(outcomeText(run, options));
  if (outcome !== '') lines.push(` ${paint(COLORS.error, outcome)}`);
  return `${lines.join('\n')}\n`;
}

/** A case that no judge judged is scored by its checks, whatever the others are scored by. */
function caseScore(result: CaseResult, { run }: ReportedRun, { say }: ReportOptions): string {
  const { score, status, samples } = result;
  if (status === 'cancelled') return say('report.not-run');
  if (score === null) return status === 'error' ? say('report.no-score') : '';
  if (samples.some(({ judges }) => judges.length > 0)) {
    return caseScoreText(result, run.summary?.scale ?? { min: 0, max: 1 });
  }
  const checks = samples.flatMap((sample) => sample.checks);
  if (checks.length === 0) return '';
  return `${checks.filter(({ passed }) => passed).length}/${checks.length}`;
}

function explanation(result: CaseResult, { say }: ReportOptions): string[] {
  const { spread, status } = result;
  const flaky =
    spread?.flaky && status !== 'cancelled' ? [say('spread.repeats', { passed: spread.passed, n: spread.n })] : [];
  const lines = [...flaky, ...reasonLines(result, { say }, { beside: true })];
  return lines.map((line) => plainLine(line, LONGEST_REASON));
}

function shortId(id: string): string {
  const line = plainLine(id);
  if (displayWidth(line) <= WIDEST_ID) return line;
  let short = '';
  for (const character of line) {
    if (displayWidth(`${short}${character}…`) > WIDEST_ID) break;
    short += character;
  }
  return `${short}…`;
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, displayWidth(text)), 0);
}

function plain(_code: number, text: string): string {
  return text;
}
