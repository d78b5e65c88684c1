import type { JudgeCalibration } from '../calibrate/calibration';
import type { Cause } from '../compare/attribution/findCause';
import { type Comparison, type Verdict, type VerdictReason, WORST_FIRST } from '../compare/comparison';
import type { Measure } from '../compare/planComparison';
import type { EvaluationPlan } from '../evaluate/plan';
import type { Problem } from '../problem';
import type { ContentDiff } from '../versions/versionContent';
import type { ResolvedPoint } from '../versions/versionPoint';

/**
 * Why a prompt has a verdict, where no comparison gave it:
 * - `new`: the base does not have it
 * - `deleted`: it is gone
 * - `no-tests`: it has no test set
 * - `is-judge`: it is a judge, whose test set measures it against people
 * - `broken`: it cannot be evaluated as it is now: `problems` say why
 * - `broken-base`: it could not be evaluated before
 * - `no-key`: nobody gave the key that its model needs
 * - `not-allowed`: its checks are JavaScript, and nobody has allowed that to run
 * - `accepted`: somebody has accepted this regression, and said why
 */
export type GateReason =
  | VerdictReason
  | 'new'
  | 'deleted'
  | 'no-tests'
  | 'is-judge'
  | 'broken'
  | 'broken-base'
  | 'no-key'
  | 'not-allowed'
  | 'accepted';

/** What the gate says of one prompt. */
export interface GatedPrompt {
  /** Absolute path. */
  file: string;
  /** Absolute path in the base, where it had another. */
  previous?: string;
  /** The changed files that affect it, absolute paths. */
  changed: string[];
  verdict: Verdict;
  reason: GateReason;
  /** Null where there is nothing to compare, or nothing could be. */
  comparison: Comparison | null;
  /** What both versions were measured by; null where they were not. */
  measure: Measure | null;
  /** `provider/name`, empty where not known. */
  model: string;
  /** What is wrong in the prompt, its test set or its judges. */
  problems: Problem[];
  /** The digest of both versions' cases, for accepting what was found. */
  fingerprint: string | null;
  /** How the texts differ; null where one version does not have it. */
  content: ContentDiff | null;
  /** How both versions are run, with the messages of every case; null where one cannot be. */
  plans: { before: EvaluationPlan; after: EvaluationPlan } | null;
  /** Why it regressed; null where that was not asked for, or nothing regressed. */
  cause: Cause | null;
  /** Judges that do not agree with people, as far as labels show: what rests on their scores rests on little. */
  unreliable: JudgeCalibration[];
  /** Who let it pass nevertheless. */
  accepted?: { reason: string; at: string };
}

/** What the gate says of a change as a whole. */
export interface GateResult {
  /** The worst of the prompts' verdicts; `unchanged` where none is affected. */
  verdict: Verdict;
  /** What was compared with what: revisions as the user named them. */
  base: string;
  head: string;
  /** The same, resolved when it was compared. */
  points: { before: ResolvedPoint; after: ResolvedPoint };
  prompts: GatedPrompt[];
}

/** The worst of several verdicts. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return WORST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? 'unchanged';
}
