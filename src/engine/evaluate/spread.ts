/** What the repeats of one case say together. They are draws from one model for one input, never cases of their own. */
export interface CaseSpread {
  /** Repeats that passed or failed; errors are neither. */
  n: number;
  /** How many of them passed. */
  passed: number;
  /** Of the repeats' scores, 0..1; null where none is known. */
  mean: number | null;
  /** Sample standard deviation of the repeats' scores, 0..1; null below two. */
  sd: number | null;
  /** pass^k for k = n: the share of choices of k repeats in which all pass, so 1 where all passed, else 0; null for n = 0. */
  passHatK: number | null;
  /** pass@k for k = 1 to n: the share of choices of k repeats in which at least one passes. */
  passAtK: number[];
  /** Some repeats pass and some fail. */
  flaky: boolean;
}

/** How sure the mean of a run is, what makes it unsure, and what would help most. */
export interface RunSpread {
  /** Calls for each case: the k of pass^k and pass@k. */
  k: number;
  /** Mean over the cases in which k repeats were decided, 0..1; null where there is none, or k is 1. */
  passHatK: number | null;
  passAtK: number | null;
  /** Cases of which some repeats pass and some fail. */
  flaky: number;
  /** Of the run's mean; null below two scored cases. */
  variance: VarianceParts | null;
  nextStep: NextStep;
  /** What cannot be told because it was done only once. */
  unknown: ('prompt' | 'judge')[];
}

/** The squared standard error of a run's mean, by where it comes from. */
export interface VarianceParts {
  /** Of the mean over cases, on the scale of 0 to 1. */
  standardError: number;
  /** 0..1, together 1: from case to case, */
  caseShare: number;
  /** from call to call of one case (null where no case was repeated: then it is part of the case share), */
  sampleShare: number | null;
  /** from reading to reading of one output (null where no judge was repeated: then it is part of the one before). */
  judgeShare: number | null;
}

/** What would make the mean surer at the least price. Half-widths are of the 95 % interval, on the scale of 0 to 1. */
export type NextStep =
  /** `more` cases in addition would bring the half-width from one to the other. */
  | { step: 'more-cases'; more: number; from: number; to: number }
  /** So many calls a case instead. */
  | { step: 'repeat-the-prompt'; repeat: number; from: number; to: number }
  /** So many readings of each output instead. */
  | { step: 'repeat-the-judge'; repeat: number; from: number; to: number }
  /** A prompt that answers the same each time needs no repeats. */
  | { step: 'temperature-0'; from: number; to: number }
  /** Sure enough as it is; null where there are too few cases to tell. */
  | { step: 'none'; width: number | null };

/** What in a run may favour some answers for reasons other than their quality. */
export interface RunBias {
  /** For each judge that was asked. */
  length: LengthBias[];
  /** Judges that judge a model of their own family. */
  selfPreference: SelfPreference[];
  /** For each judge of pairs. */
  position: PositionBias[];
}

/** Whether longer answers got other scores. Both are means over the repeats of a case. */
export interface LengthBias {
  judge: string;
  /** Cases with an output and a score. */
  n: number;
  /** Spearman's rank correlation of score and characters; null below 10 cases or where either does not vary. */
  rho: number | null;
  /** Two-sided, by the t approximation with n − 2 degrees of freedom. */
  p: number | null;
  /** |rho| is at least 0.4 and p at most 0.05: worth a look, and no proof. */
  hint: boolean;
}

/** A judge with a model of the family that is tested. */
export interface SelfPreference {
  judge: string;
  /** The judge's model; of a panel the first of the family. */
  model: string;
  family: string;
}

/** How often a judge of pairs took the same place in both orders, whatever stood there. */
export interface PositionBias {
  judge: string;
  /** Pairs that were judged in both orders. */
  pairs: number;
  /** Of these, the ones whose winner turned around with the order. */
  turned: number;
  /** At least a fifth of at least 10 pairs. */
  hint: boolean;
}
