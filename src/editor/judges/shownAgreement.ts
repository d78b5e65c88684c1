import type { Agreement, Disagreement, Estimate, Improvement, JudgeCalibration } from '../../engine';
import type { JudgeTerms } from '../../engine/evaluate/judgeTerms';
import { describeInput } from '../../engine/judge/judgeVariables';
import { personName } from '../../engine/judge/labels';
import {
  agreementRows,
  coefficient,
  estimateText,
  seenDifferently,
  shownScore,
  standingText,
} from '../../engine/report/judge/agreementWords';
import { correctedText } from '../../engine/report/judge/calibrationWords';
import { changeText } from '../../engine/report/judge/improvementText';
import { reasonOfJudge } from '../../engine/report/judgementText';
import { count } from '../../engine/report/quantities';
import type { ShownAgreement, ShownCoefficient, ShownDisagreement, ShownImprovement } from '../../protocol/judgeReport';
import { sentence } from '../words';

const WORDS = { say: sentence };
/** More of an output is not sent to the page, in UTF-16 units. */
const LONGEST = 20_000;
/** More are not sent: those furthest apart come first. */
const MOST_DISAGREEMENTS = 500;

/** What the judge report shows of an agreement. */
export function shownAgreement(
  agreement: Agreement,
  terms: JudgeTerms,
  {
    calibration,
    improvement,
    byModel = [],
    missing = 0,
  }: {
    calibration?: JudgeCalibration;
    improvement?: Improvement;
    byModel?: readonly { model: string; agreement: Agreement }[];
    missing?: number;
  },
): ShownAgreement {
  const { standing, n, raters, rounded, categories, confusion } = agreement;
  return {
    model: terms.model,
    standing,
    sentence: standingText(agreement, WORDS),
    counts: sentence('agreement.counts', { n: count(n), raters: count(raters) }),
    missing,
    coefficients: coefficients(agreement),
    corrected: calibration === undefined ? '' : correctedText(calibration, terms, WORDS),
    note: rounded ? sentence('agreement.rounded') : '',
    categories,
    confusion: n === 0 ? [] : confusion,
    byModel: byModel.map((each) => ({
      model: each.model,
      text: estimateText(each.agreement.kappa.quadratic, WORDS),
    })),
    disagreements: seenDifferently(agreement, terms)
      .slice(0, MOST_DISAGREEMENTS)
      .map((each) => shownDisagreement(each, terms)),
    improvement: improvement === undefined ? null : shownImprovement(improvement),
  };
}

function coefficients(agreement: Agreement): ShownCoefficient[] {
  const { kappa, alpha, alphaOfPeople, spearman, kendall, accuracy, passAccuracy } = agreement;
  // In the order of the rows; the bias is on another scale and has no place on the axis.
  const estimates: (Estimate | null)[] = [
    kappa.quadratic,
    kappa.linear,
    kappa.none,
    alpha.ordinal,
    alpha.interval,
    alpha.nominal,
    ...(alphaOfPeople === null ? [] : [alphaOfPeople]),
    spearman,
    kendall,
    accuracy,
    passAccuracy,
    null,
  ];
  return agreementRows(agreement, WORDS).map(({ name, value, interval, about }, index) => ({
    name,
    text: value,
    interval,
    value: estimates[index]?.value ?? null,
    low: estimates[index]?.low ?? null,
    high: estimates[index]?.high ?? null,
    about: about ?? '',
  }));
}

function shownDisagreement(
  { id, human, judge, difference, output, judgement }: Disagreement,
  terms: JudgeTerms,
): ShownDisagreement {
  const { subject, ratings } = output;
  return {
    id,
    human: shownScore(human, terms),
    judge: shownScore(judge, terms),
    difference,
    question: describeInput(subject.input).slice(0, LONGEST),
    output: subject.output.slice(0, LONGEST),
    reason: reasonOfJudge(judgement, WORDS),
    people: ratings.map(({ by, score, note }) => {
      const given = `${personName(by)}: ${shownScore(score, terms)}`;
      return note === undefined ? given : `${given} – ${note}`;
    }),
  };
}

function shownImprovement(improvement: Improvement): ShownImprovement {
  const { failed, before, after, examples, heldOut } = improvement;
  const kappa = (agreement: Agreement | null) => {
    const value = agreement?.kappa.quadratic?.value;
    return value === undefined ? '–' : coefficient(value);
  };
  return {
    sentence: failed === undefined ? changeText(improvement, WORDS) : sentence(`improve.failed-${failed}`),
    before: kappa(before),
    after: kappa(after),
    examples: examples.length,
    heldOut,
    canShow: failed === undefined,
  };
}
