/** Numbers by case; null, undefined and what is no finite number stand for what is not known. */
export type Values = readonly (number | null | undefined)[];

/** The values that are known: the others take no part. */
export function finite(values: Values): number[] {
  return values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
}

/** The largest distance from 0; 0 where there is no value. */
export function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  // Not by `Math.max(...)`, which a hundred thousand arguments break.
  for (let index = 0; index < values.length; index++) largest = Math.max(largest, Math.abs(values[index] as number));
  return largest;
}
