import type { ScaleLabel } from '../judge/judgeScale';

/** A judge as a run has it. */
export interface JudgeTerms {
  /** What results call it. */
  judge: string;
  /** `provider/name` that judges; several, parted by ` + `, where the judge is a panel. */
  model: string;
  /** The models of a panel, where there are several. */
  models?: string[];
  min: number;
  max: number;
  /** From the worst to the best, on a scale of words. */
  labels?: ScaleLabel[];
  threshold: number;
  weight: number;
  /** How often each model is asked about one output, where it is more than once. */
  repeat?: number;
  /** Calls for one judgement, where it is more than one. */
  calls?: number;
}

/** The models that a judge judges with. */
export function modelsOfJudge({ model, models }: Pick<JudgeTerms, 'model' | 'models'>): string[] {
  return models ?? [model];
}

/** Calls for one judgement, each model and each repeat one. */
export function callsOfJudgement({ calls }: Pick<JudgeTerms, 'calls'>): number {
  return calls ?? 1;
}
