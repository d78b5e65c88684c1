import type { Range } from 'vscode-languageserver-types';
import type { JudgeSubject } from '../judge/judgeRequest';

/** An output with the scores that people gave it, on the scale of the judge that is measured. */
export interface LabelledOutput {
  /** Unique among those that are measured together. */
  id: string;
  subject: JudgeSubject;
  /** One a person. */
  ratings: Rating[];
  tags: string[];
  /** Where the scores stand. */
  place?: { file: string; range: Range };
}

/** What one person said of an output. */
export interface Rating {
  /** Who: people of a judge's test set without names are `1`, `2`, … in their order. */
  by: string;
  /** On the judge's own scale. */
  score: number;
  /** In that person's words. */
  note?: string;
}

/**
 * The score of several people for one output: their mean on the judge's scale.
 * @returns null where nobody gave one
 */
export function humanScore(ratings: readonly Rating[]): number | null {
  if (ratings.length === 0) return null;
  return ratings.reduce((sum, { score }) => sum + score, 0) / ratings.length;
}
