import type { JudgeCalibration } from '../../calibrate/calibration';
import type { JudgeTerms } from '../../evaluate/judgeTerms';
import { judgeName } from '../judgeName';
import { plainLine } from '../plainText';
import { count, onScale } from '../quantities';
import type { ReportOptions } from '../report';
import { coefficient, percent } from './agreementWords';

type Words = Pick<ReportOptions, 'say'>;

/**
 * What people's labels say of a judge of a run, in a sentence for wherever its scores show: a warning where it does not
 * agree with people; that it agrees, or that nothing can be said yet.
 */
export function calibrationText({ judge, agreement }: JudgeCalibration, { say }: Words): string {
  const { standing, n, kappa, leastLabels, level } = agreement;
  return say(`calibration.${standing}`, {
    judge: plainLine(judgeName(judge)),
    n: count(n),
    kappa: kappa.quadratic === null ? '–' : coefficient(kappa.quadratic.value),
    level: coefficient(level),
    least: count(leastLabels),
  });
}

/** The run's mean and pass rate as people would probably give them; empty where they cannot be had. */
export function correctedText({ judge, corrected }: JudgeCalibration, terms: JudgeTerms, { say }: Words): string {
  if (corrected === null) return '';
  const { mean, passRate, refused, labelled } = corrected;
  const shown = (score: number) => onScale((score - terms.min) / (terms.max - terms.min), terms);
  const parts: string[] = [];
  if (mean !== null) {
    const { estimate, low, high } = mean;
    parts.push(say('calibration.mean', { mean: shown(estimate), low: shown(low), high: shown(high) }));
  }
  if (passRate !== null) {
    const { corrected: rate, low, high } = passRate;
    parts.push(say('calibration.pass-rate', { rate: percent(rate), low: percent(low), high: percent(high) }));
  }
  if (refused !== null) parts.push(say(`calibration.refused-${refused}`));
  if (parts.length === 0) return '';
  return say('calibration.corrected', {
    judge: plainLine(judgeName(judge)),
    labels: count(labelled),
    parts: parts.join(say('report.comma')),
  });
}

/** All that is to be said of the judges of a run, the warnings first. */
export function calibrationLines(
  calibrations: readonly JudgeCalibration[],
  judges: readonly JudgeTerms[],
  words: Words,
): { text: string; isWarning: boolean }[] {
  const lines = calibrations.flatMap((each) => {
    const terms = judges.find(({ judge }) => judge === each.judge);
    const corrected = terms === undefined ? '' : correctedText(each, terms, words);
    return [
      { text: calibrationText(each, words), isWarning: each.agreement.standing === 'below' },
      ...(corrected === '' ? [] : [{ text: corrected, isWarning: false }]),
    ];
  });
  return [...lines.filter(({ isWarning }) => isWarning), ...lines.filter(({ isWarning }) => !isWarning)];
}
