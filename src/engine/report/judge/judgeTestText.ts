import type { Agreement, Disagreement, Standing } from '../../calibrate/agreement';
import type { JudgeTest } from '../../calibrate/judgeTest';
import { shownPath } from '../casePlace';
import { displayWidth, padToWidth } from '../displayWidth';
import { errorText, judgeName } from '../findings';
import { plainLine } from '../plainText';
import { count, dollars } from '../quantities';
import type { ReportOptions } from '../report';
import { agreementRows, coefficient, standingText } from './agreementWords';

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
    ...rowsText(agreement, options),
    ...(agreement.rounded ? [paint(DIM, `  ${say('agreement.rounded')}`)] : []),
    '',
    ...confusionText(agreement, options),
    '',
    ...byModelText(byModel, options),
    ...disagreementsText(test, options, (text) => paint(DIM, text)),
    ...failuresText(test, options),
    paint(DIM, spentText(test, options)),
    '',
  ].join('\n');
}

function rowsText(agreement: Agreement, options: ReportOptions): string[] {
  const rows = agreementRows(agreement, options);
  const width = Math.max(...rows.map(({ name }) => displayWidth(name)));
  return rows.map(({ name, text, about }) => `  ${padToWidth(name, width)}  ${text}${about ? `  ${about}` : ''}`);
}

function confusionText({ confusion, categories, n }: Agreement, { say }: ReportOptions): string[] {
  if (n === 0) return [];
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
  { agreement }: JudgeTest,
  { say, base }: ReportOptions,
  dim: (text: string) => string,
): string[] {
  const apart = agreement.disagreements.filter(({ difference }) => Math.abs(difference) > 1e-9);
  if (apart.length === 0) return [];
  const width = Math.max(...apart.slice(0, MOST_LISTED).map(({ id }) => displayWidth(plainLine(id))));
  const lines = apart.slice(0, MOST_LISTED).flatMap((each) => {
    const { id, output, judgement } = each;
    const scores = say('agreement.both', scoresOf(each));
    const place = output.place && `${shownPath(output.place.file, base)}:${output.place.range.start.line + 1}`;
    return [
      `  ${padToWidth(plainLine(id), width)}  ${scores}  ${plainLine(judgement.reason, LONGEST_REASON)}`.trimEnd(),
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

function scoresOf({ human, judge }: Disagreement): { human: string; judge: string } {
  return { human: String(Number(human.toFixed(2))), judge: String(Number(judge.toFixed(2))) };
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
