import type { Agreement, Standing } from '../../calibrate/agreement';
import type { JudgeTest } from '../../calibrate/judgeTest';
import { shownPath } from '../casePlace';
import { displayWidth, padToWidth } from '../displayWidth';
import { errorText } from '../findings';
import { reasonOfJudge } from '../judgementText';
import { judgeName } from '../judgeName';
import { plainLine } from '../plainText';
import { count, dollars } from '../quantities';
import type { ReportOptions } from '../report';
import { agreementRows, coefficient, seenDifferently, shownScore, standingText } from './agreementWords';

const DIM = 2;
const BOLD = 1;
const COLORS: Record<Standing, number> = { agrees: 32, below: 31, 'too-few': 33, undefined: 33 };
const MARKS: Record<Standing, string> = { agrees: '✓', below: '✗', 'too-few': '?', undefined: '?' };
/** So many disagreements are listed; all of them are in the other formats. */
const MOST_LISTED = 10;
const LONGEST_REASON = 120;

/** For a person at a terminal: whether the judge can be relied on, the coefficients, and where it disagrees most. */
export function judgeTestText(test: JudgeTest, options: ReportOptions): string {
  const { say } = options;
  const { agreement, terms, byModel, file } = test;
  const paint = (code: number, text: string) => (options.color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const { n, raters } = agreement;
  const counts = say('agreement.counts', { n: count(n), raters: count(raters) });
  const verdict = `${MARKS[agreement.standing]} ${standingText(agreement, options)}`;
  const name = judgeName(terms.judge.endsWith('.prompt') ? file : terms.judge);
  return [
    `${paint(BOLD, plainLine(name))}  ${paint(DIM, plainLine(terms.model))}  ${counts}`,
    `  ${paint(COLORS[agreement.standing], verdict)}`,
    '',
    ...rowsText(agreement, (text) => paint(DIM, text), options),
    ...byModelText(byModel, options),
    ...disagreementsText(test, options, (text) => paint(DIM, text)),
    ...failuresText(test, options),
    paint(DIM, spentText(test, options)),
    '',
  ].join('\n');
}

/** The coefficients and the table of both scores; nothing where nothing was judged. */
function rowsText(agreement: Agreement, dim: (text: string) => string, options: ReportOptions): string[] {
  const rows = agreementRows(agreement, options);
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(({ name }) => displayWidth(name)));
  return [
    ...rows.map(({ name, text, about }) => `  ${padToWidth(name, width)}  ${text}${about ? `  ${about}` : ''}`),
    ...(agreement.rounded ? [dim(`  ${options.say('agreement.rounded')}`)] : []),
    '',
    ...confusionText(agreement, options),
    '',
  ];
}

function confusionText({ confusion, categories }: Agreement, { say }: ReportOptions): string[] {
  const corner = say('agreement.confusion');
  const cells = confusion.map((row) => row.map((value) => (value === 0 ? '·' : String(value))));
  const nameWidth = Math.max(displayWidth(corner), ...categories.map(displayWidth));
  const widths = categories.map((name, column) =>
    Math.max(displayWidth(name), ...cells.map((row) => displayWidth(row[column] ?? ''))),
  );
  const line = (head: string, columns: readonly string[]) =>
    `  ${' '.repeat(nameWidth - displayWidth(head))}${head}  ${columns.map((text, column) => `${' '.repeat((widths[column] ?? 0) - displayWidth(text))}${text}`).join('  ')}`;
  return [line(corner, categories), ...cells.map((row, index) => line(categories[index] ?? '', row))];
}

function byModelText(byModel: JudgeTest['byModel'], options: ReportOptions): string[] {
  if (byModel.length === 0) return [];
  const lines = byModel.map(({ model, agreement }) => {
    const value = agreement.kappa.quadratic?.value;
    const kappa = value === undefined ? options.say('agreement.undefined') : coefficient(value);
    return `  ${plainLine(model)}  ${kappa}`;
  });
  return [options.say('agreement.by-model'), ...lines, ''];
}

function disagreementsText(
  { agreement, terms }: JudgeTest,
  { say, base }: ReportOptions,
  dim: (text: string) => string,
): string[] {
  const apart = seenDifferently(agreement, terms);
  if (apart.length === 0) return [];
  const width = Math.max(...apart.slice(0, MOST_LISTED).map(({ id }) => displayWidth(plainLine(id))));
  const lines = apart.slice(0, MOST_LISTED).flatMap(({ id, human, judge, output, judgement }) => {
    const scores = say('agreement.both', { human: shownScore(human, terms), judge: shownScore(judge, terms) });
    const reason = plainLine(reasonOfJudge(judgement, { say }), LONGEST_REASON);
    const place = output.place && `${shownPath(output.place.file, base)}:${output.place.range.start.line + 1}`;
    return [
      `  ${padToWidth(plainLine(id), width)}  ${scores}  ${reason}`.trimEnd(),
      ...(place === undefined ? [] : [dim(`  ${' '.repeat(width)}  ${plainLine(place)}`)]),
    ];
  });
  const left = apart.length - MOST_LISTED;
  return [
    say('agreement.disagreements'),
    ...lines,
    ...(left > 0 ? [`  ${say('agreement.more', { count: count(left) })}`] : []),
    '',
  ];
}

function failuresText({ judged, stopped }: JudgeTest, options: ReportOptions): string[] {
  const failed = judged.filter(({ judgement }) => judgement.error !== undefined);
  const [first] = failed;
  const lines: string[] = [];
  if (first?.judgement.error !== undefined) {
    const message = plainLine(errorText(first.judgement.error, options));
    lines.push(options.say('agreement.failed', { count: count(failed.length), message }));
  }
  if (stopped?.kind === 'cancelled' || stopped?.kind === 'budget')
    lines.push(options.say(`agreement.stopped-${stopped.kind}`));
  if (stopped?.kind === 'failed') lines.push(plainLine(errorText(stopped.error, options)));
  return lines;
}

function spentText({ knownCost, judged }: JudgeTest, { say }: ReportOptions): string {
  const cached = judged.filter(({ judgement }) => judgement.cached).length;
  return [
    say('agreement.judged', { count: count(judged.length) }),
    ...(cached > 0 ? [say('report.from-cache', { count: count(cached) })] : []),
    dollars(knownCost),
  ].join(' · ');
}
