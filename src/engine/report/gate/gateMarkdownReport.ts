import type { Comparison } from '../../compare/comparison';
import type { GatedPrompt } from '../../gate/gateResult';
import { shownPath } from '../casePlace';
import { markdownText } from '../markdownText';
import { onScale } from '../quantities';
import type { ReportOptions } from '../report';
import { promptLines, verdictOf } from './gateLines';
import type { GateReportFormat } from './gateReport';
import { byChange } from './gateTextReport';
import { numbersText, signed } from './verdictText';

const MOST_CASES = 20;

/** For a pull request or a job summary: a table of the prompts, then each one's evidence. */
export const gateMarkdownReport: GateReportFormat = {
  write({ prompts, base, head }, options) {
    const { say } = options;
    const title = `### Assay: ${markdownText(say('gate.title', { base, head }))}\n`;
    if (prompts.length === 0) return `${title}\n${say('gate.none')}\n`;
    const columns = ['prompt', 'verdict', 'before', 'after', 'change'].map((name) => say(`gate.column-${name}`));
    const table = [
      `| ${columns.join(' | ')} |`,
      '|---|---|---:|---:|---:|',
      ...prompts.map((each) => row(each, options)),
    ];
    const details = prompts.map((each) => section(each, options)).join('\n');
    return `${title}\n${table.join('\n')}\n\n${details}`;
  },
};

function row(prompt: GatedPrompt, options: ReportOptions): string {
  const { comparison } = prompt;
  const name = markdownText(shownPath(prompt.file, options.base));
  const numbers = comparison === null ? ['', '', ''] : sides(comparison);
  return `| ${[name, verdictOf(prompt, options), ...numbers].join(' | ')} |`;
}

function sides({ before, after, mean, scale }: Comparison): string[] {
  const shown = (score: number | null) => (score === null ? '–' : onScale(score, scale));
  return [shown(before), shown(after), mean === null ? '–' : signed(mean, scale)];
}

function section(prompt: GatedPrompt, options: ReportOptions): string {
  const { say } = options;
  const lines = [`#### ${markdownText(shownPath(prompt.file, options.base))}`, ''];
  for (const line of promptLines(prompt, options)) lines.push(`${markdownText(line)}  `);
  const { comparison } = prompt;
  if (comparison === null) return `${lines.join('\n')}\n`;
  const numbers = numbersText(comparison, options);
  if (numbers !== '') lines.push('', markdownText(numbers));
  const changed = byChange(comparison.cases).filter(({ change }) => change !== 0);
  if (changed.length > 0) {
    const columns = ['report.column-case', 'gate.column-before', 'gate.column-after', 'gate.column-change'];
    lines.push('', `| ${columns.map((code) => say(code)).join(' | ')} |`, '|---|---:|---:|---:|');
    for (const { id, before, after, change } of changed.slice(0, MOST_CASES)) {
      const shown = [before, after].map((side) => (side?.score == null ? '–' : onScale(side.score, comparison.scale)));
      lines.push(
        `| ${[markdownText(id), ...shown, change === null ? '–' : signed(change, comparison.scale)].join(' | ')} |`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
