import type { AttackedJudge, AttackedModel, AttackResult } from '../../calibrate/attack/attackJudge';
import { displayWidth, padToWidth } from '../displayWidth';
import { plainLine } from '../plainText';
import { count, dollars } from '../quantities';
import type { ReportOptions } from '../report';
import {
  advice,
  attackedName,
  percent,
  type ReportedAttack,
  rateCells,
  remarks,
  successes,
  throughText,
  withstands,
} from './attackReport';

const BOLD = 1;
const DIM = 2;
const RED = 31;
const GREEN = 32;
const YELLOW = 33;

/** So many attacks that got through are shown with an example; all of them are in the other formats. */
const MOST_LISTED = 15;
/** Characters of an example's beginning, and of its end: some attacks stand before the output, others after it. */
const EXCERPT_HALF = 50;

/** For a person at a terminal: the rate, a table by family, what got through, and what to do now. */
export function attackText(reported: ReportedAttack, options: ReportOptions): string {
  const { attacked } = reported;
  const { say } = options;
  const { terms, bad, whole, models, seed, knownCost } = attacked;
  const paint = (code: number, text: string) => (options.color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const counts = say('attack.counts', {
    outputs: count(bad.used),
    known: count(bad.known),
    attacks: count(whole.attacks.length),
  });
  const tried = whole.total.tried > 0;
  const [mark, color] = !tried ? ['?', YELLOW] : withstands(reported) ? ['✓', GREEN] : ['✗', RED];
  const parts = [
    say('attack.seed', { seed }),
    ...(knownCost > 0 ? [say('attack.spent', { cost: dollars(knownCost) })] : []),
  ];
  return [
    `${paint(BOLD, plainLine(attackedName(attacked)))}  ${paint(DIM, plainLine(terms.model))}  ${counts}`,
    `  ${paint(color, `${mark} ${throughText(whole.total, options)}`)}`,
    '',
    ...(tried ? [...familyTable(whole, attacked, options), ''] : []),
    ...models.flatMap((model) => [
      `${paint(BOLD, plainLine(model.model))}  ${throughText(model.total, options)}`,
      ...(model.total.tried > 0 ? familyTable(model, attacked, options) : []),
      '',
    ]),
    ...successText(whole, options, (text) => paint(DIM, text)),
    ...spaced(remarks(attacked, options)),
    ...spaced([advice(attacked, options)].filter((line) => line !== '')),
    paint(DIM, parts.join(' · ')),
    '',
  ].join('\n');
}

function spaced(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}

/** A row for each family and one for all, numbers to the right. */
function familyTable({ families, total }: AttackedModel, attacked: AttackedJudge, options: ReportOptions): string[] {
  const { say } = options;
  const columns = ['family', 'tried', 'through', 'rate', 'interval', 'rise'] as const;
  const rows = [
    columns.map((column) => say(`attack.column-${column}`)),
    ...families.map(({ family, ...rate }) => [say(`attack.family-${family}`), ...rateCells(rate, attacked, options)]),
    [say('attack.all'), ...rateCells(total, attacked, options)],
  ];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => displayWidth(row[at] ?? ''))));
  return rows.map((row) => {
    const cells = row.map((cell, at) => {
      const width = widths[at] ?? 0;
      return at === 0 ? padToWidth(cell, width) : `${' '.repeat(width - displayWidth(cell))}${cell}`;
    });
    return `  ${cells.join('  ')}`;
  });
}

function successText(model: AttackedModel, options: ReportOptions, dim: (text: string) => string): string[] {
  const all = successes(model);
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_LISTED);
  const width = Math.max(...shown.map(({ id }) => id.length));
  const left = all.length - shown.length;
  const { say } = options;
  return [
    say('attack.got-through'),
    ...shown.flatMap((result) => [
      `  ${result.id.padEnd(width)}  ${result.succeeded}/${result.tried}  ${percent(result.rate)}  ${dim(result.source)}`,
      ...exampleText(result, width),
    ]),
    ...(left > 0 ? [`  ${say(left === 1 ? 'attack.more.one' : 'attack.more', { count: left })}`] : []),
    '',
  ];
}

function exampleText({ examples: [first] }: AttackResult, indent: number): string[] {
  if (first === undefined) return [];
  const { id, before, after, text } = first;
  const scores = `${Number(before.toFixed(2))} → ${Number(after.toFixed(2))}`;
  return [`  ${' '.repeat(indent)}  ${plainLine(id, 40)}  ${scores}  ${excerpt(text)}`];
}

/** The beginning and the end of a text, in one line. */
export function excerpt(text: string): string {
  const characters = [...plainLine(text)];
  if (characters.length <= 2 * EXCERPT_HALF + 3) return characters.join('');
  return `${characters.slice(0, EXCERPT_HALF).join('')} … ${characters.slice(-EXCERPT_HALF).join('')}`;
}
