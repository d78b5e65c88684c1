import type { JudgeTest } from '../../calibrate/judgeTest';
import { judgeName } from '../findings';
import { markdownText } from '../markdownText';
import { count } from '../quantities';
import type { ReportOptions } from '../report';
import { agreementRows, standingText } from './agreementWords';

const MOST_LISTED = 20;

/** For a pull request: the verdict, a table of coefficients, and the strongest disagreements. */
export function judgeTestMarkdown({ terms, agreement, file }: JudgeTest, options: ReportOptions): string {
  const { say } = options;
  const name = judgeName(terms.judge.endsWith('.prompt') ? file : terms.judge);
  const apart = agreement.disagreements.filter(({ difference }) => Math.abs(difference) > 1e-9).slice(0, MOST_LISTED);
  return [
    `### ${markdownText(name)} · ${markdownText(terms.model)}`,
    '',
    `${standingText(agreement, options)} ${say('agreement.counts', { n: count(agreement.n), raters: count(agreement.raters) })}`,
    '',
    `| ${say('agreement.coefficient')} | |`,
    '|---|---|',
    ...agreementRows(agreement, options).map(({ name: row, text, about }) => `| ${row} | ${text} ${about ?? ''} |`),
    '',
    ...(apart.length === 0
      ? []
      : [
          `| ${say('agreement.case')} | ${say('agreement.people')} | ${say('agreement.judge')} | ${say('agreement.reason')} |`,
          '|---|---|---|---|',
          ...apart.map(
            ({ id, human, judge, judgement }) =>
              `| ${markdownText(id)} | ${Number(human.toFixed(2))} | ${Number(judge.toFixed(2))} | ${markdownText(judgement.reason)} |`,
          ),
          '',
        ]),
  ].join('\n');
}
