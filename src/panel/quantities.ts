/** Numbers as people read them, always with their unit. */

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
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** A whole number with separators. */
export function count(value: number, locale: string): string {
  return value.toLocaleString(locale);
}

/** A score with at most one decimal; two on a scale of 0 to 1. */
export function points(score: number, { min, max }: { min: number; max: number }): string {
  const text = score.toFixed(max - min <= 1 ? 2 : 1);
  return text.replace(/\.0+$/, '');
}
