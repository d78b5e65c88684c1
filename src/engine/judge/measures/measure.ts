import type { Evidence } from '../score';

/** What a formula may look at beside the judge's reply. */
export interface MeasureSubject {
  question: string;
  /** The retrieved passages, in their order. */
  passages: readonly string[];
  /** Embeddings of texts, in their order. @throws where no embeddings can be had */
  embed(texts: readonly string[]): Promise<readonly (readonly number[])[]>;
}

/** The number that a formula gives, and what it counted. */
export interface Measured {
  /** 0..1, more is better; null where the formula is not defined: an answer that makes no claim. */
  score: number | null;
  evidence: Evidence[];
}

/**
 * A judge whose score is computed: the model gives many small verdicts (of each claim, of each passage), and a published
 * formula makes one number of them. A prompt names it as `assay.measure`.
 */
export interface Measure {
  /** What every case has to give. */
  needs: readonly ('expected' | 'context')[];
  /** True where the formula looks at the retrieved passages alone, and never at the output. */
  judgesContext?: true;
  /** True where the formula needs embeddings. */
  embeds?: true;
  /**
   * @param reply the judge's reply, parsed
   * @returns undefined where the reply has not the shape that was asked for: then it is no verdict
   */
  compute(reply: unknown, subject: MeasureSubject): Measured | undefined | Promise<Measured | undefined>;
}
