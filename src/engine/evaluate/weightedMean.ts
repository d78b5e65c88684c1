import { studentT975 } from './studentT';

/**
 * The weighted mean of scores with its 95 % interval, kept up to date one score at a time.
 *
 * With w the weights, x the scores, m their weighted mean and n their number, the standard error is that of a ratio
 * estimator, `sqrt(n / (n − 1) · Σ w² (x − m)²) / Σ w` (Cochran, "Sampling Techniques", 1977, section 6.4): with equal
 * weights the usual s / √n. The interval is m ± t(0.975, n − 1) standard errors, kept inside 0..1.
 */
export class WeightedMean {
  #count = 0;
  #weight = 0;
  #weighted = 0;
  #squares = 0;
  #squaredWeighted = 0;
  #squaredWeightedSquares = 0;

  /**
   * @param score 0..1
   * @param weight above 0
   */
  add(score: number, weight: number): void {
    this.#count++;
    this.#weight += weight;
    this.#weighted += weight * score;
    this.#squares += weight ** 2;
    this.#squaredWeighted += weight ** 2 * score;
    this.#squaredWeightedSquares += (weight * score) ** 2;
  }

  get count(): number {
    return this.#count;
  }

  /** Null while there are no scores. */
  get mean(): number | null {
    return this.#count === 0 ? null : this.#weighted / this.#weight;
  }

  /** Null below 2 scores. */
  get interval(): { low: number; high: number } | null {
    const { mean, standardError } = this;
    if (mean === null || standardError === null) return null;
    const reach = studentT975(this.#count - 1) * standardError;
    return { low: Math.max(0, mean - reach), high: Math.min(1, mean + reach) };
  }

  /** Of the mean; null below 2 scores. */
  get standardError(): number | null {
    const mean = this.mean;
    if (mean === null || this.#count < 2) return null;
    const spread = this.#squaredWeightedSquares - 2 * mean * this.#squaredWeighted + mean ** 2 * this.#squares;
    // What is left of equal scores after rounding is no spread.
    const variance = spread < 1e-12 * this.#squares ? 0 : (spread * this.#count) / (this.#count - 1);
    return Math.sqrt(variance) / this.#weight;
  }
}
