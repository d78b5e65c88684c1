/** After so many rows others get a turn, so that 10,000 of them freeze nothing. */
export const ROWS_IN_A_ROW = 500;

/** Lets everything else that waits have its turn. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
