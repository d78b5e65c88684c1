import type { WeighedSentence, Weighing, WeightVerdict } from '../../compare/weight/weighing';
import { shownPath } from '../casePlace';
import { displayWidth, padToWidth } from '../displayWidth';
import { signed, sizeOf } from '../gate/verdictText';
import { plainLine } from '../plainText';
import { dollars } from '../quantities';
import type { ReportOptions } from '../report';
import { summaryLines, weightName, weightText } from './weightWords';

const MARKS: Record<WeightVerdict, string> = { matters: '●', harms: '▼', 'could-go': '○', unclear: '?' };
const COLORS: Record<WeightVerdict, number> = { matters: 32, harms: 31, 'could-go': 36, unclear: 33 };
const DIM = 2;
const BOLD = 1;

const LONGEST_SENTENCE = 60;

/** For a person at a terminal: the sentences in the order of the file, aligned, and what could go at the end. */
export function weightTextReport(weighing: Weighing, options: ReportOptions): string {
  const { say } = options;
  const { sentences, scale, margin, seed, spent } = weighing;
  const paint = (code: number, text: string) => (options.color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const rows = sentences.map((each) => ({ each, cells: cellsOf(each, weighing, options) }));
  const widths = [0, 1, 2, 3].map((at) => Math.max(0, ...rows.map(({ cells }) => displayWidth(cells[at] ?? ''))));
  const [lineWidth = 0, nameWidth = 0, changeWidth = 0, tokensWidth = 0] = widths;
  const lines = rows.map(({ each, cells: [line = '', name = '', change = '', tokens = '', text = ''] }) => {
    const color = each.weight === null ? DIM : COLORS[each.weight.verdict];
    const mark = each.weight === null ? '·' : MARKS[each.weight.verdict];
    const numbers = `${change.padStart(changeWidth)}  ${tokens.padStart(tokensWidth)}`;
    return `  ${line.padStart(lineWidth)}  ${paint(color, `${mark} ${padToWidth(name, nameWidth)}`)}  ${numbers}  ${text}`;
  });
  const why = sentences
    .filter(({ weight, skipped }) => skipped !== null || (weight !== null && weight.verdict !== 'could-go'))
    .map((each) => `  ${each.range.start.line + 1}: ${weightText(each, weighing, options)}`);
  const terms = say('weigh.terms', { count: weighing.weighed.of, margin: sizeOf(margin, scale), seed });
  const cost = spent.known > 0 ? ` · ${say('weigh.spent', { cost: dollars(spent.known) })}` : '';
  return [
    `${paint(BOLD, plainLine(shownPath(weighing.file, options.base)))}  ${paint(DIM, plainLine(weighing.model))}`,
    ...lines,
    ...(why.length > 0 ? ['', ...why] : []),
    '',
    ...summaryLines(weighing, options),
    paint(DIM, terms + cost),
    '',
  ].join('\n');
}

function cellsOf(sentence: WeighedSentence, { scale, tokens }: Weighing, options: ReportOptions): string[] {
  const { range, weight, skipped, text } = sentence;
  const mean = weight?.difference.mean ?? null;
  return [
    String(range.start.line + 1),
    weightName(sentence, options),
    mean === null ? '–' : signed(mean, scale),
    skipped !== null ? '–' : `${tokens.exact ? '' : '~'}${Math.round(sentence.tokens)}`,
    plainLine(text, LONGEST_SENTENCE),
  ];
}
