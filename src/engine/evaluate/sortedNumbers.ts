import type { Percentiles } from './run';

/** Numbers kept in order as they come, for percentiles at any moment of a run without sorting again. */
export class SortedNumbers {
  #values = new Float64Array(64);
  #count = 0;

  add(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    const at = this.#placeOf(value);
    this.#values.copyWithin(at + 1, at, this.#count);
    this.#values[at] = value;
    this.#count++;
  }

  /** Null while there are none. Between two numbers it interpolates (type 7 of Hyndman and Fan, as NumPy and R do). */
  percentiles(): Percentiles | null {
    if (this.#count === 0) return null;
    return { p50: this.#quantile(0.5), p95: this.#quantile(0.95), p99: this.#quantile(0.99), max: this.#quantile(1) };
  }

  #quantile(share: number): number {
    const position = share * (this.#count - 1);
    const below = Math.floor(position);
    const low = this.#values[below] as number;
    const high = this.#values[Math.min(below + 1, this.#count - 1)] as number;
    return low + (high - low) * (position - below);
  }

  #placeOf(value: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#values[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
