/** Numbers with their units, short and the same in every language. */

/** US dollars: two significant digits below a cent, cents above. */
export function dollars(amount: number): string {
  if (amount === 0) return '$0';
  if (amount >= 0.01) return `$${amount.toFixed(2)}`;
  return `$${trimZeros(amount.toFixed(Math.min(12, 1 - Math.floor(Math.log10(amount)))))}`;
}

/** Milliseconds below one second, seconds below two minutes, then minutes. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A whole number with its thousands separated. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A score of 0..1 on another scale, without its maximum: `4.1`, `5`; on 0..1 itself with two digits: `0.75`. */
export function onScale(score: number, { min, max }: { min: number; max: number }): string {
  if (min === 0 && max === 1) return trimZeros(score.toFixed(2));
  return trimZeros((min + score * (max - min)).toFixed(1));
}

/** The same with the maximum: `4.1/5`; a score on 0..1 stands for itself. */
export function outOf(score: number, scale: { min: number; max: number }): string {
  const value = onScale(score, scale);
  return scale.min === 0 && scale.max === 1 ? value : `${value}/${scale.max}`;
}

function trimZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
