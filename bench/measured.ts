/** A number with the bar that it must not be above. */
export interface Measured {
  what: string;
  value: number;
  bar: number;
  unit: string;
  /** The numbers that it was computed from. */
  detail: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
