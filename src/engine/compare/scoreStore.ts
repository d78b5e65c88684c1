import type { EvaluationPlan } from '../evaluate/plan';
import type { Run } from '../evaluate/run';
import type { CaseOutcome } from './comparison';

/** Scores of earlier runs, by what they depend on, so that nothing is paid for twice. */
export interface ScoreStore {
  /**
   * What is on record for cases of a plan.
   * @param keys `caseKey` by case id
   * @returns outcomes by case id, of those that are known
   */
  find(plan: EvaluationPlan, keys: ReadonlyMap<string, string>): Promise<Map<string, CaseOutcome>>;
  /** Keeps what a run found; cases that failed to come to a result are left out. */
  add(plan: EvaluationPlan, run: Run): Promise<void>;
}
