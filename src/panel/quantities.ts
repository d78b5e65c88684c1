/** Numbers as people read them, always with their unit. */

interface Scale {
  min: number;
  max: number;
}

/** US dollars; small amounts keep two significant digits. */
export function dollars(amount: number): string {
  if (amount === 0) return '$0';
  if (amount >= 0.1) return `$${amount.toFixed(2)}`;
  const digits = Math.min(8, 1 - Math.floor(Math.log10(amount)));
  return `$${amount.toFixed(digits)}`;
}

/** Milliseconds, from a second on as seconds. */
export function duration(ms: number): string {
  if (ms < 1) return '<1 ms';
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A whole number with separators. */
export function count(value: number, locale: string): string {
  return value.toLocaleString(locale);
}

/** A point in time as a short date and the time of day. */
export function moment(iso: string, locale: string): string {
  const options = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Date(iso).toLocaleString(locale, options);
}

/** One score: whole where it is whole, else with one decimal; two on a scale of 0 to 1. */
export function points(score: number, scale: Scale): string {
  return score.toFixed(decimals(scale)).replace(/\.0+$/, '');
}

/** A mean of scores: always with its decimals, so that means line up. */
export function mean(score: number, scale: Scale): string {
  return score.toFixed(decimals(scale));
}

function decimals({ min, max }: Scale): number {
  return max - min <= 1 ? 2 : 1;
}
