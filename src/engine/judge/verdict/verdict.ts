/** What a judge's reply says. */
export interface Verdict {
  /** On the judge's own scale; null where the reply holds none that can be trusted. */
  score: number | null;
  /** The label that the score stands for, on a scale of labels. */
  label?: string;
  /** In the judge's words; empty where it gave none. */
  reason: string;
}
