/** The range that a score has to be in, both ends included. */
export interface Scale {
  min: number;
  max: number;
}

/** A reading of the text that stands where a score should: the number, or null where there is none to be trusted. */
export interface ScoreValue {
  score: number | null;
  /** Where the score ends in the text: what follows may be the reason. */
  end: number;
}

/** Whether two numbers, as they are written, are the ends of the scale. */
export function isScale(from: string | undefined, to: string | undefined, { min, max }: Scale): boolean {
  return Number(from) === min && Number(to) === max;
}
