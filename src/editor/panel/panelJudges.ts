import type { JudgeCalibration } from '../../engine';
import type { JudgeTerms } from '../../engine/evaluate/judgeTerms';
import { calibrationText, correctedText } from '../../engine/report/judge/calibrationWords';
import type { PanelJudge } from '../../protocol/panel';
import { sentence } from '../words';

const WORDS = { say: sentence };

/** What the panel says of the judges that people have given scores for. */
export function panelJudges(calibrations: readonly JudgeCalibration[], judges: readonly JudgeTerms[]): PanelJudge[] {
  return calibrations.map((each) => {
    const terms = judges.find(({ judge }) => judge === each.judge);
    return {
      judge: each.judge,
      standing: each.agreement.standing,
      said: calibrationText(each, WORDS),
      corrected: terms === undefined ? '' : correctedText(each, terms, WORDS),
    };
  });
}
