import { createTwoFilesPatch } from 'diff';
import type { Improvement } from '../../calibrate/improve/improveJudge';
import { shownPath } from '../casePlace';
import { plainText } from '../plainText';
import { dollars } from '../quantities';
import type { ReportOptions } from '../report';
import { coefficient, estimateText } from './agreementWords';

/** Whether examples bring a judge nearer to people, and the change to its files as a patch. */
export function improvementText(improvement: Improvement, options: ReportOptions): string {
  const { say, base } = options;
  const { files, before, after, change, heldOut, examples, knownCost, failed } = improvement;
  if (failed !== undefined) return `${say(`improve.failed-${failed}`)}\n`;
  const patches = files.map(({ file, before: old, after: text }) => {
    const name = shownPath(file, base);
    return createTwoFilesPatch(old === null ? '/dev/null' : name, name, old ?? '', text).replace(
      /^(?:Index: .*\n)?={67}\n/,
      '',
    );
  });
  return [
    plainText(patches.join('')).trimEnd(),
    '',
    say('improve.held-out', { count: heldOut, examples: examples.length }),
    `  ${say('improve.before')}  ${estimateText(before?.kappa.quadratic ?? null, options)}`,
    `  ${say('improve.after')}  ${estimateText(after?.kappa.quadratic ?? null, options)}`,
    changeText(improvement, options),
    ...(change?.decide.forEffect == null || change.verdict !== 'inconclusive'
      ? []
      : [say('improve.would-decide', { count: change.decide.forEffect })]),
    dollars(knownCost),
    '',
  ].join('\n');
}

/** What the examples did, in one sentence. */
export function changeText({ change }: Improvement, { say }: Pick<ReportOptions, 'say'>): string {
  const { mean, low, high } = change ?? {};
  if (change == null || mean == null || low == null || high == null) return say('improve.inconclusive-few');
  const args = { change: signed(mean), low: signed(low), high: signed(high) };
  return say(`improve.${change.verdict}`, args);
}

function signed(value: number): string {
  return value > 0 ? `+${coefficient(value)}` : coefficient(value);
}
