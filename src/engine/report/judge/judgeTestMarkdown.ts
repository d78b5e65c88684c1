import type { JudgeTest } from '../../calibrate/judgeTest';
import { reasonOfJudge } from '../judgementText';
import { judgeName } from '../judgeName';
import { markdownText } from '../markdownText';
import { count } from '../quantities';
import type { ReportOptions } from '../report';
import { agreementRows, seenDifferently, shownScore, standingText } from './agreementWords';

const MOST_LISTED = 20;

/** For a pull request: the verdict, a table of coefficients, and the strongest disagreements. */
export function judgeTestMarkdown({ terms, agreement, file }: JudgeTest, options: ReportOptions): string {
  const { say } = options;
  const name = judgeName(terms.judge.endsWith('.prompt') ? file : terms.judge);
  const apart = seenDifferently(agreement, terms).slice(0, MOST_LISTED);
  const rows = agreementRows(agreement, options);
  return [
    `### ${markdownText(name)} · ${markdownText(terms.model)}`,
    '',
    `${standingText(agreement, options)} ${say('agreement.counts', { n: count(agreement.n), raters: count(agreement.raters) })}`,
    '',
    ...(rows.length === 0
      ? []
      : [
          `| ${say('agreement.coefficient')} | |`,
          '|---|---|',
          ...rows.map(({ name: row, text, about }) => `| ${row} | ${text}${about ? ` ${about}` : ''} |`),
          '',
        ]),
    ...(apart.length === 0
      ? []
      : [
          `| ${say('agreement.case')} | ${say('agreement.people')} | ${say('agreement.judge')} | ${say('agreement.reason')} |`,
          '|---|---|---|---|',
          ...apart.map(
            ({ id, human, judge, judgement }) =>
              `| ${markdownText(id)} | ${markdownText(shownScore(human, terms))} | ${markdownText(shownScore(judge, terms))} | ${markdownText(reasonOfJudge(judgement, options))} |`,
          ),
          '',
        ]),
  ].join('\n');
}
