/**
 * The numeric step of the metrics of Ragas, after a model has given its verdicts.
 *
 * Es, James, Espinosa-Anke, Schockaert: "RAGAS: Automated Evaluation of Retrieval Augmented Generation" (EACL 2024,
 * arXiv 2309.15217), and as computed by the functions named below in explodinggradients/ragas, `src/ragas/metrics`.
 * All are null where the number is not defined.
 */

/**
 * Faithfulness: the share of the answer's claims that the context supports (`_faithfulness.py`, `_compute_score`).
 * @param supported one verdict a claim
 * @returns 0..1; null where the answer makes no claim
 */
export function faithfulness(supported: readonly boolean[]): number | null {
  return share(supported);
}

/**
 * Context recall: the share of the expected answer's claims that can be attributed to the context
 * (`_context_recall.py`, `_compute_score`).
 * @returns 0..1; null where there is no claim
 */
export function contextRecall(attributed: readonly boolean[]): number | null {
  return share(attributed);
}

/**
 * Context precision: average precision over the passages in the order in which they were retrieved,
 * Σₖ (precision@k · relevantₖ) / (relevant passages + 1e-10) (`_context_precision.py`, `_calculate_average_precision`).
 * @param relevant one verdict a passage, the first retrieved first
 * @returns 0..1: 1 where all relevant passages come before the others; null where there is no passage
 */
export function contextPrecision(relevant: readonly boolean[]): number | null {
  if (relevant.length === 0) return null;
  let found = 0;
  let sum = 0;
  relevant.forEach((isRelevant, index) => {
    if (!isRelevant) return;
    found++;
    sum += found / (index + 1);
  });
  return sum / (found + 1e-10);
}

export interface NoiseVerdicts {
  /** One a claim of the answer: whether the expected answer supports it. */
  answerByReference: readonly boolean[];
  /** A row a claim of the expected answer, a column a passage: whether the passage supports the claim. */
  referenceByPassage: readonly (readonly boolean[])[];
  /** A row a claim of the answer, a column a passage. */
  answerByPassage: readonly (readonly boolean[])[];
}

/**
 * Noise sensitivity: the share of the answer's claims that are wrong and that the retrieved passages led to. A passage
 * is relevant where it supports any claim of the expected answer; with `irrelevant`, only passages that are not count,
 * and only for claims that no relevant passage supports (`_noise_sensitivity.py`, `_compute_score`).
 * @returns 0..1, less is better; null where the answer makes no claim
 */
export function noiseSensitivity(verdicts: NoiseVerdicts, mode: 'relevant' | 'irrelevant'): number | null {
  const { answerByReference, referenceByPassage, answerByPassage } = verdicts;
  const isRelevant = (passage: number) => referenceByPassage.some((row) => row[passage] === true);
  const misled = answerByReference.map((isRight, claim) => {
    const passages = [...(answerByPassage[claim] ?? []).entries()].filter(([, supports]) => supports);
    const fromRelevant = passages.some(([passage]) => isRelevant(passage));
    const from = mode === 'relevant' ? fromRelevant : passages.length > 0 && !fromRelevant;
    return !isRight && from;
  });
  return share(misled);
}

/**
 * Answer relevance: how like the question the questions are that the answer alone suggests, the mean of their cosines;
 * 0 where all of them came from an answer that commits to nothing (`_answer_relevance.py`, `_calculate_score`).
 * @param question embedding of what was asked
 * @param generated embeddings of the questions made from the answer
 * @param noncommittal a verdict a generated question
 * @returns −1..1; null where there is no generated question or an embedding of length 0
 */
export function answerRelevancy(
  question: readonly number[],
  generated: readonly (readonly number[])[],
  noncommittal: readonly boolean[],
): number | null {
  if (generated.length === 0) return null;
  let sum = 0;
  for (const embedding of generated) {
    const like = cosine(question, embedding);
    if (like === null) return null;
    sum += like;
  }
  const evades = noncommittal.length > 0 && noncommittal.every((each) => each);
  return evades ? 0 : sum / generated.length;
}

/**
 * Factual correctness: precision, recall and F₁ of the answer's claims against the expected answer's
 * (`_factual_correctness.py`, `_single_turn_ascore`). As there, the recall's hits are claims of the answer and its
 * misses claims of the expected answer.
 * @param answer a verdict a claim of the answer: whether the expected answer supports it
 * @param reference a verdict a claim of the expected answer: whether the answer supports it
 * @returns each 0..1, unrounded; null where neither makes a claim
 */
export function factualCorrectness(
  answer: readonly boolean[],
  reference: readonly boolean[],
): { precision: number; recall: number; f1: number } | null {
  if (answer.length + reference.length === 0) return null;
  const hits = answer.filter((each) => each).length;
  const misses = reference.filter((each) => !each).length;
  const precision = answer.length === 0 ? 0 : hits / answer.length;
  const recall = hits + misses === 0 ? 0 : hits / (hits + misses);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

/**
 * The cosine of the angle between two embeddings.
 * @returns −1..1; null where one of them is all zeros or they differ in length
 */
export function cosine(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) return null;
  let product = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (const [index, x] of a.entries()) {
    const y = b[index] ?? 0;
    product += x * y;
    lengthA += x * x;
    lengthB += y * y;
  }
  if (lengthA === 0 || lengthB === 0) return null;
  return Math.max(-1, Math.min(1, product / Math.sqrt(lengthA) / Math.sqrt(lengthB)));
}

function share(verdicts: readonly boolean[]): number | null {
  return verdicts.length === 0 ? null : verdicts.filter((each) => each).length / verdicts.length;
}
