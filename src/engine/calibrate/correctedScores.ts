import { predictionPowered, roganGladen } from '../statistics';

/** What a run's mean and pass rate are once the judge's errors are taken out, as far as people's labels show them. */
export interface CorrectedScores {
  /** On the judge's scale, by prediction-powered inference. */
  mean: { estimate: number; low: number; high: number } | null;
  /** 0..1, after Rogan and Gladen. */
  passRate: { corrected: number; low: number; high: number } | null;
  /** Why there is no pass rate: the judge tells good from bad no better than chance, or people saw only one of them. */
  refused: 'chance' | 'one-sided' | null;
  /** Outputs of the run that people have scored. */
  labelled: number;
}

/** A score of people and one of the judge for the same output, on the judge's scale. */
export interface ScoredPair {
  human: number;
  judge: number;
}

export interface CorrectionInput {
  /** Of the run's own outputs, one a case. */
  labelled: readonly ScoredPair[];
  /** The judge's scores of the run's other cases. */
  unlabelled: readonly number[];
  /** Of all outputs that people have scored, also of other versions: they say how the judge errs. */
  everLabelled: readonly ScoredPair[];
  /** A score at or above it passes, a person's as well as the judge's. */
  threshold: number;
}

/** Below it a correction rests on chance more than on people. */
export const LEAST_CORRECTING = 10;

/**
 * Corrects what a judge says of a run by what people say of some outputs.
 *
 * - Mean: prediction-powered inference with tuned lambda (Angelopoulos, Duchi, Zrnic 2023, "PPI++", arXiv 2311.01453).
 *   Only labels of the run's own outputs count: others were not drawn from the same.
 * - Pass rate: Rogan and Gladen 1978, doi:10.1093/oxfordjournals.aje.a112510, with sensitivity and specificity from all
 *   labels.
 * @returns null below 10 labelled outputs
 */
export function correctedScores(input: CorrectionInput): CorrectedScores | null {
  const { labelled, unlabelled, everLabelled, threshold } = input;
  if (everLabelled.length < LEAST_CORRECTING) return null;
  const passes = (score: number) => score >= threshold;
  const good = everLabelled.filter(({ human }) => passes(human));
  const bad = everLabelled.filter(({ human }) => !passes(human));
  const judged = [...labelled.map(({ judge }) => judge), ...unlabelled];
  const oneSided = good.length === 0 || bad.length === 0;
  const passRate =
    oneSided || judged.length === 0
      ? null
      : roganGladen({
          judgePasses: judged.filter(passes).length,
          judged: judged.length,
          humanPassJudgePass: good.filter(({ judge }) => passes(judge)).length,
          humanPass: good.length,
          humanFailJudgeFail: bad.filter(({ judge }) => !passes(judge)).length,
          humanFail: bad.length,
        });
  const refused = oneSided ? 'one-sided' : passRate === null && judged.length > 0 ? 'chance' : null;
  const isUseful = refused !== 'chance' && labelled.length >= LEAST_CORRECTING && unlabelled.length > 0;
  return {
    mean: isUseful
      ? predictionPowered(
          {
            human: labelled.map(({ human }) => human),
            judge: labelled.map(({ judge }) => judge),
            judgeUnlabelled: [...unlabelled],
          },
          { alpha: 0.05 },
        )
      : null,
    passRate,
    refused,
    labelled: labelled.length,
  };
}
