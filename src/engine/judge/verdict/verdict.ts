/** What a judge's reply says. */
export interface Verdict {
  /** On the judge's own scale; null where the reply holds none that can be trusted. */
  score: number | null;
  /** In the judge's words; empty where it gave none. */
  reason: string;
}
