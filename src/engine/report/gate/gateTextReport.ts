import type { CaseComparison, Comparison, Verdict } from '../../compare/comparison';
import type { GatedPrompt } from '../../gate/gateResult';
import { shownPath } from '../casePlace';
import { displayWidth, padToWidth } from '../displayWidth';
import { plainLine } from '../plainText';
import { onScale } from '../quantities';
import type { ReportOptions } from '../report';
import { caseMessages, mostChangedCase } from './caseMessages';
import { contentText, patchText } from './contentText';
import { promptLines, verdictOf } from './gateLines';
import type { GateReportFormat, GateReportOptions } from './gateReport';
import { judgeText, signed } from './verdictText';

const MARKS: Record<Verdict, string> = { regressed: '▼', improved: '▲', unchanged: '=', inconclusive: '?' };
const COLORS: Record<Verdict, number> = { regressed: 31, improved: 32, unchanged: 90, inconclusive: 33 };
const BOLD = 1;
const DIM = 2;

/** Cases that changed most are listed, and no more of them. */
const MOST_CASES = 10;
const LONGEST_ID = 40;
const LONGEST_REASON = 200;
const LONGEST_OUTPUT = 200;

/** For a person at a terminal: the verdict first, then what speaks for it. */
export const gateTextReport: GateReportFormat = {
  write({ prompts, base, head }, options) {
    const { say } = options;
    if (prompts.length === 0) return `${say('gate.none')}\n`;
    const title = plainLine(say('gate.title', { base, head }));
    return `${title}\n${prompts.map((prompt) => promptText(prompt, options)).join('\n')}`;
  },
};

function promptText(prompt: GatedPrompt, options: GateReportOptions): string {
  const paint = painter(options);
  const { verdict, comparison } = prompt;
  const name = paint(BOLD, plainLine(shownPath(prompt.file, options.base)));
  const mark = paint(COLORS[verdict], `${MARKS[verdict]} ${verdictOf(prompt, options)}`);
  const model = prompt.model === '' ? '' : `  ${paint(DIM, plainLine(prompt.model))}`;
  const lines = [`${mark}  ${name}${model}`, ...promptLines(prompt, options).map((line) => `  ${line}`)];
  const content = prompt.content === null || !options.withContent ? '' : contentText(prompt.content, options);
  if (content !== '') lines.push(content.replace(/^/gm, '    '));
  if (comparison !== null) {
    if (comparison.judges.length > 1) lines.push(...comparison.judges.map((judge) => `    ${judgeText(judge)}`));
    lines.push(...caseLines(comparison, options));
    if (options.withContent) lines.push(...messageLines(prompt, options));
  }
  return `${lines.join('\n')}\n`;
}

/** What is sent otherwise for the case that changed most. */
function messageLines(prompt: GatedPrompt, options: GateReportOptions): string[] {
  const id = mostChangedCase(prompt);
  if (id === undefined) return [];
  const [before, after] = [caseMessages(prompt, id, 'before'), caseMessages(prompt, id, 'after')];
  if (before === undefined || after === undefined || before === after) return [];
  const name = options.say('gate.messages-of', { id: plainLine(id, LONGEST_ID) });
  return [patchText(name, before, after, options.color).replace(/^/gm, '    ')];
}

function caseLines(comparison: Comparison, options: GateReportOptions): string[] {
  const paint = painter(options);
  const changed = byChange(comparison.cases).filter(({ change }) => change !== 0);
  const shown = changed.slice(0, MOST_CASES);
  const width = shown.reduce((widest, { id }) => Math.max(widest, displayWidth(plainLine(id, LONGEST_ID))), 0);
  return shown.map((each) => {
    const { id, change, before, after } = each;
    const down = (change ?? 0) < 0;
    const sides = [before, after].map((side) => (side?.score == null ? '–' : onScale(side.score, comparison.scale)));
    const reason = plainLine(after?.reasons.find((each) => each.reason !== '')?.reason ?? '', LONGEST_REASON);
    const size = change === null ? '' : signed(change, comparison.scale);
    const head = `    ${paint(COLORS[down ? 'regressed' : 'improved'], down ? '▼' : '▲')} ${padToWidth(plainLine(id, LONGEST_ID), width)}`;
    const line =
      `${head}  ${sides.join(' → ')}  ${size}${down && reason !== '' ? `  ${paint(DIM, reason)}` : ''}`.trimEnd();
    return [line, ...(options.withContent ? outputLines(each, options) : [])].join('\n');
  });
}

/** Both outputs, where they differ and are known. */
function outputLines({ before, after, outputChanged }: CaseComparison, options: ReportOptions): string[] {
  if (outputChanged !== true || before?.output == null || after?.output == null) return [];
  const paint = painter(options);
  const line = (sign: string, output: string) => `${sign} ${plainLine(output, LONGEST_OUTPUT)}`;
  return [
    `        ${paint(COLORS.regressed, line('−', before.output))}`,
    `        ${paint(COLORS.improved, line('+', after.output))}`,
  ];
}

/** The comparable cases, those that lost most first. */
export function byChange(cases: readonly CaseComparison[]): CaseComparison[] {
  return cases.filter(({ change }) => change !== null).sort((a, b) => (a.change ?? 0) - (b.change ?? 0));
}

function painter({ color }: ReportOptions): (code: number, text: string) => string {
  return color ? (code, text) => `\u001b[${code}m${text}\u001b[0m` : (_code, text) => text;
}
