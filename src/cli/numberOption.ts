import { UsageError } from './usageError';

/** A whole number within bounds. @throws {UsageError} */
export function wholeNumber(option: string, value: string, { most }: { most?: number } = {}): number {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= 1 && number <= (most ?? Number.MAX_SAFE_INTEGER)) return number;
  throw new UsageError(most === undefined ? 'cli.bad-whole-number' : 'cli.bad-bounded-number', {
    option,
    value,
    most: most ?? '',
  });
}

/** A number above 0. @throws {UsageError} */
export function positiveNumber(option: string, value: string): number {
  const number = /^\d*\.?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number > 0 && Number.isFinite(number)) return number;
  throw new UsageError('cli.bad-amount', { option, value });
}

/** A number above 0 and below 1. @throws {UsageError} */
export function share(option: string, value: string): number {
  const number = positiveNumber(option, value);
  if (number < 1) return number;
  throw new UsageError('cli.bad-share', { option, value });
}
