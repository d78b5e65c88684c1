import type { AttackedModel } from '../../calibrate/attack/attackJudge';
import { markdownText } from '../markdownText';
import { count } from '../quantities';
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
import { excerpt } from './attackText';

const COLUMNS = ['tried', 'through', 'rate', 'interval', 'rise'] as const;

/** For a pull request or a job summary: the rate, a table by family, and what got through. */
export function attackMarkdown(reported: ReportedAttack, options: ReportOptions): string {
  const { attacked } = reported;
  const { say } = options;
  const { terms, bad, whole, models } = attacked;
  const counts = say('attack.counts', {
    outputs: count(bad.used),
    known: count(bad.known),
    attacks: count(whole.attacks.length),
  });
  const mark = whole.total.tried === 0 ? '❔' : withstands(reported) ? '✅' : '❌';
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = (name: 'family' | 'model', rows: readonly string[]) => [
    row([name, ...COLUMNS].map((column) => say(`attack.column-${column}`))),
    `|---|${COLUMNS.map(() => '---:|').join('')}`,
    ...rows,
    '',
  ];
  const cellsOf = (name: string, rate: AttackedModel['total']) => row([name, ...rateCells(rate, attacked, options)]);
  const through = successes(whole);
  return [
    `### ${markdownText(attackedName(attacked))} · ${markdownText(terms.model)}`,
    '',
    `${mark} **${throughText(whole.total, options)}** · ${counts}`,
    '',
    ...table('family', [
      ...whole.families.map(({ family, ...rate }) => cellsOf(say(`attack.family-${family}`), rate)),
      cellsOf(`**${say('attack.all')}**`, whole.total),
    ]),
    ...(models.length === 0
      ? []
      : table(
          'model',
          models.map(({ model, total }) => cellsOf(markdownText(model), total)),
        )),
    ...(through.length === 0
      ? []
      : [
          row([say('attack.column-attack'), say('attack.column-rate'), say('attack.column-source'), '']),
          '|---|---:|---|---|',
          ...through.map(({ id, rate, source, examples: [first] }) =>
            row([
              id,
              percent(rate),
              markdownText(source),
              first === undefined ? '' : markdownText(excerpt(first.text)),
            ]),
          ),
          '',
        ]),
    ...remarks(attacked, options).flatMap((line) => [markdownText(line), '']),
    ...[advice(attacked, options)].flatMap((line) => (line === '' ? [] : [line, ''])),
  ].join('\n');
}
