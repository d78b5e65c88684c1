import { normalQuantile } from './normal';

export interface RoganGladenInput {
  /** Items that the judge passes, of those that it judged. */
  judgePasses: number;
  judged: number;
  /** Of the labelled items: those that people pass and the judge as well, and all that people pass. */
  humanPassJudgePass: number;
  humanPass: number;
  /** Those that people fail and the judge as well, and all that people fail. */
  humanFailJudgeFail: number;
  humanFail: number;
}

/**
 * The share that people would pass, from the share that a judge passes: (apparent + specificity − 1) / (sensitivity +
 * specificity − 1) (Rogan and Gladen 1978, doi:10.1093/oxfordjournals.aje.a112510). The interval knows that sensitivity,
 * specificity and the apparent share are all estimated (Lang and Reiczigel 2014, doi:10.1016/j.prevetmed.2013.09.015; for
 * judges: Lee et al. 2025, arXiv 2511.21140).
 * @param options.confidence above 0 and below 1; 0.95 by default
 * @returns 0..1; null where the judge is no better than chance, nothing was judged or labelled good and bad, or a part is
 *   more than its whole
 */
export function roganGladen(
  { judgePasses, judged, humanPassJudgePass, humanPass, humanFailJudgeFail, humanFail }: RoganGladenInput,
  { confidence = 0.95 }: { confidence?: number } = {},
): { corrected: number; low: number; high: number } | null {
  if (!(judged > 0 && humanPass > 0 && humanFail > 0) || !(confidence > 0 && confidence < 1)) return null;
  const apparent = judgePasses / judged;
  const sensitivity = humanPassJudgePass / humanPass;
  const specificity = humanFailJudgeFail / humanFail;
  if (![apparent, sensitivity, specificity].every((share) => share >= 0 && share <= 1)) return null;
  const power = sensitivity + specificity - 1;
  if (!(power > 0)) return null;
  const z = normalQuantile((1 + confidence) / 2);
  // With the pseudo-counts of Agresti and Coull, so that 0 of n and n of n have an interval too.
  const p = (judgePasses + z ** 2 / 2) / (judged + z ** 2);
  const q1 = (humanPassJudgePass + 1) / (humanPass + 2);
  const q0 = (humanFailJudgeFail + 1) / (humanFail + 2);
  const adjusted = q0 + q1 - 1;
  if (!(adjusted > 0)) return { corrected: clip((apparent + specificity - 1) / power), low: 0, high: 1 };
  const theta = (p + q0 - 1) / adjusted;
  const ofPass = (q1 * (1 - q1)) / (humanPass + 2);
  const ofFail = (q0 * (1 - q0)) / (humanFail + 2);
  const shift = 2 * z ** 2 * (theta * ofPass - (1 - theta) * ofFail);
  const error =
    Math.sqrt((p * (1 - p)) / (judged + z ** 2) + (1 - theta) ** 2 * ofFail + theta ** 2 * ofPass) / adjusted;
  return {
    corrected: clip((apparent + specificity - 1) / power),
    low: clip(theta + shift - z * error),
    high: clip(theta + shift + z * error),
  };
}

function clip(share: number): number {
  return Math.min(1, Math.max(0, share));
}
