/** The messages between the editor and the judge report: types only. Texts come in the person's language. */

export type JudgeStanding = 'agrees' | 'below' | 'too-few' | 'undefined';

export interface JudgeReportState {
  locale: string;
  /** The judges to choose from; the key is the judge's in messages. */
  judges: { key: string; name: string; standing: JudgeStanding | null }[];
  chosen: string;
  /** What is being judged now; null once all is done. */
  running: { finished: number; total: number } | null;
  /** Why there is nothing to show; empty where there is. */
  message: string;
  /** Whether the way on is to score outputs in the results panel. */
  canShowResults: boolean;
  report: ShownAgreement | null;
}

export interface ShownAgreement {
  model: string;
  standing: JudgeStanding;
  /** One sentence. */
  sentence: string;
  /** `42 outputs · 2 people`. */
  counts: string;
  /** Scored outputs that the judge has not judged on record. */
  missing: number;
  coefficients: ShownCoefficient[];
  /** The run's mean and pass rate corrected by the labels; empty where they cannot be had. */
  corrected: string;
  /** What the numbers rest on, where that needs saying; empty where not. */
  note: string;
  categories: string[];
  /** Rows: people, columns: judge. */
  confusion: number[][];
  byModel: { model: string; text: string }[];
  disagreements: ShownDisagreement[];
  /** What examples would do; null where it was not tried. */
  improvement: ShownImprovement | null;
}

export interface ShownCoefficient {
  name: string;
  /** `0.71`, or that it is undefined. */
  text: string;
  /** `0.55 to 0.83`; empty where there is none. */
  interval: string;
  /** −1..1, to be drawn; null where undefined or on another scale. */
  value: number | null;
  low: number | null;
  high: number | null;
  about: string;
}

export interface ShownDisagreement {
  id: string;
  human: string;
  judge: string;
  /** judge − human as a share of the scale. */
  difference: number;
  question: string;
  output: string;
  reason: string;
  /** Who said what: `Ada: 2 – leaves out the year`. */
  people: string[];
}

export interface ShownImprovement {
  sentence: string;
  before: string;
  after: string;
  examples: number;
  heldOut: number;
  /** Whether there is a change to look at. */
  canShow: boolean;
}

export type ToJudgeReport = { type: 'state'; state: JudgeReportState };

export type FromJudgeReport =
  | { type: 'ready' }
  | { type: 'choose'; key: string }
  /** Judge the scored outputs that are not judged on record. */
  | { type: 'measure' }
  | { type: 'improve' }
  | { type: 'showImprovement' }
  | { type: 'stop' }
  | { type: 'openCase'; id: string }
  | { type: 'openJudge' }
  | { type: 'showResults' };
